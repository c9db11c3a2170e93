"""Whose documents answer a question that names no authority: those of one, or of several."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from bot.answering.drafts import Brief, DraftClaim
from bot.answering.elements import figures_given
from bot.answering.naming import answers
from bot.answering.said import Said, closeness
from bot.answering.selection.scoring import scored
from bot.answering.selection.sentences import Sentence
from bot.answering.support import supporting
from prompts import section
from retrieval.query import Query
from retrieval.search.concepts import padded_stems
from retrieval.search.found import Found
from retrieval.understanding.question_words import question_words

# Where the name of a place stands: "in Shefeild", "bradfrod's early help".
_PLACE = re.compile(
    r"\b(?:in|at|for|of|about) (?P<word>[A-Za-z][A-Za-z-]{4,})(?=[’']s\b|\s*[?,.;:!]|\s*\Z)|"
    # "In early 2018" and "in year 1" are no places.
    r"\bin (?P<own>[A-Za-z][A-Za-z-]{4,})\b(?! \d)",
    re.IGNORECASE,
)
# A question that begins with a name: "Midshire: early help", "Midshire's grades".
_FIRST = re.compile(r"\A\W*(?P<word>[A-Z][a-z-]{4,})(?=:| [–-] |[’']s\b)")
# How like a misspelt word must be to the name that it is asked back with.
_LIKE = 0.78
# The best sentences of an authority that are held to the question.
_OF_EACH = 5
# How much of the best authority's closeness another one's must reach to tell the same as well.
_AS_WELL = 0.85
# What giving the very figure counts that the question gives.
_THE_FIGURE = 0.25
# What standing in an authority's newest inspection counts, where no time is asked about.
_NEWEST = 0.1
# Those that are so near in words to the nearest are compared by meaning before all others.
_AMONG_THE_FIRST = 0.1
# As many authorities are told of one by one.
_MOST_TOLD = 4


def is_open(query: Query) -> bool:
    """Whether a question names no authority and asks for no survey of them all."""
    return not (query.authorities or query.everywhere)


def place_unknown(found: Found) -> str | None:
    """A word that stands where a place does ("in shefeild") and that nothing found speaks of.

    None where the question names an authority, or there is no such word.
    """
    if not (is_open(found.query) or found.query.assumed_home):
        return None
    said = [padded_stems(f"{h.document.title} {h.passage.text}") for h in found.hits]
    soft = question_words("soft") | question_words("list")
    own = {c.label.lower(): c for c in found.topic.concepts if not c.glossary}
    own = {word: concept for word, concept in own.items() if word not in soft}
    for word in _in_place(found.query):
        concept = own.get(word.lower())
        if concept is not None and not any(concept.strength(text) for text in said):
            return concept.label
    return None


def _in_place(query: Query) -> list[str]:
    """The words of a question that stand where the name of a place does.

    Where a list, a grade or a day of inspection is asked for, whatever has a capital does:
    "what grade did Midshire get".
    """
    question = query.question
    places = [match["word"] or match["own"] for match in _PLACE.finditer(question)]
    places += [match["word"] for match in _FIRST.finditer(question)]
    words = question.split()
    capitals = [word for word in query.core if word[0].isupper() and not word.isupper()]
    if query.intent != "passages" and 2 * sum(w[0].isupper() for w in words) <= len(words):
        places += [word for word in capitals if not question.startswith(word)]
    return places


def place_meant(place: str, found: Found) -> str | None:
    """The authority of the index whose name is most like a word; None where none is like it."""
    names = {d.authority.lower(): d.authority for d in found.scope.known if d.authority}
    close = get_close_matches(place.lower(), names, n=1, cutoff=_LIKE)
    return names[close[0]] if close else None


def of_those_who_tell(brief: Brief) -> Brief:
    """Only the authorities whose documents tell what is asked as well as any other's do.

    A sentence of one that merely touches on the matter is no answer about another. Documents of
    no authority's stay.
    """
    found = brief.found
    whose = {hit.document.authority for hit in found.hits} - {None}
    if not is_open(found.query) or len(whose) < 2:
        return brief
    told_by = {sentence.document.authority for sentence in _tellers(brief)}
    hits = tuple(h for h in found.hits if h.document.authority in {*told_by, None})
    return replace(brief, found=replace(found, hits=hits)) if told_by else brief


def one_of_each(brief: Brief) -> list[Sentence]:
    """The sentence of each authority that comes closest to the question; the closest come first."""
    return _tellers(brief)[:_MOST_TOLD]


def _tellers(brief: Brief) -> list[Sentence]:
    """The closest sentence of each authority that tells what is asked as well as any other's."""
    closest = _closest_of_each(brief)
    least = _AS_WELL * max((close for close, _ in closest.values()), default=0.0)
    ranked = sorted(closest.values(), key=lambda pair: -pair[0])
    return [sentence for close, sentence in ranked if close >= least]


