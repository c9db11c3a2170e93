"""A name with an age, a school year or a birth beside it.

Who is named so is stopped whether or not documents hold the name: nobody's age is public here.
"""

from collections.abc import Sequence

from bot.guards.ages import Age
from bot.guards.persons import Person, Sort
from bot.guards.scene import Scene
from bot.guards.words import OLDEST, is_a

_JOINING = frozenset((*",(-:;.\"'/)[]", "'s", "'re", "'m"))
_ENDS = frozenset(".,;:?!)(-]'\"/&")
_LEADING = frozenset(",(-/:.")
# How many words may join a name to an age, and how far a name may be from "he's 12".
_NEAR, _FAR = 12, 25
_ORDINALS = ("st", "nd", "rd", "th")
# A number above this is no age where only a capital tells that the word is a name.
_YOUNG = 19


def has_age(scene: Scene) -> bool:
    """Whether somebody is named with an age or a school year."""
    told = [age for age in scene.ages if not (age.birth or age.weak)]
    one_childs = [age for age in told if not (age.school or age.group)]
    return (
        any(_is_linked(scene, age) for age in told)
        or any(_is_told_bare(scene, person) for person in scene.people)
        or any(_is_somebody_near(scene, age.first) for age in one_childs)
        or any(_is_somebody_near(scene, at) for at in _pronoun_ages(scene))
    )


def has_birth(scene: Scene) -> bool:
    """Whether somebody is named with a birth date, or a child's birth is told to the day."""
    return (
        any(_is_linked(scene, a) or _is_born(scene, a) for a in scene.ages if a.birth)
        or any(_is_dated(scene, person) for person in scene.people)
        or _has_birthday(scene)
    )


# ---------------------------------------------------------------- names joined to ages


def _is_linked(scene: Scene, age: Age) -> bool:
    """Whether words of joining lead from the age to a name: "Kai, who's seven"."""
    found = (_before(scene, age), _after(scene, age))
    return any(_fits(scene, person, age, way) for person, way in found if person is not None)


def _before(scene: Scene, age: Age) -> tuple[Person | None, list[int]]:
    """Who stands before the age with nothing but joining words between, and their places."""
    ending = {person.last: person for person in scene.people}
    way: list[int] = []
    for at in range(age.first - 1, max(-1, age.first - 1 - _NEAR), -1):
        if at in ending:
            return ending[at], way
        if scene.low(at) in (".", "?", "!"):
            told_on = any(scene.is_a("pronoun", n) for n in way)
            field = (scene.low(age.first), scene.low(age.first + 1)) == ("age", ":")
            if not (told_on or field or len(scene.low(at - 1)) == 1):
                break  # but "Maya. She's 9", "Maya. Age: 9" and "J. S., 9"
        elif not _joins(scene, at) and not (age.school and scene.is_a("preposition", at)):
            break
        way.append(at)
    return None, []


def _joins(scene: Scene, at: int) -> bool:
    return (
        scene.low(at) in _JOINING
        or scene.tokens[at].kind == "number"
        or any(scene.is_a(kind, at) for kind in ("link", "kin", "passing", "describing"))
    )


def _after(scene: Scene, age: Age) -> tuple[Person | None, list[int]]:
    beginning = {person.first: person for person in scene.people}
    way: list[int] = []
    for at in range(age.last + 1, min(age.last + 1 + _NEAR, len(scene.tokens))):
        if at in beginning:
            return beginning[at], way
        joins = scene.low(at) in _JOINING and scene.low(at) != "."
        kinds = ("describing", "kin", "passing", "called")
        if not joins and not any(scene.is_a(kind, at) for kind in kinds):
            break
        way.append(at)
    return None, []


