"""HTML pages, made from the templates beside this file."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot import addresses
from bot.harmless import shown
from bot.web.visitors import Role, Visitor

STATIC = Path(__file__).parent / "static"


class Pages:
    """The templates. Whatever is put into one is made harmless and escaped.

    A name that it lacks is an error.
    """

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("bot.web"),
            autoescape=True,
            finalize=_harmless,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {"addresses": addresses, "static": static, "Role": Role}

    def html(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> HTMLResponse:
        """The page, an address inside `templates/`, with these values in it."""
        page = self.fragment(request, template, **values)
        # Broken fonts and names of files give halves of characters, which no page can hold.
        return HTMLResponse(page.encode("utf-8", "replace"), status)

    def fragment(self, request: Request, template: str, **values: object) -> str:
        """The same as text: a part of a page, for a script to put into it."""
        # Nobody is signed in yet on the pages for signing in, and on those of faults.
        visitor: Visitor | None = getattr(request.state, "visitor", None)
        chosen = self._templates.get_template(template)
        return chosen.render(here=request.url.path, visitor=visitor, **values)


def _harmless(value: object) -> object:
    """What a template puts in; parts that templates themselves have made stay as they are."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def static(name: str) -> str:
    """The address of a file in `static/`, another one when what is in it changes."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
