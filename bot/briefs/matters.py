"""What a brief sorts findings by: the areas of the field, or the topic that was asked for."""

from dataclasses import dataclass

from bot.answering.pipeline import Library, understood
from retrieval.search.concepts import Topic, padded_stems, topic_of

# Each area with the phrases that speak of it, whatever year they are from; the glossary knows
# their other names.
AREAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Front door and MASH",
        ("front door", "multi-agency safeguarding hub", "contacts and referrals", "thresholds"),
    ),
    (
        "Assessments and plans",
        ("assessments", "child in need plans", "child protection plans", "strategy discussions"),
    ),
    (
        "Allegations against adults who work with children (LADO)",
        (
            "local authority designated officer",
            "allegations against professionals",
            "allegations against staff",
        ),
    ),
    (
        "Missing children and exploitation",
        ("missing from home or care", "child exploitation", "return home interviews"),
    ),
    (
        "Children in care",
        ("children in care", "foster carers", "health assessments", "placements"),
    ),
    ("Permanence", ("permanence", "adoption", "special guardianship")),
    ("Care leavers", ("care leavers", "personal advisers", "pathway plans")),
    ("Leadership", ("leaders", "corporate parenting", "elected members")),
    ("Workforce", ("caseloads", "recruitment and retention", "agency staff", "supervision")),
    ("Quality assurance", ("quality assurance", "audits", "performance management")),
)
ON_IT = 0.75
"""How much of a phrase a text must speak of to be on the matter."""


@dataclass(frozen=True, slots=True)
class Matter:
    """An area or a topic; `topics` are the phrases that speak of it, `lengths` their words."""

    title: str
    topics: tuple[Topic, ...]
    lengths: tuple[int, ...]
    on_it: float = ON_IT

    def strength(self, text: str) -> float:
        """How fully a text speaks of it by the phrase that fits best, 0 to 1."""
        padded = padded_stems(text)
        return max((topic.coverage(padded) for topic in self.topics), default=0.0)

    def closeness(self, text: str) -> int:
        """The words of the phrase that fits a text best: several say more than one."""
        padded = padded_stems(text)
        covered = (topic.coverage(padded) for topic in self.topics)
        return max(zip(covered, self.lengths, strict=True), default=(0.0, 0))[1]

    def speaks(self, text: str) -> bool:
        """Whether a text is on it."""
        return self.strength(text) >= self.on_it


def areas(library: Library) -> tuple[Matter, ...]:
    """The areas of the field."""
    return tuple(_area(title, phrases, library) for title, phrases in AREAS)


def matter_of(topic: str, library: Library) -> Matter:
    """An area by its title, or a topic in a reader's words; of a long one a part is enough."""
    for title, phrases in AREAS:
        if title.casefold() == topic.casefold():
            return _area(title, phrases, library)
    read = _topic(topic, library)
    return Matter(
        topic, (read,), (len(topic.split()),), on_it=0.6 if len(read.concepts) > 1 else 0.4
    )


def _area(title: str, phrases: tuple[str, ...], library: Library) -> Matter:
    return Matter(
        title,
        tuple(_topic(phrase, library) for phrase in phrases),
        tuple(len(phrase.split()) for phrase in phrases),
    )


def _topic(phrase: str, library: Library) -> Topic:
    lexical = library.lexical
    query = understood(phrase, library)
    return topic_of(query, lexical.document_frequency, lexical.passages)
