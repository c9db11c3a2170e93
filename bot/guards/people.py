"""Children and families who are named in a question, by what stands beside the name.

A name alone is nobody's secret: an age, a birth, a school year, or a family or a case beside it
makes it one child's. A name with an age is stopped whether or not documents hold it; a name in a
family unless they do.
"""

from collections.abc import Callable, Sequence

from bot.guards.ages import Age, ages
from bot.guards.persons import Person, Sort, Stands, persons
from bot.guards.words import Token, is_a, lists, tokens

NAME_AND_AGE, NAME_AND_BIRTH, NAME_IN_FAMILY = "name_and_age", "name_and_birth", "name_in_family"
_JOINING = frozenset(", ( - : ; . \" ' / 's 're 'm ) [".split())
_HINGES = frozenset("'s is was turned turns turning be are".split())
_ENDS = frozenset(". , ; : ? ! ) ( - ] ' \" / &".split())
_ROLES_IN_TITLE = frozenset(
    "father mother brother sister partner student person people youth".split()
)
_TITLES = frozenset("mr mrs ms miss mx".split())
_PRONOUNS = frozenset("he she they who child baby".split())
_NEAR, _FAR = 12, 25
# A number above these is no age of a child; that of a name which is unsure is below the second.
_OLDEST, _YOUNG = 25, 19


def named(text: str, stands: Stands) -> list[str]:
    """Which kinds of naming a folded text holds; `stands` says what documents hold.

    The kinds are the constants above, each once.
    """
    found = tokens(text)
    reading = _Reading(text, found, stands)
    return [kind for kind, is_so in reading.rules() if is_so()]


