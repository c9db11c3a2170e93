"""Lines of enquiry: questions that rules derive from findings which recur or were not closed."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from bot.answering.telling import Statement
from bot.briefs.content import Block, Note, Question, Section
from bot.briefs.material import Material
from bot.briefs.sections.asked_for import LIKE_ITEM, Traced
from bot.briefs.sections.over_time import Lines
from bot.briefs.wording import listed, named_within, short, words
from corpus.documents import INSPECTORS_KINDS

_MOST = 12


def questions_of(material: Material, items: Sequence[Traced], lines: Lines) -> list[Question]:
    """The questions, those that recur first, each with the findings that it is derived from."""
    ours = _ours(items)
    found = [_recurring(each) for each in ours if each.earlier]
    found += [_against(each) for each in ours if each.against and not each.earlier]
    found += list(_open(ours))
    found += list(_of_areas(material, lines))
    newest = _of_newest(material, items, lines)
    return [*found, newest] if newest else found


def questions_in_short(items: Sequence[Traced]) -> list[Question]:
    """Questions on items of a list that stands above them, each with one finding beside it."""
    ours = _ours(items)
    several = len({each.entry.document.id for each in ours}) > 1
    found = [
        Question(
            f"{_number(each, several)}: {_lower(_recurring(each).lead)}",
            _recurring(each).findings[1:2],
            "",
        )
        for each in ours
        if each.earlier
    ]
    found += [
        Question(
            f"{_number(each, several)}: {_lower(_against(each).lead)}",
            _against(each).findings[1:2],
            "",
        )
        for each in ours
        if each.against and not each.earlier
    ]
    for document, group in groupby(filter(_is_open, ours), lambda each: each.entry.document):
        numbers = [str(each.entry.recommendation.number) for each in group]
        which = f"Item{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
        of = f" of {named_within(document)}" if several else ""
        asked = words(_asked(len(numbers)), since=named_within(document))
        found.append(Question(f"{which}{of}: {_lower(asked)}", (), ""))
    return found


def enquiry(questions: Sequence[Question]) -> Section:
    """The section."""
    if not questions:
        return Section("Lines of enquiry", (Note(words("no_enquiry")),))
    blocks: tuple[Block, ...] = (Note(words("derived")), *questions[:_MOST])
    return Section("Lines of enquiry", blocks)


def _ours(items: Sequence[Traced]) -> list[Traced]:
    """The items that inspectors asked for, and that were looked into."""
    return [
        each for each in items if each.was_traced and each.entry.document.kind in INSPECTORS_KINDS
    ]


def _recurring(each: Traced) -> Question:
    earlier = listed(list(dict.fromkeys(named_within(d) for d, _ in each.earlier)))
    # The newest of the earlier items first.
    before = [(short(document), said) for document, said in reversed(each.earlier)]
    lead = words("ask_recurring", earlier=earlier)
    return Question(lead, (_item(each), *before), words("why_recurring"))


def _against(each: Traced) -> Question:
    critical = [
        (_of(said), said)
        for tone, said in (*each.inspectors_since, *each.council_since)
        if tone == "weakness"
    ]
    lead = words("ask_against", since=named_within(each.entry.document))
    return Question(lead, (_item(each), *critical), words("why_against"))


def _open(ours: Sequence[Traced]) -> Iterator[Question]:
    """One question on all items of a list that nothing was said of since."""
    for document, group in groupby(filter(_is_open, ours), lambda each: each.entry.document):
        found = tuple(_item(each) for each in group)
        yield Question(
            words(_asked(len(found)), since=named_within(document)), found, words("why_open")
        )


def _asked(items: int) -> str:
    return "ask_open" if items == 1 else "ask_open_each"


def _is_open(each: Traced) -> bool:
    return each.silent and not each.earlier


def _item(each: Traced) -> tuple[str, Statement]:
    return f"{short(each.entry.document)}, item {each.entry.recommendation.number}", each.statement


def _number(each: Traced, several: bool) -> str:
    of = f" of {named_within(each.entry.document)}" if several else ""
    return f"Item {each.entry.recommendation.number}{of}"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _of(statement: Statement) -> str:
    cited = statement.citations[0]
    return f"{cited.title}, {cited.dated}"


def _of_areas(material: Material, lines: Lines) -> Iterator[Question]:
    """Areas that two inspections in a row criticised."""
    reports = [d.id for d in material.reports]
    if len(reports) < 2:
        return
    for title, every in lines.items():
        of_reports = [line for line in every if line.document.id in reports[:2]]
        for newer, older in pairwise(of_reports):
            if newer.document.id == reports[0] and newer.weaknesses and older.weaknesses:
                asked = words(
                    "ask_weakness",
                    since=named_within(newer.document),
                    earlier=named_within(older.document),
                )
                yield Question(
                    f"{title}: {_lower(asked)}",
                    tuple((short(line.document), line.weaknesses[0]) for line in (newer, older)),
                    words("why_weakness"),
                )


def _of_newest(material: Material, items: Sequence[Traced], lines: Lines) -> Question | None:
    """What the newest inspection criticises beside its list, if anything."""
    if not material.reports:
        return None
    newest = material.reports[0]
    older = material.reports[1].id if len(material.reports) > 1 else ""
    found = tuple(
        (title, line.weaknesses[0])
        for title, every in lines.items()
        if not any(line.document.id == older and line.weaknesses for line in every)
        for line in every
        if line.document.id == newest.id
        and line.weaknesses
        and not any(_alike(material, each, line.weaknesses[0]) for each in items)
    )
    if not found:
        return None
    lead = words("ask_newest", newest=named_within(newest))
    return Question(lead, found, words("why_newest"))


def _alike(material: Material, each: Traced, said: Statement) -> bool:
    return material.tracer.likeness.between(each.statement.text, said.text) >= LIKE_ITEM
