"""Which passages speak of what was asked, and so may support an answer."""

from collections.abc import Collection

from corpus.sections import is_what_was_covered
from retrieval.search.concepts import Concept, padded_stems
from retrieval.search.found import Found, Hit
from retrieval.understanding.intents import asks_what_was_covered

# The share of what was asked (by weight) that a passage must speak of, and the best passages
# together. Set on the development questions, answerable and not: below, "I do not know".
_LEAST_COVERAGE = 0.4
_LEAST_TOGETHER = 0.5
_LEAST_ON_ITEM = 0.2
# The cosine of a question's core words with a passage that is about the same thing; questions
# on what no report speaks of stay below it (0.12 to 0.35 where this was set).
_LEAST_SIMILARITY = 0.45
# The least weight of a named thing of the field that is asked about and must be there.
NAMED_WEIGHT = 2.0


def supporting(found: Found, alike: Collection[str] = ()) -> list[Hit]:
    """The hits that speak of what was asked; none when they do not even do so together.

    Words, a named thing of the field, or likeness of meaning may each show it; a name that
    the question gives must be there whatever else is. `alike` are the ids of passages in which
    a sentence means what is asked, in whatever words.
    """
    terms = [c for c in found.topic.concepts if c.glossary and c.weight >= NAMED_WEIGHT]
    chosen_documents = len(found.scope.wanted) < len(found.scope.searched)
    wanted = {d.id for d in found.scope.wanted} if chosen_documents else set[str]()
    # An item of a list is told in more words than any finding on it.
    least = _LEAST_ON_ITEM if found.query.beyond else _LEAST_COVERAGE
    looked_at = asks_what_was_covered(found.query.question)
    kept: list[Hit] = []
    texts: dict[str, list[str]] = {}
    spoken_of = False
    for hit in found.hits:
        about = (hit.document.subject, *hit.passage.heading, hit.passage.text)
        text = padded_stems(" ".join(about))
        meant = hit.passage.id in alike or (hit.similarity or 0.0) >= _LEAST_SIMILARITY
        named = looked_at and is_what_was_covered(hit.passage)
        named = named or any(term.strength(text) >= 0.8 for term in terms)
        # In the very document asked for, related words are enough to be looked at.
        related = hit.document.id in wanted and any(t.strength(text) >= 0.4 for t in terms)
        if named or meant or related or found.topic.coverage(text) >= least:
            kept.append(hit)
            texts.setdefault(hit.document.id, []).append(text)
            spoken_of = spoken_of or named or meant
    # What is asked must come together in one document: halves of two are no evidence.
    wholes = ["".join(theirs[:6]) for theirs in texts.values()]
    covered = max((found.topic.coverage(whole) for whole in wholes), default=0.0)
    if not spoken_of and covered < least + _LEAST_TOGETHER - _LEAST_COVERAGE:
        return []
    together = "".join(wholes)
    if any(concept.strength(together) < 0.3 for concept in (*terms, *_names(found))):
        return []
    phrases = _named_in_full(found)
    if any(phrase not in together for phrase in phrases):
        return []
    if found.query.everywhere:
        # Of many authorities those are meant that the name is told of.
        kept = [hit for hit in kept if all(p in _around(hit) for p in phrases)]
    return kept


def _around(hit: Hit) -> str:
    """The stems of a passage, of the headings above it and of its document's title."""
    return padded_stems(" ".join((hit.document.title, *hit.passage.heading, hit.passage.text)))


def _named_in_full(found: Found) -> list[str]:
    """Names of several words as stems; of one with an acronym, which has other forms, the rest."""
    phrases: list[str] = []
    for name in found.query.names:
        words = name.split()
        acronyms = [word for word in words if word.isupper()]
        phrases += [w for w in words if w not in acronyms] if acronyms else [name]
    return [stems for phrase in phrases if (stems := padded_stems(phrase)).strip()]


def _names(found: Found) -> list[Concept]:
    """What the question calls by a name: capitals that do not merely begin it, acronyms."""
    first = found.query.question.split(maxsplit=1)[0]
    return [
        concept
        for concept in found.topic.concepts
        if not concept.glossary
        and concept.label[0].isupper()
        and (concept.label.isupper() or not first.startswith(concept.label))
    ]
