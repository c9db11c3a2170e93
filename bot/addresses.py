"""Where on our own web pages things are shown: addresses that begin with `/`."""

from urllib.parse import quote, urlencode

HOME = "/"
ASK = "/ask"
LIBRARY = "/library"
AUTHORITIES = "/authorities"
RECOMMENDATIONS = "/recommendations"
JUDGEMENTS = "/judgements"
CHANGES = "/changes"
INDEX = "/index"
SOURCES = "/index/sources"
BRIEFS = "/briefs"
ADMIN = "/admin"
SIGN_IN = "/sign-in"
SIGNED_IN = "/sign-in/back"
SIGN_OUT = "/sign-out"
SIGNED_OUT = "/signed-out"


def document(
    identity: str, page: int | None = None, start: int | None = None, end: int | None = None
) -> str:
    """A document, open at a page (1-based), with characters `start` to `end` of it highlighted.

    The offsets are those of a citation: of the page's text, or of the file's without pages.
    """
    return _with(f"/documents/{_part(identity)}", page=page, start=start, end=end)


def passage(document_id: str, passage_id: str) -> str:
    """A document, open where this passage of it stands highlighted."""
    return reading(document_id, passage=passage_id)


def reading(document_id: str, **choices: object) -> str:
    """A document, open as is chosen; what is None is not.

    `page`, `start` and `end` are those of `document`; `passage` is the id of a passage to
    highlight, `answer` that of an answer whose citations are shown; `zoom` is in per cent, `at`
    the offset of a long text to show it from.
    """
    return _with(f"/documents/{_part(document_id)}", **choices)


def search_inside(document_id: str) -> str:
    """Where the words to look for in a document are sent."""
    return f"/documents/{_part(document_id)}/search"


def original(document_id: str) -> str:
    """The file that a document was read from, to be saved."""
    return f"/documents/{_part(document_id)}/file"


def page_picture(document_id: str, page: int, zoom: int | None = None) -> str:
    """The picture of a page (1-based) of a PDF; with `zoom`, in per cent, it is larger."""
    return _with(f"/documents/{_part(document_id)}/pages/{page}.png", zoom=zoom)


def passage_picture(passage_id: str) -> str:
    """The picture of a passage alone."""
    return f"/passages/{_part(passage_id)}.png"


def conversation(identity: str, turn: int | None = None) -> str:
    """A conversation, from its beginning or at a turn (the first is 1)."""
    return f"/conversations/{_part(identity)}" + ("" if turn is None else f"#turn-{turn}")


def authority(name: str) -> str:
    """What is known of one authority, by its name."""
    return f"{AUTHORITIES}/{_part(name)}"


def briefs_on(authority: str) -> str:
    """The form for a brief, filled in with an authority by its name."""
    return _with(BRIEFS, authority=authority)


def brief(identity: str) -> str:
    """A brief that was asked for on the pages."""
    return f"{BRIEFS}/{_part(identity)}"


def brief_file(identity: str, ending: str) -> str:
    """The same as a file, to be saved; `ending` is docx, pdf, html or md."""
    return f"{brief(identity)}/brief.{ending}"


def _part(text: str) -> str:
    return quote(text, safe="")


def _with(path: str, **choices: object) -> str:
    given = {name: value for name, value in choices.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path