def _closest_of_each(brief: Brief) -> dict[str, tuple[float, Sentence]]:
    """The closest sentence of each authority, with how close it comes to the question."""
    found = brief.found
    timeless = not (found.query.years or found.query.document_years)
    newest = {document.id for document in found.scope.newest} if timeless else set[str]()
    few: dict[str, list[Sentence]] = {}
    for sentence in scored(supporting(found), found.query, found.topic):
        name = sentence.document.authority
        if name is not None and len(few.setdefault(name, [])) < _OF_EACH:
            few[name].append(sentence)
    every = [(name, sentence) for name, theirs in few.items() for sentence in theirs]
    every = [(name, s) for name, s in every if answers(s, found.query, found.topic)] or every
    # "Six care leavers": a sentence with a figure that the question gives.
    figures = figures_given(found.query.question)
    more = [
        _THE_FIGURE * bool(figures and figures & figures_given(s.text))
        + _NEWEST * (s.document.id in newest)
        for _, s in every
    ]
    best: dict[str, tuple[float, Sentence]] = {}
    for place, close in _close_enough(brief, [s for _, s in every], more).items():
        name, sentence = every[place]
        if name not in best or close > best[name][0]:
            best[name] = (close, sentence)
    return best


def _close_enough(
    brief: Brief, sentences: Sequence[Sentence], more: Sequence[float]
) -> dict[int, float]:
    """By place how close sentences come, `more` added; those that cannot be tellers left out."""
    told = [Said.of(s.text, s.passage, s.document) for s in sentences]
    words = [
        brief.found.topic.coverage(one.padded) + extra
        for one, extra in zip(told, more, strict=True)
    ]

    def close(places: Sequence[int]) -> list[float]:
        come = closeness(brief, [told[place] for place in places])
        return [each + more[place] for place, each in zip(places, come, strict=True)]

    return reckoned(words, close)


def reckoned(
    words: Sequence[float], close: Callable[[Sequence[int]], Sequence[float]]
) -> dict[int, float]:
    """By place what `close` gives, for all that may come as close as tellers do.

    `words` is how close each comes without likeness of meaning, which adds 1 at the most: what
    is left too far behind by its words need not be compared, which takes most of the time.
    """
    first = [place for place, each in enumerate(words) if each >= max(words) - _AMONG_THE_FIRST]
    found = dict(zip(first, close(first), strict=True))
    least = _AS_WELL * max(found.values(), default=0.0)
    rest = [p for p, each in enumerate(words) if p not in found and each + 1.0 >= least]
    return found | dict(zip(rest, close(rest), strict=True))


def told_of(brief: Brief, claims: Sequence[DraftClaim]) -> list[str]:
    """That several authorities are told of where the question names none, as a sentence."""
    documents = [brief.evidence.document(c.label) for claim in claims for c in claim.citations]
    names = list(dict.fromkeys(d.authority for d in documents if d.authority))
    if not is_open(brief.found.query) or len(names) < 2:
        return []
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return [section("caveats", "of_several").format(names=listed)]