def _fits(scene: Scene, person: Person, age: Age, way: Sequence[int]) -> bool:
    """Whether the age may be theirs, by what kind of name it is and what stands between."""
    given, hops = person.sort is Sort.GIVEN, len(way)
    if person.organisation and (not given or hops > 2 or age.school):
        return False
    if age.group:
        return given and hops < 3 and not scene.is_known(person)
    if person.after_preposition and (scene.is_place(person) or not given):
        return False
    if given or person.sort is Sort.INITIALS:
        return (given or hops < 6) and not (age.school and scene.is_known(person))
    if hops > 4:
        return False
    if person.sort is Sort.UNHEARD:
        if person.first > age.last:  # "my 7-year-old nephew zofia", and not "aged 9 moves"
            beside = all(scene.is_a("kin", at) or scene.is_a("called", at) for at in way)
            return beside and scene.low(age.first) not in ("aged", "age")
        joins = all(scene.low(at) in _JOINING or scene.is_a("link", at) for at in way)
        return joins and not any(scene.is_a("article", at) for at in way)
    if person.sort is Sort.EVERYDAY:
        return not (age.school and scene.is_known(person))
    return not scene.holds_all(person)


# ---------------------------------------------------------------- bare numbers


def _is_told_bare(scene: Scene, person: Person) -> bool:
    """A number after a name that can only be an age: "T (9)", "Tyler, now 14, has"."""
    at, between = _number_after(scene, person)
    value = scene.value(at)
    if value is None or value > OLDEST or not _ends_age(scene, at + 1, between):
        return False
    if any(age.first == at and not age.weak for age in scene.ages):
        return False  # more than a number, and judged as such
    if person.organisation or ("who" not in between and (person.public or scene.is_known(person))):
        return False
    if person.after_preposition and (scene.is_place(person) or person.sort is not Sort.GIVEN):
        return False
    if person.sort is Sort.GIVEN or "who" in between:
        return True
    return bool(between) and value <= _YOUNG and _is_sure_enough(scene, person, between)


def _is_sure_enough(scene: Scene, person: Person, between: Sequence[str]) -> bool:
    """Whether what leads to the number tells that it is an age of a name that is unsure."""
    first = between[0]
    if person.sort is Sort.INITIALS:
        return first in ("(", ",", ".") or scene.opens(person.first)
    if first not in ("(", ",", "-") and not is_a("hinge", first):
        return False
    if person.sort is Sort.EVERYDAY:
        sure = person.whole or first == "("
        return sure or not (scene.is_place(person) or scene.opens(person.first))
    if person.sort is Sort.UNHEARD:
        if any(is_a("pronoun", low) for low in between):
            return False
        if first == "-":
            return scene.low(_number_after(scene, person)[0] + 1) == "-"
        return first in ("(", ",", "'s", "turns", "turned") and not person.name.endswith("s")
    return not scene.holds_all(person)


def _number_after(scene: Scene, person: Person) -> tuple[int, list[str]]:
    """The place of the number that follows a name, and the words between them."""
    between: list[str] = []
    at = person.last + 1
    while len(between) < 6:
        low = scene.low(at)
        if low == "." and person.sort is not Sort.INITIALS:
            break
        if low not in _LEADING and not is_a("hinge", low) and not scene.is_a("link", at):
            break
        between.append(low)
        at += 1
    return at, between


def _ends_age(scene: Scene, at: int, between: Sequence[str]) -> bool:
    if between and between[-1] == "(":
        goes_on = scene.is_a("after", at) or scene.low(at) in (",", "&")
        if goes_on or ")" in (scene.low(at), scene.low(at + 1)):
            return True
    return _closes(scene, at, bare=not between)


def _closes(scene: Scene, at: int, *, bare: bool = False) -> bool:
    """Whether a number ends here, as an age does and an amount does not."""
    low = scene.low(at)
    if low in ("%", "per") or (low in (".", "-", "/", "to", "or") and scene.value(at + 1)):
        return False
    if low == "," and scene.tokens[at].start + 1 == scene.start(at + 1) and scene.value(at + 1):
        return False  # "2,200"
    if is_a("unit", low) and not bare:
        return scene.low(at + 1) in ("", "old", *_ENDS)
    if bare and (low.endswith("ing") or scene.is_a("happens", at) or low == "self"):
        return True  # "Ellie 14 self harming"
    return low == "" or low in _ENDS or scene.is_a("after", at)


# ---------------------------------------------------------------- ages told of "he" and "she"


