"""What a question that is not taken is answered with, and an authority's own contacts for it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.faults import MendableError
from prompts import section

_TEMPLATE = "guards"
# The contacts an authority can give, each with what is said before it.
_CONTACTS = {
    "front_door": "",
    "phone": "Phone: ",
    "hours": "Hours: ",
    "out_of_hours": "Evenings, nights and weekends: ",
    "email": "E-mail: ",
    "link": "",
}
_TEXTS = ("child_at_risk", "live_case", "legal_advice")
_OTHERS = ("lines",)
_EMERGENCY = "999"


class SignpostsError(MendableError):
    """An authority's file of signposts that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of refusals: those that come with the program, and an authority's in their place.

    `contacts` are lines of Markdown; `texts` replace sections of the template by name.
    """

    contacts: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str, **values: str) -> str:
        """A refusal's whole text: the section `name` with its {places} filled."""
        template = self.texts.get(name) or section(_TEMPLATE, name)
        contacts = self.contacts or section(_TEMPLATE, "contacts")
        for place, value in {"contacts": contacts, **values}.items():
            template = template.replace(f"{{{place}}}", value)
        return template

    def kinds(self, names: tuple[str, ...]) -> str:
        """Kinds of personal data in words: "an NHS number and a phone number"."""
        lines = (line.partition(": ") for line in section(_TEMPLATE, "kinds").splitlines())
        words = {name: said for name, _, said in lines}
        said = [words[name] for name in names]
        return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def read_wording(path: Path | None) -> Wording:
    """The wording with the signposts of an authority's TOML file; as it comes without a path.

    Raises `SignpostsError`.
    """
    if path is None:
        return Wording()
    try:
        given = tomllib.loads(path.expanduser().read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SignpostsError(f"The signposts file {path} does not exist.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SignpostsError(f"The signposts file {path} cannot be read ({error}).") from error
    texts = given.pop("wording", {})
    _check(path, given, (*_CONTACTS, *_OTHERS))
    if not isinstance(texts, dict):
        raise SignpostsError(f"{path}: [wording] must be a table.")
    _check(path, texts, _TEXTS)
    if "child_at_risk" in texts and _EMERGENCY not in texts["child_at_risk"]:
        raise SignpostsError(f"{path}: child_at_risk must tell readers to call {_EMERGENCY}.")
    return Wording(_contacts(given) or None, texts)


def _check(path: Path, given: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for name, value in given.items():
        if name not in allowed:
            raise SignpostsError(f"{path}: {name} means nothing here. Use: {', '.join(allowed)}.")
        lines = value if name in _OTHERS else [value]
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            form = "a list of texts" if name in _OTHERS else "a text in quotes"
            raise SignpostsError(f"{path}: {name} must be {form}.")


def _contacts(given: Mapping[str, Any]) -> str:
    lines = [f"{said}{given[name].strip()}" for name, said in _CONTACTS.items() if name in given]
    return "\n".join(f"- {line}" for line in (*lines, *given.get("lines", ())) if line.strip())
