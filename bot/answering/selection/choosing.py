"""The sentences that are shown, within a budget of words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answering.leads import led_by
from bot.answering.selection.sentences import Sentence, refers_back, repeats
from retrieval.query import Query

_FACT_TYPES = frozenset({"number", "date", "person"})
# A list is told whole where its lead speaks of this share of the question, up to so many items
# and words.
_LED, _MOST_LED, _LED_WORDS = 0.4, 10, 200


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be shown: words in all, words of one passage, passages, and sentences that
    merely follow the one that answers, or lead up to it."""

    words: int
    passage_words: int
    passages: int
    following: int = 0
    preceding: int = 0


def budget_for(query: Query) -> Budget:
    """A fact is told in a sentence or two, a topic in a paragraph, a comparison in several."""
    if query.findings:
        return Budget(180, 90, 4, 1)
    if query.over_time or query.compare or query.still:
        return Budget(180, 75, 4, 1)
    if query.answer_type in _FACT_TYPES:
        return Budget(135, 95, 3, 2)
    if query.answer_type == "reason":
        # What was so is often told before what came of it.
        return Budget(125, 105, 3, 2, 1)
    if query.answer_type == "yes_no":
        return Budget(125, 105, 2, 2)
    return Budget(150, 125, 3, 5)


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
        if sentence.led >= _LED and sum(used.values()) <= budget.words:
            items = _whole_list(sentence, ranked)
            picked.update({_key(s): s for s in items})
            used[sentence.passage.id] = sum(s.words for s in items)
            if items:
                continue
        if here and (sentence.score < 0.45 * best or not _goes_on(sentence)):
            continue
        if take(_with_referents(sentence, ranked)) and not here:
            for before in _before(sentence, ranked)[: budget.preceding]:
                take([before])
            # What follows in the paragraph tells more of the same thing.
            for following in _after(sentence, ranked)[: budget.following]:
                if not _goes_on(following) or not take([following]):
                    break
    return list(picked.values())


def _whole_list(sentence: Sentence, ranked: Iterable[Sentence]) -> list[Sentence]:
    """The items that stand under one lead with an item, where they are few enough to be told."""
    lead = led_by(sentence.passage, sentence.start)
    beside = (s for s in ranked if s.passage.id == sentence.passage.id)
    items = [s for s in beside if led_by(s.passage, s.start) == lead]
    few = len(items) <= _MOST_LED and sum(s.words for s in items) <= _LED_WORDS
    return sorted(items, key=lambda s: s.position) if few else []


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
    while refers_back(chain[0].text) and len(chain) < 3:
        before = beside.get(chain[0].position - 1)
        if before is None:
            break
        chain.insert(0, before)
    # What it refers to is torn away (it stands in another passage): better not to show it.
    return chain
