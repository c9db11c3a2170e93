"""Answers about an inspection as a whole: summed up, what it praises, what it criticises."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from bot.answering.claims import named, quoted, suggestions, topic_within
from bot.answering.drafts import Brief, Draft, DraftClaim, Evidence
from bot.answering.grades.rows import OVERALL, rows
from bot.answering.lists import item_claim, lists_of
from bot.answering.selection.choosing import Budget
from bot.answering.selection.sentences import Sentence, made_whole, repeats, units
from bot.answering.tones import tone_of
from bot.answering.tracing import is_told, tells
from corpus.documents import INSPECTORS_KINDS, LETTERS, Document
from corpus.passages import Passage
from corpus.sections import opening_of
from prompts import section
from retrieval.search.shelf import newest_first, newest_inspection

_MOST_DOCUMENTS = 5
# Of one inspection; of several that are told side by side each says less.
_ALONE, _BESIDE = Budget(170, 60, 6), Budget(60, 60, 2)
# "Leaders are aware of these issues" says nothing where the sentence before is not told.
_POINTS = re.compile(
    r"\b(?:this|these|those|such)\b(?! (?:inspection|visit|report|authority|council)\b)",
    re.IGNORECASE,
)
_TONES = {"praise": "strength", "criticism": "weakness"}


def opened(brief: Brief) -> Brief:
    """The brief with all passages of the inspections that are meant as evidence."""
    known = list(brief.evidence.passages.values())
    known += [(p, d) for d in _meant(brief) for p in brief.passages_of(d.id) if tells(p)]
    return replace(brief, evidence=Evidence.of(known))


def overview(brief: Brief) -> Draft | None:
    """The overall grade, what the inspectors' own summary says, what must improve.

    Where one side is asked for: sentences that praise; or those that criticise, and what must
    improve. None where no inspection is meant, or where nothing of the kind is found in it.
    """
    query = brief.found.query
    documents = _meant(brief)
    lists = lists_of(brief)
    alone = len(documents) == 1
    claims: list[DraftClaim] = []
    for document in documents:
        if query.slant == "none" and brief.judgements.get(document.id):
            claims += rows(brief, document, OVERALL)
        claims += _told(brief, document, _ALONE if alone else _BESIDE)
        if alone and query.slant != "praise":
            items = lists.get(document.id, [])
            claims += [item_claim(brief, document, item, items, items) for item in items]
    if not claims:
        return None
    caveat = section("caveats", "one_side" if query.slant != "none" else "summed_up")
    return Draft(tuple(claims), (caveat,), suggestions(query, documents))


def shortfalls(brief: Brief) -> Draft | None:
    """What letters criticise, where a list of what must improve is asked of them.

    Letters on visits seldom have one. None where another kind of document is meant, or a topic.
    """
    found = brief.found
    of_letters = all(document.kind in LETTERS for document in found.scope.wanted)
    if not (found.scope.wanted and of_letters) or topic_within(found):
        return None
    criticising = replace(found, query=replace(found.query, slant="criticism", over_time=False))
    draft = overview(opened(replace(brief, found=criticising)))
    return draft and replace(draft, caveats=(section("caveats", "letter_without_list"),))


def _meant(brief: Brief) -> Sequence[Document]:
    """The newest inspection of each authority, within the time asked for; all where it is over
    time."""
    scope, query = brief.found.scope, brief.found.query
    theirs = newest_first([d for d in scope.wanted if d.kind in INSPECTORS_KINDS])
    if query.everywhere:
        return []
    if query.over_time:
        reports = [d for d in theirs if d.kind == "inspection_report"]
        return (reports or theirs)[:_MOST_DOCUMENTS]
    of_each: dict[str | None, list[Document]] = {}
    for document in theirs:
        of_each.setdefault(document.authority, []).append(document)
    return [newest_inspection(each) or each[0] for each in of_each.values()][:_MOST_DOCUMENTS]


def _told(brief: Brief, document: Document, budget: Budget) -> Iterator[DraftClaim]:
    passages = brief.passages_of(document.id)
    opening = opening_of(passages)
    wanted = _TONES.get(brief.found.query.slant)
    if wanted is None:
        picked = _within(budget, _firsts(document, opening))
    else:
        first = {passage.id for passage in opening}
        rest = [p for p in passages if tells(p) and p.id not in first]
        leaning = [
            [s for s in _sentences(document, group) if tone_of(s.text) == wanted]
            for group in (opening, *_by_heading(rest))
        ]
        picked = _within(
            budget,
            [s for group in leaning[:1] for s in group[: budget.passages // 2]]
            + _in_turns(leaning[1:]),
        )
    for sentence in made_whole(picked):
        yield quoted(brief.evidence, sentence.passage, sentence.text, named(document))


def _firsts(document: Document, opening: Sequence[Passage]) -> list[Sentence]:
    """The first sentence of each paragraph, then the second of each, and so on."""
    return _in_turns([_sentences(document, [passage]) for passage in opening])


def _in_turns(groups: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    """The first of each group, then the second of each, and so on."""
    return [sentence for turn in zip_longest(*groups) for sentence in turn if sentence is not None]


def _sentences(document: Document, passages: Sequence[Passage]) -> list[Sentence]:
    return [
        Sentence(passage, document, position, start, end, 1.0, 1.0)
        for passage in passages
        for position, (start, end) in enumerate(units(passage))
        if is_told(passage.text[start:end]) and not _POINTS.search(passage.text[start:end])
    ]


def _by_heading(passages: Sequence[Passage]) -> list[list[Passage]]:
    return [list(group) for _, group in groupby(passages, key=lambda p: p.heading)]


def _within(budget: Budget, sentences: Sequence[Sentence]) -> list[Sentence]:
    """As many as may be shown, in the order in which they stand."""
    picked: list[Sentence] = []
    words = 0
    for sentence in sentences:
        fits = words + sentence.words <= budget.words and len(picked) < budget.passages
        if fits and not repeats(sentence, picked):
            picked.append(sentence)
            words += sentence.words
    return sorted(picked, key=lambda s: (s.passage.ordinal, s.start))
