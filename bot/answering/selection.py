"""Sentences that answer, chosen from passages: whole, in order, with what they refer to."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.elements import holds
from bot.answering.gate.governing import takes_back
from bot.answering.gate.referring import unresolved
from bot.answering.gate.tokens import tokens_of
from bot.answering.leads import label_at, lead_of
from corpus.cutting import LONG_ITEM
from corpus.dates import day_ranges, months
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from corpus.sections import is_boilerplate, is_for_children, is_improvement, is_summary
from corpus.sentences import sentences
from retrieval.concepts import Topic, padded_stems
from retrieval.demands import tells
from retrieval.query import Query, Slant
from retrieval.rights import things_given
from retrieval.search import Hit

# A sentence that begins so refers to the one before it, and is not shown without it.
_REFERS_BACK = re.compile(
    r"(?:this|these|those|that|it|they|he|she|such|its|their|his|her|however|consequently|"
    r"nevertheless|nonetheless|therefore|thus|as a result|in addition|additionally|also|"
    r"similarly|conversely|despite this|for these|for this|in these|in this|where this|"
    r"when this|both of these|others|some do|some are|most of these|of these|of this|"
    r"the latter|the former|instead|equally|furthermore|moreover|too often|but|and|or)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|as a result of|result(?:s|ed|ing) (?:in|from)|owing to|lack of|caused|"
    r"means? that|led to|leads to|attributable|so that|reasons?)\b",
    re.IGNORECASE,
)
_ACRONYM_ASKED = re.compile(r"\bwhat (?:is|are|does) (?:the |an? )?([A-Z]{2,6})\b", re.IGNORECASE)
# "How far had it got?" asks for the stage that something is at.
_HOW_FAR = re.compile(
    r"\bhow far\b|\bgot to\b|\b(?:what|which) stage\b|\bhow (?:is|was|were|are) \w+ "
    r"(?:progressing|coming along)\b|\bat what (?:stage|point)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"\b(?:awarded|gone out to|out to tender\w*|under ?way|begun|completed|finalised|launched|"
    r"commenced|approved|rejected|up and running|commissioned|appointed|agreed|signed|"
    r"(?:is|are|was|were) due to|at an? \w+ stage|not yet|on track|(?:has|have) started)\b",
    re.IGNORECASE,
)
# A line as short as this ("LADO: local authority designated officer.") tells little of a thing.
_FEW_WORDS = 7
_CRITICAL = re.compile(
    r"\b(?:not|no|never|however|too \w+|overly|narrow\w*|inconsisten\w+|variab\w+|"
    r"delay\w*|drift|lack\w*|insufficient\w*|weak\w*|limited|poor\w*|fail\w*|inadequate|"
    r"need(?:s|ed)? to|require[sd]? improvement|shortfall\w*|gaps?|absence|unclear|incomplete|"
    r"slow|late|rarely|concern\w*|underdeveloped|unable|without)\b",
    re.IGNORECASE,
)
_APPROVING = re.compile(
    r"\b(?:effective\w*|strong\w*|strengths?|good|outstanding|excellent|well|timely|thorough\w*|"
    r"robust\w*|comprehensive|impressive|successful\w*|improved|skilled|committed|creative)\b",
    re.IGNORECASE,
)
_NEWEST = 0.12
# What the words above a sentence count: a label is about it, a heading about much else too.
_UNDER_A_LABEL, _UNDER_A_HEADING = 0.25, 0.1
# How much of what the sentence before says is said of by one that refers back to it.
_OF_THE_LAST = 0.8
# What telling of the event counts that is asked about, in whatever words.
_TELLS_OF_IT = 0.2
# What naming the very months counts that are asked about.
_OF_THE_MONTHS = 0.3
# A list is told whole where its lead speaks of this share of the question, up to so many items.
_LED, _MOST_LED = 0.4, 10
_FACT_TYPES = frozenset({"number", "date", "person"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: `passage.text[start:end]`, `position` counts from 0.

    `led` is how much of the question the lead speaks of that a list item stands under.
    """

    passage: Passage
    document: Document
    position: int
    start: int
    end: int
    score: float
    coverage: float
    led: float = 0.0

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.text[self.start : self.end]

    @property
    def is_item(self) -> bool:
        """Whether it is a whole list item or table row, not a sentence of running text."""
        text = self.passage.text
        whole_line = text[self.start - 1 : self.start] in ("", "\n") and (
            text[self.end : self.end + 1] in ("", "\n")
        )
        return whole_line and self.passage.shape != "paragraph"

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be shown: words in all, words of one passage, passages, and sentences that
    merely follow the one that answers, or lead up to it."""

    words: int
    passage_words: int
    passages: int
    following: int = 0
    preceding: int = 0


def leans(text: str, slant: Slant) -> int:
    """1 where a sentence tells what was asked for, strengths or weaknesses; -1 the other."""
    critical = _CRITICAL.search(text) is not None
    approving = _APPROVING.search(text) is not None and not critical
    return critical - approving if slant == "criticism" else approving - critical


def _of_months(text: str, query: Query) -> float:
    """The share of the days, or else of the months, a question names which a sentence names."""
    if days := query.demand.days:
        said = day_ranges(text)
        told = [any(d.first <= last and first <= d.last for d in said) for first, last in days]
        return sum(told) / len(told)
    asked = {(year or _only_year(query), month) for year, month in query.months}
    asked = {(year, month) for year, month in asked if year is not None}
    if not asked:
        return 0.0
    named = {(year, month) for year, month in asked if f"{date(2000, month, 1):%B}" in text}
    return sum(str(year) in text for year, _ in named) / len(asked)


def _telling(query: Query) -> list[str]:
    """The words that tell of the events and the sort of thing that are asked about."""
    return [words for words in (*query.demand.events, query.demand.sort) if words]


def _only_year(query: Query) -> int | None:
    return query.years[0] if len(query.years) == 1 else None


def _is_roll(text: str) -> bool:
    """A list of names: who was present, who was copied in."""
    words = text.split()
    capitals = sum(word[0].isupper() or word[0] == "(" for word in words)
    return len(words) > 12 and capitals / len(words) > 0.4


def units(passage: Passage) -> list[tuple[int, int]]:
    """What is shown whole: sentences of a paragraph, items of a list, rows of a table."""
    if passage.shape == "paragraph":
        return sentences(passage.text)
    found: list[tuple[int, int]] = []
    start = 0
    for line in passage.text.split("\n"):
        if passage.shape == "list" and len(line.split()) >= LONG_ITEM:
            found += [(start + a, start + b) for a, b in sentences(line)]
        elif line.strip():
            found.append((start, start + len(_without_lead(line))))
        start += len(line) + 1
    return found


def _without_lead(line: str) -> str:
    """A line without the "Of this number:" at its end, which only leads to the next one."""
    parts = sentences(line)
    if len(parts) > 1 and line[: parts[-1][1]].endswith(":"):
        return line[: parts[-2][1]]
    return line


def budget_for(query: Query) -> Budget:
    """A fact is told in a sentence or two, a topic in a paragraph, a comparison in several."""
    if query.findings:
        return Budget(160, 75, 4, 1)
    if query.over_time or query.compare or query.still:
        return Budget(150, 60, 4, 1)
    if query.answer_type in _FACT_TYPES:
        return Budget(110, 75, 3, 1)
    if query.answer_type == "reason":
        # What was so is often told before what came of it.
        return Budget(100, 85, 2, 1, 1)
    if query.answer_type == "yes_no":
        return Budget(100, 85, 2, 1)
    return Budget(120, 105, 3, 4)


def scored(
    hits: Sequence[Hit], query: Query, topic: Topic, newest: Container[str] = ()
) -> list[Sentence]:
    """All sentences of the hits, each with how well it answers, best first.

    `newest` are the ids of the newest inspections: where no time is asked for, what they say
    on the matter comes before what older documents say better.
    """
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    acronym = _ACRONYM_ASKED.search(query.question)
    how_far = _HOW_FAR.search(query.question) is not None
    found: list[Sentence] = []
    for hit in hits:
        if is_boilerplate(hit.passage):
            continue
        document_is_newest = hit.document.id in newest
        heading = padded_stems(" ".join((hit.document.subject, *hit.passage.heading)))
        whole = topic.coverage(padded_stems(hit.passage.text) + heading)
        led = topic.coverage(padded_stems(lead_of(hit.passage)))
        # Council papers head and label what they report on, and do not name it again.
        labelled = hit.document.kind not in INSPECTORS_KINDS
        places = units(hit.passage)
        for position, (start, end) in enumerate(places):
            text = hit.passage.text[start:end]
            if not _is_whole(text, hit.passage):
                continue
            padded = padded_stems(text)
            # A label is said of every sentence of its line, not of the first alone.
            label = padded_stems(label_at(hit.passage, start)) if labelled else ""
            coverage = topic.coverage(padded + label)
            if query.slant != "none" and position and refers_back(text):
                # "However, some are late" says of the things before it what was asked for.
                before = padded_stems(hit.passage.text[slice(*places[position - 1])])
                coverage = max(coverage, _OF_THE_LAST * topic.coverage(padded + before))
            under = topic.coverage(padded + heading + label) - coverage
            score = 0.45 * coverage + 0.25 * whole + 0.35 * hit.score / best
            score += (_UNDER_A_LABEL if labelled else _UNDER_A_HEADING) * under
            if any(tells(text, words) for words in _telling(query)) or (
                how_far and _STAGE.search(text)
            ):
                score += _TELLS_OF_IT
            if led and _is_led(hit.passage, start):
                score += 0.45 * max(0.0, led - coverage)
            if query.slant != "none":
                score += 0.25 * leans(text, query.slant)
            if query.entitlement:
                score += 0.8 * things_given(text)
            if document_is_newest:
                score += _NEWEST
            if query.intent == "passages" and is_improvement(hit.passage):
                score -= 0.15
            if query.answer_type != "person" and _is_roll(text):
                score -= 0.4
            if acronym is None and len(text.split()) < _FEW_WORDS and not led:
                score -= 0.2
            if hit.passage.shape == "table" and query.answer_type != "number":
                score -= 0.3 if query.answer_type in ("person", "reason") else 0.15
            if acronym and f"({acronym.group(1)})" in text:
                score += 0.3
            fit = holds(text, query, topic)
            if fit is not None:
                score += 0.2 if fit else -0.15
            if query.answer_type == "date" and (day_ranges(text) or months(text)):
                score += 0.15
            where = hit.passage.text if hit.passage.shape == "table" else text
            if query.years and any(str(year) in where for year in query.years):
                # A figure asked for by year stands under that year in a table's head.
                in_table = hit.passage.shape == "table" and query.answer_type == "number"
                score += 0.3 if in_table and not query.months else 0.08
            months_said = _of_months(text, query)
            if months_said == 1 or coverage:
                score += _OF_THE_MONTHS * months_said
            if is_for_children(hit.passage):
                score -= 0.1
            elif is_summary(hit.passage):
                score += 0.06
            found.append(
                Sentence(
                    passage=hit.passage,
                    document=hit.document,
                    position=position,
                    start=start,
                    end=end,
                    score=score,
                    coverage=topic.coverage(padded + padded_stems(context_of(hit, start))),
                    led=led if _is_led(hit.passage, start) else 0.0,
                )
            )
    return sorted(found, key=lambda s: (-s.score, s.passage.id, s.position))


def chosen(ranked: Sequence[Sentence], budget: Budget, *, least: float) -> list[Sentence]:
    """Sentences to show: the best, what they refer to, what goes on from them, and what
    stands near them in score.

    `least` is the share of the best score that a sentence of another passage must reach.
    """
    picked: dict[tuple[str, int], Sentence] = {}
    used: dict[str, int] = {}

    def take(group: Sequence[Sentence]) -> bool:
        new = [s for s in group if _key(s) not in picked]
        here = used.get(group[0].passage.id, 0)
        words = sum(s.words for s in new)
        if picked and (
            sum(used.values()) + words > budget.words or here + words > budget.passage_words
        ):
            return False
        if any(repeats(s, picked.values()) for s in new):
            return False
        picked.update({_key(s): s for s in new})
        used[group[0].passage.id] = here + words
        return True

    best = ranked[0].score if ranked else 0.0
    for sentence in ranked:
        here = sentence.passage.id in used
        if _key(sentence) in picked:
            continue
        if not here and used:
            if len(used) >= budget.passages or sentence.coverage < 0.5 * ranked[0].coverage:
                continue
            # What another document says of the very same thing is let in more easily.
            elsewhere = sentence.document.id not in {s.document.id for s in picked.values()}
            same_thing = elsewhere and sentence.coverage >= 0.8 * ranked[0].coverage
            if sentence.score < (0.75 * least if same_thing else least) * best:
                continue
        if here and (sentence.score < 0.45 * best or not _goes_on(sentence)):
            continue
        if take(_with_referents(sentence, ranked)) and not here:
            for before in _before(sentence, ranked)[: budget.preceding]:
                take([before])
            # What follows in the paragraph tells more of the same thing.
            most = _MOST_LED if sentence.led >= _LED else budget.following
            for following in _after(sentence, ranked)[:most]:
                if not _goes_on(following) or not take([following]):
                    break
    return list(picked.values())


def _goes_on(sentence: Sentence) -> bool:
    """Whether it belongs with its neighbours: a numbered paragraph or a list item is about one
    thing, what stands together without a number need not be."""
    if sentence.is_item:
        return sentence.coverage > 0 or sentence.led >= _LED
    one_thing = sentence.passage.paragraph is not None or sentence.passage.shape == "list"
    return one_thing or sentence.coverage > 0 or refers_back(sentence.text)


def _before(sentence: Sentence, ranked: Iterable[Sentence]) -> list[Sentence]:
    """The sentences of its paragraph before it, the nearest first."""
    if sentence.passage.shape != "paragraph":
        return []
    earlier = [
        s for s in ranked if s.passage.id == sentence.passage.id and s.position < sentence.position
    ]
    return sorted(earlier, key=lambda s: -s.position)


def context_of(hit: Hit | Sentence, start: int) -> str:
    """What a council's paper says above or at the head of what stands at an offset.

    The label of its line, and in minutes the heading of the item.
    """
    if hit.document.kind in INSPECTORS_KINDS:
        return ""
    heading = hit.passage.heading[-1:] if hit.document.kind == "minutes" else ()
    return " ".join((*heading, label_at(hit.passage, start)))


def _is_led(passage: Passage, start: int) -> bool:
    """Whether what stands at an offset of a list is an item beneath the lead."""
    return "\n" in passage.text[:start]


def _after(sentence: Sentence, ranked: Iterable[Sentence]) -> list[Sentence]:
    later = [
        s for s in ranked if s.passage.id == sentence.passage.id and s.position > sentence.position
    ]
    return sorted(later, key=lambda s: s.position)


def _key(sentence: Sentence) -> tuple[str, int]:
    return (sentence.passage.id, sentence.position)


def _with_referents(sentence: Sentence, ranked: Iterable[Sentence]) -> list[Sentence]:
    """The sentence, led by those before it that it refers back to (two at most)."""
    chain = [sentence]
    if sentence.passage.shape == "table":
        # A row says nothing without its head.
        return sorted(
            (s for s in ranked if s.passage.id == sentence.passage.id), key=lambda s: s.position
        )
    beside = {s.position: s for s in ranked if s.passage.id == sentence.passage.id}
    while _REFERS_BACK.match(chain[0].text) and len(chain) < 3:
        before = beside.get(chain[0].position - 1)
        if before is None:
            break
        chain.insert(0, before)
    # What it refers to is torn away (it stands in another passage): better not to show it.
    return chain


def refers_back(text: str) -> bool:
    """Whether a sentence begins with a word that points to the one before it."""
    return _REFERS_BACK.match(text) is not None


def points_back(text: str) -> bool:
    """Whether a sentence begins with a word that stands for something in the one before it."""
    tokens = tokens_of(text)
    return bool(tokens.items) and unresolved(tokens) is not None


def made_whole(picked: Sequence[Sentence]) -> list[Sentence]:
    """Sentences that may be said alone: one that points back is led by the sentence before it.

    One that the next sentence takes back ("This is not the case for …") is told with that one.
    They come as they stand in their passages, each said once; what points back across a passage's
    beginning is left out.
    """
    whole: list[Sentence] = []
    for sentence in picked:
        places = units(sentence.passage)
        first = sentence.position
        while first > 0 and points_back(_words(sentence.passage, places[first])):
            first -= 1
        if points_back(_words(sentence.passage, places[first])):
            continue
        start, end = places[first][0], sentence.end
        following = sentence.position + 1
        if following < len(places) and takes_back(_words(sentence.passage, places[following])):
            end = places[following][1]
        if "\n" in sentence.passage.text[start:end].strip():
            # Items of a list are told one by one.
            continue
        last = whole[-1] if whole else None
        if last is not None and last.passage.id == sentence.passage.id and start < last.end:
            whole[-1] = replace(last, start=min(start, last.start), end=end)
        else:
            whole.append(replace(sentence, start=start, end=end))
    return whole


def _words(passage: Passage, place: tuple[int, int]) -> str:
    return passage.text[place[0] : place[1]]


def _is_whole(text: str, passage: Passage) -> bool:
    """A sentence, a list item or a row; not the scrap of one."""
    if text.endswith(":"):
        # What only leads to a list says nothing.
        return False
    if passage.shape in ("table", "front", "list"):
        return len(text.split()) > 1
    return len(text.split()) >= 4 and (text[0].isupper() or not text[0].isalpha())


def repeats(sentence: Sentence, picked: Iterable[Sentence]) -> bool:
    """The same sentence stands in several documents and sections: it is shown once."""
    mine = set(padded_stems(sentence.text).split())
    for other in picked:
        theirs = set(padded_stems(other.text).split())
        if mine and len(mine & theirs) / len(mine | theirs) > 0.8:
            return True
    return False
