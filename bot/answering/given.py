"""Whether one claim gives the figure, the name or the doer that a question asks for."""

import re
from collections.abc import Collection, Sequence

from bot.answering.elements import NAME, counted_of, has_figure, says_none
from bot.answering.figures import Figure, figures
from bot.answering.said import Said
from bot.answering.selection.sentences import units
from corpus.layout.cleaning import CELL_END
from retrieval.query import Measure, Query
from retrieval.search.concepts import NAME as NAME_OF_IT
from retrieval.search.concepts import RELATED, Concept, Topic, padded_stems

# What is counted, and what is asked of it.
_THING_AND_MORE = 2
# The share of what is asked that a paragraph's subject has to be, and people who are counted.
_MOSTLY = 0.5
_PEOPLE = re.compile(
    r"\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ ){0,2}"
    r"(?:child(?:ren)?|young people|families|care leavers|teenagers)\b",
    re.IGNORECASE,
)
# What inspectors looked at is not how many there are.
_LOOKED_AT = re.compile(
    r"\b(?:inspectors (?:\w+ )?(?:sampled|saw|reviewed|looked at|considered|met|spoke (?:to|with)|"
    r"tracked|examined)|(?:sampled|seen|reviewed|looked at|considered|tracked) by inspectors)\b",
    re.IGNORECASE,
)
# How far from the name of an office the name of its holder may stand.
_BESIDE = 70
_SAME_OFFICE = {"dcs": "director", "lado": "officer", "councillor": "(?:councillor|cllr)"}
# No part of it may be of any length: what a document holds would be gone through for each word.
_SOMEBODY = re.compile(
    r"\b(?:Officer|Team|Service|Trust|Manager|Director|Leader|Agency|Charity|Partnership|Council|"
    r"Board|Company|University|Ltd|Barnardo)s?\b|\b(?:officers?|teams?|managers?|director|leader|agency|charity|partnership|"
    r"council|board|trust|company|university|volunteers?|advis[eo]rs?|workers?|IROs?|"
    r"commissioned|head ?teachers?|chair|members?|councillors?|chief executive|mayor|governors?|"
    r"consultants?|coordinators?|nurses?|psychologists?)\b"
)
CELL_OF_FIGURE = re.compile(r"(?:.*: )?[£(]?\d[\d.,/%() ]*(?:[A-Z]{1,3})?(?: \(.*\))?")
# What is counted by a figure, where a word in the plural says it.
_UNIT = re.compile(r" (?:[a-z-]+ ){0,2}?(?P<unit>[a-z-]{3,}[^s\W]s)\b")
_CLAUSE = re.compile(
    r"[;:]|(?<!\d),|\b(?:however|but|while|whilst|although|whereas|though)\b", re.IGNORECASE
)
_ANY_UNIT = re.compile(r"cases|episodes|families|instances|others|occasions|homes|times")
_IN_MONEY = re.compile(r"£|\b(?:costs?|budget|spend)\b", re.IGNORECASE)
# Who has been given a thing to do does it: "functions are delegated to Harbour Steps". A child's
# case that is transferred to a town is no such thing.
_THING = r"\b(?i:functions?|services?|responsibilit(?:y|ies)|duties|delivery|provision)\b"
_GIVEN = r"\b(?:delegated|transferred|outsourced|contracted(?: out)?)\b"
_HANDED = re.compile(
    rf"(?:{_THING}[^.;]{{0,120}}?{_GIVEN}|{_GIVEN}[^.;]{{0,120}}?{_THING})"
    r"[^.;]{0,120}? to (?:[Tt]he )?[A-Z]"
)
_HANDED_ON = ("runs", "ran", "run", "deli", "prov", "supp")
# How a verb is said of somebody, and of what somebody does.
_DOING: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("lead", "led"), ("leads?|led", "led")),
    **dict.fromkeys(
        ("runs", "ran", "run", "deli", "prov", "supp"),
        (
            "runs?|ran|facilitates?|delivers?|provides?|supplies",
            "run|facilitated|delivered|provided|supplied|led|commissioned from",
        ),
    ),
    "chai": ("chairs|chaired", "chaired"),
    "head": ("heads|headed|leads", "headed|led"),
    "mana": ("manages|managed", "managed"),
    "owns": ("owns|owned", "owned"),
    "foun": ("founded", "founded"),
    "wrot": ("wrote", "written"),
}