def _pronoun_ages(scene: Scene) -> list[int]:
    """Where it says "he's 12", "she is only nine", "who turned 14"."""
    places: list[int] = []
    for at in range(len(scene.tokens)):
        if not scene.is_a("pronoun", at) or not scene.is_a("hinge", at + 1):
            continue
        number = at + 2
        while number < at + 5 and (scene.is_a("hinge", number) or scene.is_a("link", number)):
            number += 1
        if scene.value(number) is not None and _closes(scene, number + 1):
            places.append(number)
    return places


def _is_somebody_near(scene: Scene, at: int) -> bool:
    """Whether a child is named within some words of one child's age."""
    return any(
        person.sort is Sort.GIVEN
        and abs(person.first - at) <= _FAR
        and not (person.public or person.organisation)
        and not scene.is_known(person)
        for person in scene.people
    )


# ---------------------------------------------------------------- births


def _is_born(scene: Scene, age: Age) -> bool:
    """Whether it is one child's birth, to the day, or somebody is named near it."""
    near = range(max(0, age.first - 8), age.first)
    child = any(scene.is_a("pronoun", at) or scene.is_a("kin", at) for at in near)
    return age.exact and (child or _is_somebody_near(scene, age.first))


def _is_dated(scene: Scene, person: Person) -> bool:
    """Whether a birth may stand behind a name: "Tyler Smith 12/05/2014", "Seren (12 Feb 2015)"."""
    at = person.last + 1
    if scene.low(at) == "." and person.sort is Sort.INITIALS:
        at += 1
    mark = scene.low(at)
    if mark in (",", "(", "[", "-", ":"):
        at += 1
    if person.public or person.organisation or scene.is_known(person):
        return False
    given = person.sort is Sort.GIVEN
    bracket = mark in ("(", "[")
    date = _date(scene, at)
    if date == "figures":
        return given or (bracket and _is_one_person(scene, person))
    if not bracket or _is_cited(scene, person, date):
        return False
    if date == "day":
        return given or _is_one_person(scene, person)
    return date == "year" and given and not scene.is_place(person)


def _is_one_person(scene: Scene, person: Person) -> bool:
    """Whether a name that no list holds is sure enough to be one: "T. Novakova"."""
    if person.sort is Sort.INITIALS:
        return True
    return person.whole and not scene.holds_all(person)


def _is_cited(scene: Scene, person: Person, date: str) -> bool:
    """Whether an author is named, with a year or a date: "by J. Bell (12 May 2016)"."""
    before = scene.low(person.first - 1)
    return before in ("by", "per", "see") or (date == "year" and before in ("did", "to", "from"))


def _date(scene: Scene, at: int) -> str:
    """What kind of date begins at a place and ends with its bracket, or nothing."""
    parts = [scene.low(at + n) for n in range(5)]
    if parts[1] == parts[3] and parts[1] in ("/", ".", "-"):
        return "figures" if all(part.isdigit() for part in parts[::2]) else ""
    inside: list[str] = []
    while len(inside) < 7 and scene.low(at) not in ("", ")", "]"):
        inside.append(scene.low(at))
        at += 1
    years = [low for low in inside if len(low) == 4 and low.startswith(("19", "20"))]
    years = [low for low in years if low.isdigit()]
    if len(years) != 1 or scene.low(at) not in (")", "]"):
        return ""
    if inside == years:
        return "year"
    others = [low for low in inside if low not in (*years, ",", ".", "of", *_ORDINALS)]
    months = [low for low in others if is_a("month", low)]
    days = [low for low in others if low.isdigit() and len(low) < 3]
    return "day" if (len(months), len(days), len(others)) == (1, 1, 2) else ""


def _has_birthday(scene: Scene) -> bool:
    for at in range(len(scene.tokens)):
        if scene.low(at) not in ("birthday", "birthdate", "dob"):
            continue
        if _is_somebody_near(scene, at):
            return True
        dated = any(scene.value(n) is not None for n in range(at + 1, at + 7))
        if dated and scene.low(at - 1) in ("his", "her", "their", "'s", "whose"):
            return True
    return False
