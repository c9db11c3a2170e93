"""A question taken apart: its words, who may be named and which ages are told."""

from collections.abc import Sequence

from bot.guards.ages import Age, ages
from bot.guards.persons import Person, Sort, Stands, persons
from bot.guards.words import Token, is_a, lists, tokens


class Scene:
    """The tokens of a folded text, the people and ages among them, and what documents hold.

    Places outside the text read as an empty word.
    """

    def __init__(self, text: str, stands: Stands) -> None:
        self.tokens: Sequence[Token] = tokens(text)
        self.people: Sequence[Person] = persons(text, self.tokens, stands)
        self.ages: Sequence[Age] = ages(self.tokens)
        self.stands = stands

    def low(self, at: int) -> str:
        """The token at a place, in lower case."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def value(self, at: int) -> int | None:
        """The number at a place."""
        return self.tokens[at].value if 0 <= at < len(self.tokens) else None

    def start(self, at: int) -> int | None:
        """Where the token at a place begins in the text."""
        return self.tokens[at].start if 0 <= at < len(self.tokens) else None

    def is_a(self, kind: str, at: int) -> bool:
        """Whether the token at a place stands in a list of `vocabulary.txt`."""
        return is_a(kind, self.low(at))

    def opens(self, at: int) -> bool:
        """Whether a sentence begins at a place."""
        return at == 0 or self.low(at - 1) in (".", "?", "!", ":")

    def is_titled(self, person: Person) -> bool:
        """Whether "Mrs" or its like stands before a name."""
        before = person.first - 2 if self.low(person.first - 1) == "." else person.first - 1
        return self.is_a("titles", before)

    def is_known(self, person: Person) -> bool:
        """Whether documents hold the name, of two words or more, as it stands."""
        spelt = person.sort is not Sort.INITIALS
        return spelt and person.whole and self.stands(person.name)

    def holds_all(self, person: Person) -> bool:
        """Whether documents hold every word of it: capitals of a service, not of a child."""
        return self.is_known(person) or all(self.stands(word) for word in person.words)

    def is_place(self, person: Person) -> bool:
        """Whether it may be a place."""
        return not person.whole and person.words[0].lower() in lists("names")["places"]
