"""Who is named for a post in a paper: on its cover, in its minutes, at the foot of a letter.

"Lead officer: A. Name", "A. Name (Chair)", "Copy: A. Name, Chief Executive".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.claims import named, quoted
from bot.answering.drafts import Brief, Draft
from bot.answering.elements import NAME
from corpus.documents import Document
from corpus.passages import Passage
from retrieval.query import Query
from retrieval.search.concepts import RELATED, Topic, padded_stems
from retrieval.search.scope import Scope
from retrieval.search.shelf import newest_first
from retrieval.understanding.question_words import question_words

# Who had a copy of a letter stands at its foot; see `visits` for who wrote it and to whom.
_COPIED = re.compile(
    r"\bletters?\b.*\b(?:copied|cop(?:y|ies)|cc)\b|\bcop(?:y|ied)\b.*\bletters?\b", re.I
)
_SIGNS_OFF = re.compile(r"yours (?:sincerely|faithfully|truly)\b", re.IGNORECASE)
_COPY = re.compile(r"(?:copy|copies|cc)\b", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<label>[A-Z][\w’'/ -]{2,40}): ?(?P<value>\S.*)")
_IN_BRACKETS = re.compile(r"\((?:in the )?(?P<label>(?:vice[- ])?chair\w*)\)", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:officers?|members?|chair\w*|inspectors?|analysts?|managers?|present|attendance|director|"
    r"contact|authors?|report (?:of|by|from)|apologies|clerk|councillors?|head|leads?)\b",
    re.IGNORECASE,
)
# "Vice-chair" is no chair: what tells a post from the one above it is said of both or of none.
_UNDER = frozenset(padded_stems("vice deputy assistant interim acting former co").split())
# "Who led it?" asks for the lead inspector.
_NOUN = {"led": "lead"}
_ATTENDED = re.compile(r"\b(?:attend\w*|was there|were there|present)\b", re.IGNORECASE)
_PLAIN = frozenset(padded_stems("of the and for in to by a an").split())
_MOST_LINES = 4
# The least weight of a thing that a question names beside the post, which must be spoken of.
_TELLING = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a passage that names somebody for what was asked; `fit`: words it shares."""

    passage: Passage
    document: Document
    text: str
    fit: int = 0


def holders(
    query: Query, topic: Topic, scope: Scope, passages: Mapping[str, Sequence[Passage]]
) -> list[Line]:
    """The lines of the wanted documents that name who is asked for; none where nobody is.

    `passages` holds the passages of each document by its id.
    """
    if query.answer_type != "person":
        return []
    wanted = [d for d in newest_first(scope.wanted) if d.id in passages]
    if _COPIED.search(query.question):
        return [line for d in wanted for line in _copied(d, passages[d.id], query)][:_MOST_LINES]
    lines = [line for d in wanted for line in _labelled(d, passages[d.id], query, topic)]
    best = max((line.fit for line in lines), default=0)
    lines = [line for line in lines if line.fit == best]
    titled = [topic.coverage(padded_stems(line.document.title)) for line in lines]
    fullest = max(titled, default=0.0)
    kept = [line for line, title in zip(lines, titled, strict=True) if title == fullest]
    return kept[:_MOST_LINES]


def told_by_lines(brief: Brief) -> Draft | None:
    """The lines themselves, each as a claim; None where none names who is asked for."""
    found = brief.found
    passages = {identity: brief.passages_of(identity) for identity in brief.fronts}
    lines = holders(found.query, found.topic, found.scope, passages)
    claims = [
        quoted(brief.evidence, one.passage, one.text, named(one.document), item=True)
        for one in lines
    ]
    return Draft(tuple(dict.fromkeys(claims))) if claims else None


def asks_for_holder(query: Query) -> bool:
    """Whether a question may be answered by a line that names somebody."""
    several = bool(query.also) or query.compare or query.over_time or query.everywhere
    return query.answer_type == "person" and query.intent == "passages" and not several


def _copied(document: Document, passages: Sequence[Passage], query: Query) -> list[Line]:
    """Who had a copy of a letter: who holds the post that is asked about, or all of them."""
    for passage in passages:
        if any(_SIGNS_OFF.match(heading) for heading in passage.heading):
            lines = passage.text.split("\n")
            first = next((n for n, line in enumerate(lines) if _COPY.match(line)), len(lines))
            named_there = [line for line in lines[first:] if NAME.search(line)]
            meant = [line for line in named_there if _is_of_post(line, query)]
            return [Line(passage, document, line) for line in meant or named_there]
    return []


def _is_of_post(line: str, query: Query) -> bool:
    """Whether a line names a post that the question names ("Chief Executive")."""
    words = {w for w in padded_stems(query.question).split() if w not in _PLAIN}
    after = padded_stems(line.partition(",")[2].partition(",")[0])
    return bool(after.strip()) and set(after.split()) <= words


def _labelled(
    document: Document, passages: Sequence[Passage], query: Query, topic: Topic
) -> Iterator[Line]:
    """The lines with a label that is the post asked for."""
    words = set(padded_stems(query.question).split())
    if _ATTENDED.search(query.question):
        words |= set(padded_stems("present attendance also in").split())
    own = {stem for word in query.core for stem in _stems(word)}
    for passage in passages:
        for line in passage.text.split("\n"):
            for label in _labels(line):
                stems = set(padded_stems(label).split()) - _PLAIN
                telling = len(own) > 1 or bool(own & _UNDER)
                fits = bool(stems) and (stems <= words or (telling and own <= stems))
                if not fits or (stems ^ words) & _UNDER or not _POST.search(label):
                    continue
                if NAME.search(line) and _is_about(document, passage, stems, topic):
                    yield Line(passage, document, line, len(stems))


def _stems(words: str) -> set[str]:
    return {_NOUN.get(stem, stem) for stem in padded_stems(words).split()}


def _labels(line: str) -> Iterator[str]:
    if match := _LABELLED.match(line):
        yield match["label"]
    yield from (match["label"] for match in _IN_BRACKETS.finditer(line))


def _is_about(document: Document, passage: Passage, post: set[str], topic: Topic) -> bool:
    """Whether all that the question names besides the post is spoken of where the line stands."""
    kind = document.kind.replace("_", " ")
    around = padded_stems(" ".join((document.title, kind, *passage.heading, passage.text)))
    soft = question_words("soft")
    return all(
        concept.strength(around) >= RELATED
        or _stems(concept.label) <= post
        or (concept.weight < _TELLING and not concept.glossary)
        or concept.label.lower() in soft
        for concept in topic.concepts
    )
