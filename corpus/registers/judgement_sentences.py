"""Sentences with which inspectors give the grades of the report that they stand in.

Only the present tense counts, and only from the beginning of a line: what services "were judged
to be" was another inspection's judgement.
"""

import re

from corpus.registers.judgement_rows import Area, Grade, Row, rows_in

_GRADE = (
    r"(?P<grade>outstanding|good|inadequate|adequate|requires?\s+improvement"
    r"(?:\s+to\s+be\s+good)?)"
)
_JUDGED = r"(?:judged\s+(?:to\s+be\s+|as\s+)?)?"
# "are good", and "require improvement", which needs no other verb.
_IS = rf"(?:(?:is|are)\s+{_JUDGED}|(?=requires?\s))"
# The sentence ends there, or the line does and the next begins with a capital.
_END = r"(?=\s*(?:[.]|\Z|\n\s*(?-i:[^a-z\s]))|\d)"
# A name of one or more words; "St. Helens" is the one with a full stop. A grade ends it.
_NAME = r"(?:(?!\b(?:outstanding|good|inadequate|adequate|requires?)\b)(?:[^.;:]|(?<=\bSt)\.))"
_WORDS = r"(?:(?!\b(?:outstanding|good|inadequate|adequate|requires?)\b)[\w’', -])"


def _sentence(body: str) -> re.Pattern[str]:
    return re.compile(
        rf"^[^\w\n]*(?P<said>{body}{_GRADE}){_END}",
        re.MULTILINE | re.IGNORECASE,
    )


_OVERALL = tuple(
    _sentence(body)
    for body in (
        rf"(?:the\s+)?overall\s+judge?ment\s+(?:for\s+{_NAME}{{3,120}}?\s)?is\s+(?:that\s+{_NAME}{{3,120}}?\s{_IS})?",
        rf"children['’]s\s+(?:social\s+care\s+)?services\s+(?:in|for|at)\s+{_NAME}{{2,100}}?\s{_IS}",
        rf"(?:the\s+)?overall\s+effectiveness\s+of\s+{_NAME}{{3,160}}?\s{_IS}",
        rf"the\s+judge?ment\s+for\s+overall\s+effectiveness\s+{_IS}",
    )
)
# The first words of the sentence may be lost: "Thornbeck require improvement to be good".
_LINE_ABOVE = _sentence(rf"(?-i:[A-Z]){_WORDS}{{2,80}}?[ ]{_IS}")
_BOARD = _sentence(
    r"(?!an?\s)(?:the\s+)?(?:judge?ment\s+(?:for|on|of)\s+(?:the\s+)?)?"
    r"(?:effectiveness\s+of\s+(?:the\s+)?)?"
    r"(?-i:(?:[A-Z][\w’'-]*\s+(?:and\s+|upon\s+|of\s+|&\s+)?){0,5}?)"
    r"(?:(?:local\s+)?safeguarding\s+children(?:['’]s)?(?:\s+boards?)?|LSCB)\b"
    rf"\s*(?:\(\w+\)\s*)?(?::\s*|[–-]\s*|{_IS})"
)
# Areas of the reports of 2013 to 2018, which give the overall judgement in a sentence.
SINGLE_FRAMEWORK: frozenset[Area] = frozenset({"looked_after_and_permanence", "adoption"})
_BOARD_WORD = re.compile(r"safeguarding\s+children|LSCB", re.IGNORECASE)


def graded_in(text: str) -> tuple[Row, ...]:
    """All grades that a page gives, by its table and by its sentences; offsets of `text`."""
    found = list(rows_in(text))
    areas = {row.area for row in found}
    if "overall_effectiveness" not in areas:
        above = _overall_above(text, found[0].start) if areas & SINGLE_FRAMEWORK else None
        if overall := overall_in(text) or above:
            found.append(overall)
    if "lscb" not in areas and (board := board_in(text)):
        found.append(board)
    return tuple(found)


def overall_in(text: str) -> Row | None:
    """The first sentence of `text` that gives the overall judgement; offsets of `text`."""
    found = [match for pattern in _OVERALL if (match := pattern.search(text))]
    first = min(found, key=lambda match: match.start(), default=None)
    return None if first is None else _row("overall_effectiveness", first)


def _overall_above(text: str, table: int) -> Row | None:
    """The overall judgement in the line right above the table that begins at `text[table]`."""
    above = text[:table].rstrip()
    for match in _LINE_ABOVE.finditer(above, max(0, len(above) - 200)):
        if not above[match.end() :].strip(". \t"):
            return _row("overall_effectiveness", match)
    return None


def board_in(text: str) -> Row | None:
    """The first sentence or heading of `text` that judges the safeguarding children board."""
    if not _BOARD_WORD.search(text):
        return None
    match = _BOARD.search(text)
    return None if match is None else _row("lscb", match)


def _row(area: Area, match: re.Match[str]) -> Row:
    return Row(area, _grade(match["grade"]), *match.span("said"))


def _grade(words: str) -> Grade | None:
    match words.lower().split()[0]:
        case "outstanding":
            return "outstanding"
        case "good":
            return "good"
        case "inadequate":
            return "inadequate"
        case "adequate":
            return None
        case _:
            return "requires_improvement"
