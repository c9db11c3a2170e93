"""Answers on the inspection itself: its days, its lead inspector, when it was published."""

import re
from collections.abc import Sequence

from bot.answering.claims import named, quoted, suggestions
from bot.answering.drafts import Brief, Draft
from bot.answering.selection.sentences import points_back
from corpus.dates import in_words
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from corpus.sections import is_front
from corpus.sentences import sentences
from prompts import section
from retrieval.search.scope import spoken_date
from retrieval.search.shelf import newest_first, newest_inspection
from retrieval.understanding.intents import LETTER_FROM, LETTER_TO

_MOST_DOCUMENTS = 5
_FACT = re.compile(
    r"inspection dates?|(?:lead|reporting) inspector|report published|published|"
    r"\bvisit\b.*\b(?:19|20)\d\d|"
    r"\binspectors? (?:was|were)\b|"
    r"\b(?:visit|inspection)\b.{0,40}\b(?:carried out|led|conducted|made|undertaken) by [A-Z]|"
    r"\A\d{1,2} \w+ \d{4}\Z|"
    r"\b(?:inspection|inspected|visited)\b.*\b\d{1,2}\b.*\b(?:19|20)\d\d",
    re.IGNORECASE,
)
_DAYS = re.compile(r"inspection dates?\b", re.IGNORECASE)
_BARE_DAY = re.compile(r"\d{1,2} \w+ \d{4}\Z")
_TABLE_HEAD = re.compile(r"judge?ments?\s+grade", re.IGNORECASE)
_LONGEST_FACT = 45
_PUBLISHED = re.compile(r"\bpublish", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:lead|reporting) inspector\b", re.IGNORECASE)
# A letter has no front page: its address, its date and what it summarises stand first.
_FIRST_PASSAGES = 4
_LAST_PASSAGES = 2
_DEAR = re.compile(r"dear\b", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:Director|Chief Executive|Head of|Commissioner|Leader|Chair|Lead Member|Cabinet Member)\b"
)
_SIGNS = re.compile(r"\b(?:(?:Her|His) Majesty[’']s Inspector|Inspector|HMI|Director|Officer)\b")
_LONGEST_SIGNATURE = 8
_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*)+"
_IS_NAME = re.compile(_NAME)
_NAME_BEFORE = re.compile(rf"{_NAME},? *\Z")


def facts_of(document: Document, passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages of an inspectors' document that say when it was made, and by whom."""
    if document.kind not in INSPECTORS_KINDS:
        return ()
    team = [p for p in passages if _LEAD.search(p.text)]
    front = [p for p in passages if is_front(p)] or [
        *passages[:_FIRST_PASSAGES],
        *(p for p in passages[-_LAST_PASSAGES:] if _with_name(p, _SIGNS, _LONGEST_SIGNATURE)),
    ]
    return list({p.id: p for p in (*front, *team)}.values())


def visits(brief: Brief) -> Draft | None:
    """The lines that give days and inspectors; None when no document states any."""
    documents = _asked_for(brief)
    query = brief.found.query
    if LETTER_TO.search(query.question):
        lines = _addressee
    elif LETTER_FROM.search(query.question):
        lines = _signatory
    else:
        lines = _facts
    claims = [
        quoted(brief.evidence, passage, line, named(document), item=True)
        for document in documents
        for passage, line in lines(brief.fronts[document.id])
    ]
    if not claims:
        return None
    named_by_file = _published_by_name(documents) if _PUBLISHED.search(query.question) else ()
    return Draft(tuple(claims), named_by_file, suggestions(query, documents))


def _published_by_name(documents: Sequence[Document]) -> tuple[str, ...]:
    """Reports often leave the day of their publication to their file's name."""
    return tuple(
        section("caveats", "published_inferred").format(
            title=document.title,
            dated=spoken_date(document),
            day=in_words(document.dates.published, document.dates.published),
        )
        for document in documents
        if document.dates.published and document.dates.published_basis == "inferred"
    )


def _asked_for(brief: Brief) -> Sequence[Document]:
    found = brief.found
    query = found.query
    documents = [d for d in found.scope.wanted if brief.fronts.get(d.id)]
    if query.over_time and not query.before:
        documents = [d for d in found.scope.searched if brief.fronts.get(d.id)]
    elif not query.years and not query.document_years and not query.kinds:
        by_authority: dict[str | None, list[Document]] = {}
        for document in documents:
            by_authority.setdefault(document.authority, []).append(document)
        documents = [newest_inspection(d) or d[0] for d in by_authority.values()]
    return newest_first(documents)[:_MOST_DOCUMENTS]


def _facts(passages: Sequence[Passage]) -> list[tuple[Passage, str]]:
    """The lines and sentences that say when it was made, and by whom."""
    found = [
        (passage, line)
        for passage in passages
        for line in _of(passage)
        if _FACT.search(line)
        and 1 < len(line.split()) <= _LONGEST_FACT
        and not _TABLE_HEAD.match(line)
        and not points_back(line)
    ]
    if any(_DAYS.match(line) for _, line in found):
        # The day that dates a letter is, above a report, the first of those given below it.
        found = [(passage, line) for passage, line in found if not _BARE_DAY.match(line)]
    return found


def _addressee(passages: Sequence[Passage]) -> list[tuple[Passage, str]]:
    """The name and the post in the address of a letter, before its "Dear …"."""
    for place, passage in enumerate(passages[1:_FIRST_PASSAGES], 1):
        if any(_DEAR.match(heading) for heading in passage.heading):
            return [line for before in passages[:place] for line in _with_name(before)][-2:]
    return []


def _signatory(passages: Sequence[Passage]) -> list[tuple[Passage, str]]:
    """The name and the post at the foot of a letter."""
    last = passages[-_LAST_PASSAGES:]
    return [line for p in last for line in _with_name(p, _SIGNS, _LONGEST_SIGNATURE)]


def _with_name(
    passage: Passage, post: re.Pattern[str] = _POST, most: int = _LONGEST_FACT
) -> list[tuple[Passage, str]]:
    """The first line with a post, led by the line of its holder's name where that is apart.

    `most` are the words of the longest line that counts.
    """
    lines = [line for line in passage.text.split("\n") if len(line.split()) <= most]
    for place, line in enumerate(lines):
        if (match := post.search(line)) is None:
            continue
        if _NAME_BEFORE.search(line[: match.start()]):
            return [(passage, line)]
        if place and _IS_NAME.fullmatch(lines[place - 1].strip()):
            return [(passage, lines[place - 1]), (passage, line)]
    return []


def _of(passage: Passage) -> list[str]:
    if passage.shape in ("front", "table"):
        return passage.text.split("\n")
    return [passage.text[start:end] for start, end in sentences(passage.text)]
