"""Whether claims on the matter hold what was asked for; what is missing, said in a sentence."""

import re
from collections.abc import Sequence

from bot.answering.borne_out import named_and_missing
from bot.answering.drafts import Brief, DraftClaim
from bot.answering.elements import (
    CONTACT,
    NAME,
    counted_of,
    has_day,
    has_figure,
    is_share_alone,
    measure_of,
    says_none,
)
from bot.answering.said import Said, closeness, least, least_of_element, said
from corpus.cleaning import CELL_END
from prompts import section
from retrieval.concepts import RELATED, Concept, Topic
from retrieval.query import Measure, Query

# "How many?" may be told as a share where a sentence is on nothing else.
_CLOSE = 1.0
# How far from the name of an office the name of its holder may stand.
_BESIDE = 70
_SAME_OFFICE = {"dcs": "director", "lado": "officer"}
_SOMEBODY = re.compile(
    r"\b(?:[A-Z][\w’'-]+(?: (?:of|and|for|the|[A-Z][\w’'-]+))* )?(?:Officer|Team|Service|Trust|"
    r"Manager|Director|Leader|Agency|Charity|Partnership|Council|Board|Company|University|Ltd|"
    r"Barnardo)s?\b|\b(?:officers?|teams?|managers?|director|leader|agency|charity|partnership|"
    r"council|board|trust|company|university|volunteers?|advis[eo]rs?|workers?|IROs?|"
    r"commissioned|head ?teachers?|chair)\b"
)
_CELL = re.compile(r"(?:.*: )?[£(]?\d[\d.,/%() ]*(?:[A-Z]{1,3})?(?: \(.*\))?")
_IN_MONEY = re.compile(r"£|\b(?:costs?|budget|spend)\b", re.IGNORECASE)
_DOING: dict[str, str] = {
    **dict.fromkeys(("lead", "led"), "leads?|led"),
    **dict.fromkeys(
        ("runs", "ran", "run"), "runs?|ran|facilitate[sd]|deliver(?:s|ed)|provide[sd]|led"
    ),
    "chai": "chairs|chaired",
    "head": "heads|headed|led|leads",
    "mana": "manage[sd]",
    "owns": "owns|owned",
    **dict.fromkeys(("deli", "prov", "supp"), "deliver(?:s|ed)|provide[sd]|run|supplie[sd]"),
    "foun": "founded",
    "wrot": "wrote|written",
}


def lacking(brief: Brief, claims: Sequence[DraftClaim]) -> str | None:
    """What was asked for and is in none of these claims, as a sentence.

    None if they answer, or if there is no claim and nothing of a kind was asked for.
    """
    query = brief.found.query
    told = said(brief, claims)
    if not told:
        return _sought(query)
    if (missing := named_and_missing(query, told)) is not None:
        return missing
    close = closeness(brief, told)
    near = [pair for pair in zip(told, close, strict=True) if pair[1] >= least_of_element(brief)]
    if (missing := _element(query, brief.found.topic, told, near)) is not None:
        return missing
    return section("caveats", "elsewhere") if max(close) < least(brief) else None


def _sought(query: Query) -> str | None:
    """What kind of thing was looked for, where nothing at all is on the matter."""
    demand = query.demand
    if demand.reached:
        return section("caveats", "no_contact")
    if demand.law or demand.future:
        return section("caveats", "no_law" if demand.law else "future")
    if demand.measure is not None:
        return section("caveats", f"no_{demand.measure}")
    return section("caveats", "no_name") if demand.name or demand.doing else None


def _element(
    query: Query, topic: Topic, told: Sequence[Said], near: Sequence[tuple[Said, float]]
) -> str | None:
    """The figure, name, day or address that no claim on the matter holds.

    `near` are the claims that are close enough to the question, with how close they are.
    """
    demand = query.demand
    if demand.reached:
        given = any(CONTACT.search(one.text) for one in told)
        return None if given else section("caveats", "no_contact")
    if (measure := measure_of(query)) is not None:
        counted = counted_of(query, topic)
        given = any(
            _gives(one, measure, query.question, counted)
            and (measure != "count" or close >= _CLOSE or not is_share_alone(one.text))
            for one, close in near
        )
        return None if given else section("caveats", f"no_{measure}")
    if demand.name:
        given = any(_names_holder(one, demand.office) for one in told)
        return None if given else section("caveats", "no_name")
    if demand.doing:
        given = any(_is_done_by(one, demand.doing) for one in told)
        return None if given else section("caveats", "no_name")
    if query.answer_type == "date":
        given = any(has_day(one.text) for one, _ in near)
        return None if given else section("caveats", "no_date")
    return None


def _gives(one: Said, measure: Measure, question: str, counted: Sequence[Concept]) -> bool:
    """Whether a claim gives a figure of this kind; in a table its heading says of which."""
    if any(concept.strength(one.padded) < RELATED for concept in counted):
        return False
    cells = one.text.split(CELL_END)
    if one.passage.shape == "table" and len(cells) > 1:
        figures = any(_CELL.fullmatch(cell.strip()) for cell in cells[1:])
        return figures and (measure != "money" or _IN_MONEY.search(one.passage.text) is not None)
    return has_figure(one.text, measure, question) or says_none(one.text, counted, RELATED)


def _names_holder(one: Said, office: str) -> bool:
    """Whether a name stands near the office that is asked about, and not near its deputy's."""
    if not office:
        return NAME.search(one.text) is not None
    last = re.escape(_SAME_OFFICE.get(office, office.split()[-1]))
    for name in NAME.finditer(one.text):
        around = one.text[max(0, name.start() - _BESIDE) : name.end() + _BESIDE]
        if re.search(rf"(?<!assistant )(?<!deputy )\b{last}\b", around, re.IGNORECASE):
            return True
    return False


def _is_done_by(one: Said, verb: str) -> bool:
    """Whether a claim says who does it: "chaired by", "the board, which Jo Hale chairs"."""
    stem = _DOING[verb[:4]]
    if re.search(rf"\b(?:{stem}) by\b", one.text, re.IGNORECASE):
        return True
    match = re.search(rf"\b(?:{stem})\b", one.text, re.IGNORECASE)
    if match is None:
        return False
    return (
        NAME.search(one.text) is not None or _SOMEBODY.search(one.text[: match.start()]) is not None
    )
