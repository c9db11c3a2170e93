"""Where sentences begin and end in clean text."""

import re

# A stop, then a capital; or a line's end.
_STOP = r"""[.!?]["'’”)\]]*(?:\d{1,2})?(?=\s+[“‘"'(\[]?[A-Z0-9£•])|\n"""
_END = re.compile(_STOP)
# Tags that are left from a web page; looked for where there may be one, since it takes long.
_END_OR_TAG = re.compile(rf"{_STOP}|(?:\s*</?(?i:p|br|li|ul|ol|b|i|em|strong)\s*/?>)+")
# These begin or end what is read by itself; the others stand in the middle of a sentence as well.
_APART = re.compile(r"\n|<\s*/?\s*(?:p|br|li|ul|ol)\b", re.IGNORECASE)
_ENDED = re.compile(r"(?:\A|[\n.!?][\"'’”)\]]*)\Z")
_LINE_END = re.compile(r"[^\S\n]*(?:\n|\Z)")
_LONGEST_END = 6
_ABBREVIATIONS = frozenset(
    {"approx", "apr", "aug", "cllr", "cllrs", "dec", "dept", "dr", "e.g", "etc", "feb", "fig"}
    | {
        "hon",
        "acad",
        "yr",
        "yrs",
        "i.e",
        "inc",
        "jan",
        "jul",
        "jun",
        "mar",
        "mr",
        "mrs",
        "ms",
        "no",
        "nos",
        "nov",
    }
    | {"oct", "p", "para", "paras", "pp", "rev", "sep", "sept", "st", "vs"}
)
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*\Z")
_FOOTNOTE = re.compile(r"(?<=[a-z][.!?])\d{1,2}\Z|(?<=[a-z][.!?][’”)])\d{1,2}\Z")


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of `text`, without the white space between them.

    A line end always ends a sentence (list items and table rows are lines), and so do tags that
    a text has kept from a web page, but bold and italics in the middle of one: what stands around
    them would be lost. A footnote digit stuck to a full stop is left outside.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in (_END_OR_TAG if "<" in text else _END).finditer(text):
        stop = match.group()[0] in ".!?"
        if stop and _is_abbreviation(text, match.start()):
            continue
        if not stop and _is_within(text, match):
            continue
        _add(text, start, match.end() if stop else match.start(), found)
        start = match.end()
    _add(text, start, len(text), found)
    return found


def _is_within(text: str, tags: re.Match[str]) -> bool:
    """Whether tags are bold or italics, neither behind a sentence nor beside a line end."""
    if _APART.search(tags.group()) or _LINE_END.match(text, tags.end()):
        return False
    return _ENDED.search(text[max(0, tags.start() - _LONGEST_END) : tags.start()]) is None


def _is_abbreviation(text: str, stop: int) -> bool:
    if text[stop] != ".":
        return False
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        # "25." that begins a line or stands alone is a number, not the end of a sentence.
        line = text.rfind("\n", 0, stop) + 1
        return text[line:stop].strip().isdigit()
    value = word.group().lower()
    return value in _ABBREVIATIONS or len(value) == 1


def _add(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start and text[end - 1].isdigit():
        footnote = _FOOTNOTE.search(text, max(start, end - 4), end)
        end = end if footnote is None else footnote.start()
    if end > start:
        found.append((start, end))
