"""Making a brief: its sections in their order, and what was left out of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.answering.pipeline import Library
from bot.briefs.content import Brief, Question, Section
from bot.briefs.disagreeing import MOST_COMPARED
from bot.briefs.material import Count, Material, material_of
from bot.briefs.one_page import MOST_QUESTIONS, Share, fits, shares_of_a_page
from bot.briefs.sections.asked_for import Traced, asked_for, in_short, traced
from bot.briefs.sections.changed import changed
from bot.briefs.sections.disagreements import disagreements
from bot.briefs.sections.enquiry import enquiry, questions_in_short, questions_of
from bot.briefs.sections.glance import Graded, glance, glance_in_short, graded, unknown_of
from bot.briefs.sections.neighbours import neighbours
from bot.briefs.sections.over_time import (
    MOST_INSPECTIONS,
    Lines,
    lines_of,
    newest_in_short,
    over_time,
)
from bot.briefs.sections.sources import searched, sources
from bot.briefs.wanted import Wanted
from bot.briefs.wording import counted, day, listed, words
from bot.faults import MendableError
from retrieval.changes import Earlier
from retrieval.registers import Holdings


def brief_of(
    wanted: Wanted,
    library: Library,
    holdings: Holdings,
    updated: datetime,
    unread: int = 0,
    count: Count = lambda *_: None,
    earlier: Earlier | None = None,
) -> Brief:
    """The brief that is wanted. Raises `MendableError` where there is nothing to write of.

    `earlier` is the state of the index on the day since which changes are to be told.
    """
    material = material_of(wanted, library, holdings, updated, unread, count, earlier)
    items = traced(material)
    lines = lines_of(material)
    _refuse_empty(material, lines)
    if wanted.length == "one-page":
        return _one_page(material, items, lines)
    return _full(material, items, lines)


def _full(material: Material, items: Sequence[Traced], lines: Lines) -> Brief:
    body = [glance(material)]
    if (different := changed(material)) is not None:
        body.append(different)
    body += [
        asked_for(material, items),
        over_time(material, lines),
        disagreements(material),
        enquiry(questions_of(material, items, lines)),
    ]
    if material.wanted.neighbours:
        body.append(neighbours(material))
    cited = {
        identity
        for section in body
        for _, statement in section.statements()
        for identity in statement.document_ids
    }
    body.append(sources(material, cited))
    return _brief(material, body, _cover(material), _left_out(material, lines))


def _one_page(material: Material, items: Sequence[Traced], lines: Lines) -> Brief:
    """The most that fits one page, with a word on what did not."""
    grades, unknown = graded(material), tuple(unknown_of(material))
    asked = questions_in_short(items)
    on_topic = newest_in_short(material, lines)
    brief: Brief | None = None
    for share in shares_of_a_page(len(items), min(len(asked), MOST_QUESTIONS)):
        body = [
            glance_in_short(grades, unknown, earlier_areas=share.earlier_areas),
            in_short(items, share.items),
        ]
        if on_topic is not None:
            body.append(on_topic)
        if share.questions or not asked:
            body.append(enquiry(asked[: share.questions]))
        left_out = _left_out_of_a_page(material, share, items, asked, grades)
        brief = _brief(material, body, _cover(material), left_out)
        if fits(brief):
            break
    assert brief is not None
    if (different := changed(material, in_short=True)) is not None:
        # It was asked for by itself, and may need a second page.
        brief = replace(brief, sections=(different, *brief.sections))
    return brief


def _brief(
    material: Material, body: Sequence[Section], cover: Iterable[str], left_out: Iterable[str]
) -> Brief:
    unsaid = tuple(left_out)
    return Brief(
        title=f"Inspection brief: {material.authority}",
        authority=material.authority,
        topic=material.topic.title if material.topic is not None else "",
        period=_period(material),
        made=date.today(),
        as_of=material.wanted.filters.as_of,
        length=material.wanted.length,
        cover=(*cover, *unsaid),
        left_out=unsaid,
        sections=tuple(body),
    )


def _refuse_empty(material: Material, lines: Lines) -> None:
    """A topic of which nothing speaks gets no brief: an empty one would look finished."""
    topic = material.topic
    if topic is None:
        return
    on_list = any(topic.speaks(entry.recommendation.text) for entry in material.lists)
    if not on_list and not any(lines.values()):
        raise MendableError(
            words(
                "no_topic",
                documents=counted(len(material.documents), "document"),
                authority=material.authority,
                topic=topic.title,
            )
        )


def _period(material: Material) -> str:
    filters = material.wanted.filters
    first, last = filters.first, filters.last
    if first is None and last is None:
        return "All documents"
    if last is None:
        return f"Since {day(first)}" if first else ""
    return f"{day(first)} to {day(last)}" if first else f"Until {day(last)}"


def _cover(material: Material) -> Iterator[str]:
    full = material.wanted.length == "full"
    if full:
        yield words("how_made")
    yield searched(material)
    if material.wanted.filters.as_of is not None:
        yield words("as_of", as_of=day(material.wanted.filters.as_of))
    if full:
        yield words("sorted_by_wording")


def _left_out(material: Material, lines: Lines) -> Iterator[str]:
    if (older := len(material.inspections) - MOST_INSPECTIONS) > 0:
        yield words("older_inspections", most=MOST_INSPECTIONS, left=counted(older, "older one"))
    if (older := len(material.documents) - MOST_COMPARED) > 0:
        yield words("older_documents", most=MOST_COMPARED, left=counted(older, "older one"))
    left = sum(line.left for every in lines.values() for line in every)
    if left:
        yield words("left_out", left=counted(left, "further sentence"))
    if material.teller.refused:
        yield words("refused", refused=counted(material.teller.refused, "sentence"))


def _left_out_of_a_page(
    material: Material,
    share: Share,
    items: Sequence[Traced],
    asked: Sequence[Question],
    grades: Sequence[Graded],
) -> Iterator[str]:
    yield words("one_page")
    left = []
    if share.items < len(items):
        left.append(f"{len(items) - share.items} of {counted(len(items), 'item')}")
    if share.questions < len(asked):
        of = counted(len(asked), "line of enquiry", "lines of enquiry")
        left.append(f"{len(asked) - share.questions} of {of}")
    if not share.earlier_areas and len(grades) > 1:
        left.append("grades of areas in earlier inspections")
    if material.wanted.neighbours:
        left.append("neighbours")
    if left:
        yield words("left_to_fit", left=listed(left))