class _Reading:
    """A question's tokens, and who and which ages are among them."""

    def __init__(self, text: str, found: Sequence[Token], stands: Stands) -> None:
        self._tokens = found
        self._people = persons(text, found)
        self._ages = ages(found)
        self._stands = stands
        self._ending = {person.last: person for person in self._people}
        self._beginning = {person.first: person for person in self._people}

    def rules(self) -> Sequence[tuple[str, Callable[[], bool]]]:
        """Each kind and whether the question holds it."""
        return (
            (NAME_AND_AGE, self._name_and_age),
            (NAME_AND_BIRTH, self._name_and_birth),
            (NAME_IN_FAMILY, self._name_in_family),
        )

    # ------------------------------------------------------------- a name with an age

    def _name_and_age(self) -> bool:
        loose = [
            age for age in self._ages if not (age.birth or age.weak or age.school or age.group)
        ]
        return (
            any(self._is_linked(age) for age in self._ages if not (age.birth or age.weak))
            or any(self._is_told_bare(person) for person in self._people)
            or any(self._is_somebody_near(age.first) for age in loose)
            or any(self._is_somebody_near(at) for at in self._pronoun_ages())
            or any(self._is_named_small(age) for age in loose)
        )

    def _is_linked(self, age: Age) -> bool:
        """Whether words of joining lead from the age to a name: "Kai, who's seven"."""
        before, hops = self._before(age)
        if before is not None and self._fits(before, age, hops):
            return True
        after, hops = self._after(age)
        return after is not None and self._fits(after, age, hops)

    def _before(self, age: Age) -> tuple[Person | None, int]:
        """Who stands before the age, with nothing but joining words between, and how many."""
        pronoun = False
        for hops in range(_NEAR):
            at = age.first - 1 - hops
            if at < 0:
                break
            if (person := self._ending.get(at)) is not None:
                return person, hops
            low = self._tokens[at].low
            pronoun = pronoun or low in _PRONOUNS
            if low in (".", "?", "!") and not (pronoun or self._is_initial(at - 1)):
                break
            if low in _JOINING or is_a("link", low) or is_a("kin", low) or is_a("passing", low):
                continue
            if age.school and is_a("preposition", low):
                continue
            if self._tokens[at].kind == "number" or is_a("describing", low):
                continue
            break
        return None, 0

    def _after(self, age: Age) -> tuple[Person | None, int]:
        for hops in range(_NEAR):
            at = age.last + 1 + hops
            if at >= len(self._tokens):
                break
            if (person := self._beginning.get(at)) is not None:
                return person, hops
            low = self._tokens[at].low
            if low in _JOINING and low != "." or is_a("describing", low) or is_a("kin", low):
                continue
            if is_a("passing", low) or is_a("called", low) or low == "leaver":
                continue
            break
        return None, 0

    def _fits(self, person: Person, age: Age, hops: int) -> bool:
        if person.organisation and not (person.sort is Sort.GIVEN and hops < 3 and not age.school):
            return False
        if age.group:
            return person.sort is Sort.GIVEN and hops < 3 and not self._is_known(person)
        if person.after_preposition and self._is_place(person):
            return False
        if person.sort is Sort.GIVEN:
            return not (age.school and self._is_known(person))
        if person.sort is Sort.INITIALS:
            return hops < 6
        if person.after_preposition or hops > 4:
            return False
        if person.sort is Sort.EVERYDAY:
            return not (age.school and self._is_known(person))
        return not self._holds_all(person)

    def _is_told_bare(self, person: Person) -> bool:
        """A number after a name that can only be an age: "T (9)", "Tyler, now 14, has"."""
        at, between = self._number_after(person)
        value = self._value(at)
        if value is None or value > _OLDEST or not self._ends_age(at + 1, between):
            return False
        if any(age.first == at and not age.weak for age in self._ages):
            return False  # more than a number, and judged as such
        if person.public or person.organisation or self._is_known(person):
            return False
        if person.after_preposition and (self._is_place(person) or person.sort is not Sort.GIVEN):
            return False
        if person.sort is Sort.GIVEN or "who" in between:
            return True
        if value > _YOUNG or not between:
            return False
        if person.sort is Sort.INITIALS:
            return between[0] in ("(", ",", ".") or self._opens(person.first)
        if between[0] not in ("(", ",", "-") and between[0] not in _HINGES:
            return False
        if person.sort is Sort.EVERYDAY:
            return (
                person.whole
                or between[0] == "("
                or not (self._is_place(person) or self._opens(person.first))
            )
        return not self._holds_all(person)

    def _number_after(self, person: Person) -> tuple[int, list[str]]:
        """The place of the number that follows a name, and the words between them."""
        between: list[str] = []
        at = person.last + 1
        while len(between) < 6 and (
            self._low(at) in (",", "(", "-", "/", ":", ".")
            or self._low(at) in _HINGES
            or is_a("link", self._low(at))
        ):
            if self._low(at) == "." and person.sort is not Sort.INITIALS:
                break
            between.append(self._low(at))
            at += 1
        return at, between

    def _ends_age(self, at: int, between: Sequence[str]) -> bool:
        if between and between[-1] == "(" and self._ends_bracket(at):
            return True
        return self._closes(at, told=not between)

    def _past_hinges(self, at: int) -> int:
        for _ in range(4):
            if self._low(at) in _HINGES or is_a("link", self._low(at)):
                at += 1
        return at

    def _ends_bracket(self, at: int) -> bool:
        """Whether a bracket closes here, after a unit or another number."""
        if is_a("after", self._low(at)) or self._low(at) in (",", "&"):
            return True
        return ")" in (self._low(at), self._low(at + 1))

    def _closes(self, at: int, *, told: bool) -> bool:
        """Whether a bare number ends here, as an age does and an amount does not."""
        low = self._low(at)
        if low in ("%", "per") or (low == "." and self._value(at + 1) is not None):
            return False
        if low in ("-", "/", "to", "or") and self._value(at + 1) is not None:
            return False
        if low in ("months", "weeks", "days", "years", "yrs") and not told:
            return self._low(at + 1) in ("", "old", *_ENDS)
        return low == "" or low in _ENDS or is_a("after", low)

    def _pronoun_ages(self) -> list[int]:
        """Where it says "he's 12", "she is only nine", "who turned 14"."""
        places: list[int] = []
        for at, token in enumerate(self._tokens):
            if token.low not in _PRONOUNS or self._low(at + 1) not in _HINGES:
                continue
            number = self._past_hinges(at + 1)
            if self._value(number) is not None and self._closes(number + 1, told=False):
                places.append(number)
        return places

    def _is_somebody_near(self, at: int) -> bool:
        """Whether a child is named within some words of one child's age."""
        return any(
            person.sort is Sort.GIVEN
            and abs(person.first - at) <= _FAR
            and not (person.public or person.organisation)
            and not self._is_known(person)
            for person in self._people
        )

    def _is_named_small(self, age: Age) -> bool:
        """Whether a word in small letters that no list holds stands where the name would."""
        before = age.first - 1
        while before >= 0 and (
            self._tokens[before].text in (",", "(", "-", "'s")
            or self._low(before) in ("who", "is", "was", "just", "only", "now")
        ):
            before -= 1
        return self._is_unheard_of(before) or (
            age.last - age.first > 0
            and self._low(age.first) not in ("aged", "age")
            and self._is_unheard_of(age.last + 1)
        )

    def _is_unheard_of(self, at: int) -> bool:
        """Whether a word in small letters is none that we, or the documents, know."""
        if not 0 <= at < len(self._tokens) or self._tokens[at].kind != "word":
            return False
        low = self._tokens[at].low
        if not self._tokens[at].text[0].islower() or len(low) < 3:
            return False
        if low in lists("names")["words"]:
            return not is_a("unlikely", low) and not is_a("ordinary", low)
        if any(low in words for words in lists("vocabulary").values()):
            return False
        if low.endswith(_ENDINGS):
            return False
        return low not in lists("names")["places"] and not self._stands(low)

    # ------------------------------------------------------------- a name with a birth

    def _name_and_birth(self) -> bool:
        births = [age for age in self._ages if age.birth]
        return (
            any(self._is_linked(age) or self._is_born(age) for age in births)
            or any(self._is_dated(person) for person in self._people)
            or self._has_birthday()
        )

    def _is_born(self, age: Age) -> bool:
        """Whether it is one child's birth, to the day, or somebody is named near it."""
        near = [self._low(at) for at in range(max(0, age.first - 8), age.first)]
        child = any(low in _PRONOUNS or is_a("kin", low) for low in near)
        return age.exact and (child or self._is_somebody_near(age.first))

    def _is_dated(self, person: Person) -> bool:
        """Whether a date in figures stands right behind a name: "Tyler Smith 12/05/2014"."""
        at = person.last + 1
        if self._low(at) in (",", "(", "-", ":"):
            at += 1
        parts = [self._low(at + n) for n in range(5)]
        dated = parts[1] == parts[3] and parts[1] in ("/", ".", "-")
        figures = all(part.isdigit() for part in parts[::2])
        return (
            person.sort is Sort.GIVEN
            and dated
            and figures
            and not person.public
            and not self._is_known(person)
        )

    def _has_birthday(self) -> bool:
        for at, token in enumerate(self._tokens):
            if token.low not in ("birthday", "birthdate", "dob"):
                continue
            if self._is_somebody_near(at):
                return True
            dated = range(at + 1, min(at + 7, len(self._tokens)))
            if any(self._tokens[n].kind == "number" for n in dated) and self._low(at - 1) in (
                "his",
                "her",
                "their",
                "'s",
                "whose",
            ):
                return True
        return False

    # ------------------------------------------------------------- a name in a family

    def _name_in_family(self) -> bool:
        return (
            any(
                self._is_called(person)
                or self._is_kin(person)
                or self._owns(person)
                or self._is_of_family(person)
                or self._is_case(person)
                for person in self._people
                if not self._is_known(person)
            )
            or self._is_called_small()
        )

    def _is_called(self, person: Person) -> bool:
        """ "a boy in my class called Kai", "her name is Aisha"."""
        at = self._called_before(person.first)
        if at is None:
            return False
        if person.sort is Sort.INITIALS or person.organisation:
            return False
        return person.sort is not Sort.CAPITALS or not self._holds_all(person)

    def _called_before(self, first: int) -> int | None:
        """The place of "called" or "name is" before a token, where a child or a parent bears it."""
        at = first - 1
        while at >= 0 and (self._low(at) in ("is", "'s", "are", "was", ":", "as", '"', "'")):
            at -= 1
        if self._low(at) in ("name", "names", "nickname"):
            owner = self._low(at - 1)
            if owner in ("his", "her", "their", "first"):
                return at
            return at if owner == "'s" and is_a("kin", self._low(at - 2)) else None
        if self._low(at) not in ("called", "named", "known", "nicknamed"):
            return None
        for before in range(at - 1, max(-1, at - 9), -1):
            low = self._low(before)
            if is_a("things", low) or low in (".", "?", "!"):
                return None
            if is_a("kin", low) or is_a("called", low):
                return at
        return None

    def _is_called_small(self) -> bool:
        """ "a girl called zofia", in small letters that no list holds."""
        return any(
            self._is_unheard_of(at) and self._called_before(at) is not None
            for at in range(1, len(self._tokens))
            if self._low(at - 1) in ("called", "named", "is")
        )

    def _is_kin(self, person: Person) -> bool:
        """ "my client's mum Sarah Jones", "baby Noah", "parent, Mr Okafor"."""
        at = person.first - 1
        title = self._low(at) == "." and self._low(at - 1) in _TITLES or self._low(at) in _TITLES
        while at >= 0 and (self._low(at) in _TITLES or self._low(at) in (".", ",", "(", "-", ":")):
            at -= 1
        low = self._low(at)
        if at < 0 or not is_a("kin", low):
            return False
        if (
            low in ("people", "person", "youth", "leaver", "user", "learner", "seeker")
            and at != person.first - 1
        ):
            return False
        written = self._tokens[at].text
        if written[0].isupper() and (low in _ROLES_IN_TITLE or person.sort is not Sort.GIVEN):
            return False
        if self._stands(f"{low} {person.name}") or person.organisation:
            return False
        if person.sort is Sort.GIVEN or title:
            return True
        if person.sort is Sort.INITIALS or at != person.first - 1:
            return False
        if person.sort is Sort.EVERYDAY:
            return not self._is_place(person)
        return not self._holds_all(person)

    def _owns(self, person: Person) -> bool:
        """ "Jayden's placement", "Mrs Begum's two children"."""
        titled = self._low(person.first - 1) in _TITLES or self._low(person.first - 2) in _TITLES
        if person.organisation or not (person.sort is Sort.GIVEN or titled or person.whole):
            return False
        if person.public or person.sort in (Sort.CAPITALS, Sort.INITIALS) and not titled:
            return False
        if person.sort is Sort.EVERYDAY and self._is_place(person) and not titled:
            return False
        wanted = "own" if self._is_place(person) else "private"
        at = person.last + 1
        if self._low(at) not in ("'s", "'"):
            return False
        for n in range(at + 1, at + 5):
            if is_a(wanted, self._low(n)):
                return True
            if not is_a("owned", self._low(n)):
                return False
        return False

    def _is_of_family(self, person: Person) -> bool:
        """ "the Khan family", "the Okafor siblings"."""
        low = person.words[-1].lower()
        names = lists("names")
        if low not in names["surnames"] and person.sort is not Sort.GIVEN:
            return False
        if (
            is_a("never", low)
            or is_a("ordinary", low)
            or low in names["words"]
            or self._is_place(person)
        ):
            return False
        following = self._low(person.last + 1)
        after = self._low(person.last + 2)
        families = (
            "family",
            "household",
            "children",
            "kids",
            "siblings",
            "twins",
            "brothers",
            "sisters",
            "boys",
            "girls",
        )
        return (
            self._low(person.first - 1) in ("the", *_TITLES)
            and following in families
            and not is_a("organisations", after)
            and not self._stands(f"{person.name} {following}")
        )

    def _is_case(self, person: Person) -> bool:
        """ "worried about Jayden Smith", "Aisha disclosed"."""
        if person.sort is not Sort.GIVEN or person.organisation or person.public:
            return False
        for n in range(1, 4):
            low = self._low(person.last + n)
            if is_a("happens", low):
                return True
            if low not in (
                "is",
                "was",
                "has",
                "been",
                "being",
                "'s",
                "keeps",
                "had",
                "got",
                "who",
                "just",
                "went",
                "gone",
            ):
                break
        direct = self._low(person.first - 1)
        if is_a("deed", direct):
            return True
        if direct.endswith("ing") and is_a("concern", direct):
            return direct not in ("working", "meeting")
        joined = False
        for at in range(person.first - 1, max(-1, person.first - 5), -1):
            low = self._low(at)
            if is_a("concern", low):
                return joined
            if low not in (
                "about",
                "for",
                "on",
                "with",
                "of",
                "to",
                "from",
                "by",
                "'s",
                "the",
                "a",
                "my",
                "our",
                *_TITLES,
            ) and not is_a("kin", low):
                break
            joined = joined or low in ("about", "for", "on", "with", "of", "from", "by")
        return False

    # ------------------------------------------------------------- what is known of a name

    def _is_known(self, person: Person) -> bool:
        """Whether documents hold the name, of two words or more, as it stands."""
        return person.whole and self._stands(person.name)

    def _holds_all(self, person: Person) -> bool:
        """Whether documents hold every word of it: capitals of a service, not of a child."""
        return self._is_known(person) or all(self._stands(word) for word in person.words)

    def _is_place(self, person: Person) -> bool:
        return person.words[0].lower() in lists("names")["places"] and not person.whole

    def _is_initial(self, at: int) -> bool:
        return at >= 0 and len(self._tokens[at].text) == 1 and self._tokens[at].text.isupper()

    def _opens(self, at: int) -> bool:
        return at == 0 or self._low(at - 1) in (".", "?", "!", ":")

    def _value(self, at: int) -> int | None:
        return self._tokens[at].value if 0 <= at < len(self._tokens) else None

    def _low(self, at: int) -> str:
        return self._tokens[at].low if 0 <= at < len(self._tokens) else ""


_ENDINGS = (
    "ing",
    "tion",
    "ment",
    "ness",
    "less",
    "ful",
    "ous",
    "ity",
    "ist",
    "ism",
    "ance",
    "ence",
    "able",
    "ible",
    "ship",
    "hood",
    "ward",
    "wise",
    "ised",
    "ated",
    "ents",
    "ers",
    "ies",
    "ages",
    "ings",
)
