"""What inspectors asked for: the current items, when like ones stood before, what was said since.

That an item was raised before is never more than a suggestion from its wording; both texts are
shown. What inspectors say and what the council says are kept apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.answering.selection.sentences import Sentence
from bot.answering.telling import Statement
from bot.answering.tones import tone_of
from bot.answering.tracing import surely_after
from bot.briefs.content import Block, Item, Note, Section, Told, Tone
from bot.briefs.findings import Finding, told
from bot.briefs.material import Material
from bot.briefs.wording import counted, listed, named_within, short, words
from corpus.documents import INSPECTORS_KINDS, Document
from retrieval.registers import Listed
from retrieval.search.scope import spoken_date

# How much of an item's wording an earlier item has to share.
LIKE_ITEM = 0.35
_MOST_EARLIER, _MOST_FOUND, _MOST_SINCE = 3, 2, 3


@dataclass(frozen=True, slots=True)
class Traced:
    """A current item, like items of earlier lists, and what later documents say near to it.

    `inspectors_since` and `council_since` hold what was found and which way it leans by its
    wording. `was_traced`: whether anything was looked for; it is not where a topic was asked for
    of which the item does not speak.
    """

    entry: Listed
    statement: Statement
    earlier: tuple[tuple[Document, Statement], ...]
    same_report: tuple[Statement, ...]
    inspectors_since: tuple[tuple[Tone, Statement], ...]
    council_since: tuple[tuple[Tone, Statement], ...]
    was_traced: bool = True

    @property
    def against(self) -> bool:
        """Whether something that was said since is critical by its wording."""
        return any(tone == "weakness" for tone, _ in (*self.inspectors_since, *self.council_since))

    @property
    def silent(self) -> bool:
        """Whether nothing was said since."""
        return not (self.inspectors_since or self.council_since)


def traced(material: Material) -> list[Traced]:
    """The current items of inspectors and panels, each with what is near to it."""
    found: list[Traced] = []
    # What inspectors ask for comes before what panels of the council do.
    entries = sorted(material.current, key=lambda e: e.document.kind not in INSPECTORS_KINDS)
    for number, entry in enumerate(entries, 1):
        material.count("Tracing what was asked for", number, len(material.current))
        statement = material.item(entry)
        if statement is None:
            continue
        if _is_beside(material, entry):
            found.append(Traced(entry, statement, (), (), (), (), was_traced=False))
            continue
        later = material.after(entry.document)
        inspectors = [d for d in later if d.kind in INSPECTORS_KINDS]
        council = [d for d in later if d.kind not in INSPECTORS_KINDS]
        found.append(
            Traced(
                entry,
                statement,
                tuple(_earlier(material, entry)),
                _same_report(material, entry),
                _since(material, entry, inspectors),
                _since(material, entry, council),
            )
        )
    return found


def asked_for(material: Material, items: Sequence[Traced]) -> Section:
    """The register: every current item, and what is known of it."""
    parts: list[Section] = []
    beside = [each for each in items if not each.was_traced]
    for document, group in groupby(items, lambda each: each.entry.document):
        for each in group:
            if not each.was_traced:
                continue
            title = f"{short(document)}, item {each.entry.recommendation.number}"
            parts.append(Section(title, tuple(_told(material, each))))
    blocks: tuple[Block, ...] = () if items else (Note(words("no_list")),)
    if beside and not parts and material.topic is not None:
        blocks = (Note(words("none_on_topic", topic=material.topic.title)),)
    if beside:
        parts.append(Section(words("not_on_topic"), tuple(_plain(beside))))
    return Section("What inspectors asked for", blocks, tuple(parts))


def in_short(items: Sequence[Traced], most: int) -> Section:
    """The first of the current items, those on the topic before others, with no more of them."""
    if not items:
        return Section("What inspectors asked for", (Note(words("no_list")),))
    ordered = sorted(items, key=lambda each: not each.was_traced)[:most]
    on_it = [each for each in ordered if each.was_traced]
    blocks = list(_plain(on_it))
    if on_it and len(ordered) > len(on_it):
        blocks.append(Note(words("not_on_topic")))
    blocks += _plain(each for each in ordered if not each.was_traced)
    if len(ordered) < len(items):
        blocks.append(Note(words("items_left", shown=len(ordered), all=len(items))))
    return Section("What inspectors asked for", tuple(blocks))


def _plain(items: Iterable[Traced]) -> Iterator[Block]:
    for document, group in groupby(items, lambda each: each.entry.document):
        yield Note(short(document))
        for each in group:
            yield Item(each.entry.recommendation.number, each.statement)


def _told(material: Material, each: Traced) -> Iterator[Block]:
    yield Item(each.entry.recommendation.number, each.statement)
    document = each.entry.document
    if each.earlier:
        yield Note(words("earlier"))
        for older, statement in each.earlier:
            yield Told(short(older), (statement,), "suggestion")
    else:
        yield Note(_no_earlier(material, document))
    if each.same_report:
        yield Told(words("same_report"), each.same_report)
    later = material.after(document)
    inspectors = [d for d in later if d.kind in INSPECTORS_KINDS]
    council = [d for d in later if d.kind not in INSPECTORS_KINDS]
    yield from _evidence("Inspectors since", "inspectors", each.inspectors_since, inspectors, each)
    yield from _evidence("The council since", "the council", each.council_since, council, each)


def _evidence(
    label: str,
    whom: str,
    said: Sequence[tuple[Tone, Statement]],
    documents: Sequence[Document],
    each: Traced,
) -> Iterator[Block]:
    if not documents:
        yield Note(f"{label}: {_lower(words('no_later', whom=whom))}")
        return
    if not said:
        since = named_within(each.entry.document)
        searched = counted(len(documents), "document")
        yield Note(
            f"{label}: {_lower(words('silent', documents=searched, whom=whom, since=since))}"
        )
        return
    for tone, heading in (
        ("strength", "evidence for progress"),
        ("weakness", "evidence against"),
        ("", "on the same matter"),
    ):
        told_so = [statement for leaning, statement in said if leaning == tone]
        by_document = groupby(told_so, lambda s: (s.citations[0].title, s.citations[0].dated))
        for (title, dated), group in by_document:
            yield Told(f"{label}, {heading} – {title}, {dated}", tuple(group), _tone(tone))


def _tone(text: str) -> Tone:
    return "strength" if text == "strength" else "weakness" if text == "weakness" else ""


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _no_earlier(material: Material, document: Document) -> str:
    older = _older_lists(material, document)
    if not older:
        return words("no_earlier_list")
    names = list(dict.fromkeys(spoken_date(entry.document) for entry in older))
    return words("no_earlier", lists=listed(names))


def _older_lists(material: Material, document: Document) -> list[Listed]:
    """The items of lists that are surely earlier than that of a document."""
    day = surely_after(document)
    if day is None:
        return []
    return [
        entry
        for entry in material.lists
        if entry.document.id != document.id
        and not entry.spent
        and (known := entry.document.dates.ordering) is not None
        and known < day
    ]


def _earlier(material: Material, entry: Listed) -> Iterator[tuple[Document, Statement]]:
    text = entry.recommendation.text
    alike = [
        (material.tracer.likeness.between(text, older.recommendation.text), older)
        for older in _older_lists(material, entry.document)
    ]
    near_ones = sorted((row for row in alike if row[0] >= LIKE_ITEM), key=lambda row: -row[0])[
        :_MOST_EARLIER
    ]
    for _, older in sorted(near_ones, key=lambda row: row[1].document.dates.ordering or 0):
        statement = material.item(older)
        if statement is not None:
            yield older.document, statement


def _same_report(material: Material, entry: Listed) -> tuple[Statement, ...]:
    rows = material.tracer.near(entry.recommendation.text, [entry.document])
    return told(material, map(_finding, rows), _MOST_FOUND, [])


def _since(
    material: Material, entry: Listed, documents: Sequence[Document]
) -> tuple[tuple[Tone, Statement], ...]:
    rows = material.tracer.near(entry.recommendation.text, documents)
    found: list[tuple[Tone, Statement]] = []
    taken: list[Sentence] = []
    for sentence in rows:
        if len(found) == _MOST_SINCE:
            break
        found += [
            (tone_of(statement.text), statement)
            for statement in told(material, [_finding(sentence)], 1, taken)
        ]
    return tuple(found)


def _finding(sentence: Sentence) -> Finding:
    return Finding(sentence, sentence.score, tone_of(sentence.text))


def _is_beside(material: Material, entry: Listed) -> bool:
    """Whether a topic was asked for, and the item does not speak of it."""
    return material.topic is not None and not material.topic.speaks(entry.recommendation.text)
