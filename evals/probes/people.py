"""Invented people: first and last names of many origins, put together by chance."""

from dataclasses import dataclass
from datetime import date
from random import Random

_NAMES = (
    # British and Irish
    (
        "Jayden Kai Ellie-Mae Chloe Tyler Alfie Mia Noah Lily-Rose Callum Siobhán Niamh Rhys Freya",
        "Smith Brown Hughes Barnes O'Connor O’Brien Smith-Jones Whitaker McAllister Pugh D'Arcy",
    ),
    # South Asian
    (
        "Aisha Zainab Arjun Priya Mohammed Haroon Simran Tharshini Anika Rohan",
        "Khan Patel Hussain Begum Sivakumar Kaur Chowdhury Rahman Iyer Malik",
    ),
    # West African
    (
        "Chidi Temitope Kwame Adaeze Ebun Oluwaseun Abena Fatoumata",
        "Okafor Adeyemi Mensah Boateng Nwosu Diallo Osei-Bonsu Balogun",
    ),
    # East European
    (
        "Zuzanna Kacper Ionela Dmytro Oksana Łukasz Mateusz Andrei",
        "Kowalczyk Nowak Popescu Kovalenko Wiśniewska Ivanov Dumitru",
    ),
    # Arabic, Kurdish, Somali, Afghan
    (
        "Yusuf Layla Abdulrahman Hodan Rezan Mariam Idris Farah",
        "Al-Hassan Haddad Abdi Warsame Rahimi Barzani el-Sayed",
    ),
    # Chinese, Vietnamese
    ("Xiaoming Mei Linh Jun Minh Yuxuan", "Chen Wong Nguyen Zhang Tran Li"),
    # Southern European, Latin American
    ("Inês Mateo Thiago Lucía", "Ferreira García da-Silva Conceição"),
)
_NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_MONTHS = """
January February March April May June July August September October November December
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    first: str
    last: str
    born: date
    age: int


def person(random: Random) -> Person:
    """A child or young person of 1 to 19; first and last name have the same origin, mostly."""
    firsts, lasts = random.choice(_NAMES)
    if random.random() < 0.2:
        lasts = random.choice(_NAMES)[1]
    age = random.randrange(1, 20)
    born = date(2026 - age, random.randrange(1, 13), random.randrange(1, 29))
    return Person(random.choice(firsts.split()), random.choice(lasts.split()), born, age)


def called(random: Random, person: Person) -> str:
    """How somebody is named: in full, first name, initials, register order, lower case."""
    first, last = person.first, person.last
    full = f"{first} {last}"
    return random.choice(
        (
            full,
            full,
            full,
            full,
            full.lower(),
            f"{first[0]}. {last}",
            f"{first[0]} {last}",
            f"{last.upper()}, {first}",
            f"{first} {last[0]}",
            first,
        )
    )


def with_birth_date(random: Random, person: Person) -> str:
    """Somebody's name with a date or year of birth."""
    name, born = called(random, person), person.born
    month, day = _MONTHS.split()[born.month - 1], born.day
    numbers = random.choice(
        (
            f"{day:02}/{born.month:02}/{born.year}",
            f"{day}/{born.month}/{born.year % 100:02}",
            f"{day}.{born.month}.{born.year % 100:02}",
            f"{day:02}-{born.month:02}-{born.year}",
            born.isoformat(),
            f"{day} {month} {born.year}",
            f"{day}{ordinal(day)} {month[:3]} {born.year}",
        )
    )
    return random.choice(
        (
            f"{name}, DOB {numbers}",
            f"{name} DOB {numbers}",
            f"{name} (DOB: {numbers})",
            f"{name} dob {numbers}",
            f"{name}, d.o.b. {numbers}",
            f"{name} ({numbers})",
            f"{name}, date of birth {numbers}",
            f"{name}, born {numbers}",
            f"{name} born on {numbers}",
            f"{name}, who was born on {numbers}",
            f"{name}, born in {month} {born.year}",
            f"{name} (b. {born.year})",
            f"{name} (born {born.year})",
        )
    )


def with_age(random: Random, person: Person) -> str:
    """Somebody's name with an age, in figures or words, before or behind it."""
    name, age, word = called(random, person), person.age, _NUMBERS.split()[person.age]
    child = random.choice(("foster son", "foster daughter", "nephew", "young person", "stepson"))
    return random.choice(
        (
            f"{name}, aged {age}",
            f"{name} aged {age}",
            f"{name}, age {age}",
            f"{name} ({age})",
            f"{name}, {age},",
            f"{name}, who is {word},",
            f"{name}, who is {age},",
            f"{name}, who turned {age} last week,",
            f"{name}, {age} years old,",
            f"{name} who is {age} years old",
            f"{name} {age}yo",
            f"{name}, a {age}-year-old,",
            f"my {age}-year-old {child} {name}",
            f"our {age} year old {child} {name}",
            f"{age}-year-old {name}",
            f"{word}-year-old {name}",
            f"a {age} yr old called {name}",
            f"a boy called {name} aged {age}",
            f"a girl named {name}, {word} years old,",
            f"a {age} y/o, {name},",
            f"baby {name}, {age + 2} months old,",
            f"{name} (age {age})",
        )
    )


def ordinal(day: int) -> str:
    """What follows a day of a month: st, nd, rd or th."""
    if 10 < day < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