def gives(one: Said, measure: Measure, question: str, counted: Sequence[Concept]) -> bool:
    """Whether a claim gives a figure of this kind; in a table its heading says of which."""
    where = padded_stems(one.text) if one.passage.shape == "paragraph" else one.padded
    short = _is_short_for(one, counted)
    if not short and any(concept.strength(where) < RELATED for concept in counted):
        return False
    if measure == "count" and one.passage.shape == "paragraph" and not _of_them(one.text, question):
        return False
    if measure == "count" and _LOOKED_AT.search(one.text) and not _LOOKED_AT.search(question):
        return False
    cells = one.text.split(CELL_END)
    if one.passage.shape == "table" and len(cells) > 1:
        figures = any(CELL_OF_FIGURE.fullmatch(cell.strip()) for cell in cells[1:])
        return figures and (measure != "money" or _IN_MONEY.search(one.passage.text) is not None)
    return has_figure(one.text, measure, question) or says_none(
        one.text, question, counted, RELATED
    )


def counts_under_its_subject(one: Said, query: Query, topic: Topic) -> bool:
    """Whether a claim counts people in a paragraph that opens with what is asked about.

    "In 18 months, 40 children were helped" is of the team that the paragraph begins with.
    """
    if query.demand.measure != "count" or one.passage.shape != "paragraph":
        return False
    subject = max(topic.concepts, key=lambda concept: concept.weight, default=None)
    whole = sum(concept.weight for concept in topic.concepts)
    if subject is None or not query.demand.counted or counted_of(query, topic):
        return False
    start, end = next(iter(units(one.passage)), (0, 0))
    opens = subject.strength(padded_stems(one.passage.text[start:end])) >= NAME_OF_IT
    return opens and subject.weight >= _MOSTLY * whole and _PEOPLE.search(one.text) is not None


def _is_short_for(one: Said, counted: Sequence[Concept]) -> bool:
    """Whether a figure counts things by a shorter name, in a passage that has the whole one.

    "25 new carers", of a programme for foster carers.
    """
    units = [unit["unit"] for f in figures(one.text) if (unit := _UNIT.match(one.text, f.end))]
    lasts = {padded_stems(concept.label.rpartition(" ")[2]) for concept in counted}
    same = any(padded_stems(unit) in lasts for unit in units)
    return same and all(concept.strength(one.around) >= RELATED for concept in counted)


def is_share_of(one: Said, topic: Topic) -> bool:
    """Whether a share of a claim is said of the thing that is asked about, not beside it.

    "80% of children are not seen twice, but many on protection plans are" gives none of plans,
    and a share of those in care does not tell how many they are.
    """
    if len(topic.concepts) < _THING_AND_MORE:
        return False
    things = [c for c in topic.concepts if c.glossary]
    clauses = (_clause(one.text, figure) for figure in figures(one.text))
    padded = [padded_stems(f"{' '.join(one.passage.heading)} {clause}") for clause in clauses]
    return any(all(thing.strength(text) >= RELATED for thing in things) for text in padded)


def _clause(text: str, figure: Figure) -> str:
    """The clause of a sentence that a figure stands in."""
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, figure.start)), default=0)
    end = _CLAUSE.search(text, figure.end)
    return text[start : end.start() if end else len(text)]


def _of_them(text: str, question: str) -> bool:
    """Whether a figure of a text may be of what is asked about: "six members" is of no children."""
    asked = padded_stems(question)
    found = figures(text)
    for figure in found:
        unit = _UNIT.match(text, figure.end)
        if figure.kind == "share" or (
            figure.kind == "count"
            and (
                unit is None
                or _ANY_UNIT.fullmatch(unit["unit"])
                or padded_stems(unit["unit"]) in asked
            )
        ):
            return True
    return not any(figure.kind == "count" for figure in found)


def names_holder(one: Said, office: str, places: Collection[str]) -> bool:
    """Whether a name stands near the office that is asked about, and not near its deputy's."""
    # "Thornbeck Metropolitan" is the name of nobody.
    names = [
        name
        for name in NAME.finditer(one.text)
        if not any(name.group().startswith(place) for place in places)
    ]
    if not office:
        return bool(names)
    last = _SAME_OFFICE.get(office) or re.escape(office.split()[-1])
    for name in names:
        around = one.text[max(0, name.start() - _BESIDE) : name.end() + _BESIDE]
        if re.search(rf"(?<!assistant )(?<!deputy )\b{last}\b", around, re.IGNORECASE):
            return True
    return False


def is_done_by(one: Said, verb: str) -> bool:
    """Whether a claim says who does it: "chaired by", "the board, which Jo Hale chairs"."""
    active, passive = _DOING[verb[:4]]
    # "Chaired effectively by reviewing officers" names them as well.
    if re.search(rf"\b(?:{passive})(?: \w+ly)? by\b", one.text, re.IGNORECASE):
        return True
    if verb[:4] in _HANDED_ON and _HANDED.search(one.text):
        return True
    match = re.search(rf"\b(?:{active})\b", one.text, re.IGNORECASE)
    before = one.text[: match.start()] if match else ""
    return NAME.search(before) is not None or _SOMEBODY.search(before) is not None
