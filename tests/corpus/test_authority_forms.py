import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.authorities import EVERYDAY, key_of, known_names, mentions
from corpus.authority_forms import forms_of, spelt_out

ALL = tuple(sorted(set(known_names().values())))
# Other words of the same letters may stand for these: "derbys", "yorks", "readings".
_DOUBTFUL = EVERYDAY | {"derby", "york"}
_WORDS = frozenset(
    word
    for name in (*known_names(), *(form for forms in forms_of().values() for form in forms))
    for word in key_of(name).split()
)


def _found(text: str, known: tuple[str, ...] = ALL) -> list[str]:
    return [mention.name for mention in mentions(spelt_out(text, known).text, known)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("H&F – outstanding?", ["Hammersmith and Fulham"]),
        ("W&M care leavers", ["Windsor and Maidenhead"]),
        ("Hammersmith&Fulham", ["Hammersmith and Fulham"]),
        ("b&nes or bcp", ["Bath and North East Somerset", "Bournemouth, Christchurch and Poole"]),
        ("the Royal Borough (RBWM)", ["Windsor and Maidenhead"]),
        ("Windsor and Maidenhead (RBWM)", ["Windsor and Maidenhead"]),
        ("South Glos vs Glos", ["South Gloucestershire", "Gloucestershire"]),
        ("N Yorks, not York", ["North Yorkshire", "York"]),
        ("North Northants and northants", ["North Northamptonshire", "Northamptonshire"]),
        ("Cheshire West and Chester", ["Cheshire West and Chester"]),
        ("cheshire west", ["Cheshire West and Chester"]),
        ("care leavers in Bath", ["Bath and North East Somerset"]),
        ("a hot bath", []),
        ("Bath Road children's home", []),
        ("staffs in Bucks", ["Buckinghamshire"]),
        ("it bucks the trend", []),
        ("newcastle-under-lyme", []),
        ("Cheshire Eat", ["Cheshire East"]),
        ("blackburn w darwen", ["Blackburn with Darwen"]),
        ("Blackburn w/ Darwen", ["Blackburn with Darwen"]),
    ],
)
def test_short_forms_are_read(text: str, names: list[str]) -> None:
    assert _found(text) == names


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("whats the gap in reading's LADO arrangements?", True),
        ("LADO in reading?", True),
        ("reading: better or worse?", True),
        ("reading council care leavers", True),
        ("whats readings lado like", True),
        ("does reading have a local offer", True),
        ("reading vs bolton", True),
        ("what did it find in reading in 2024", True),
        ("how many plans in reading in may 2016", True),
        ("READING LADO", True),
        ("children's progress in reading", False),
        ("do children do well in reading and writing?", False),
        ("on reading the report", False),
        ("learn by reading inspection reports", False),
        ("Reading the report, what is missing?", False),
        ("does reading help children", False),
        ("meter readings", False),
    ],
)
def test_a_name_that_is_a_word_is_read_by_signs(text: str, named: bool) -> None:
    assert ("Reading" in _found(text)) is named


@pytest.mark.parametrize("name", ALL)
def test_a_name_is_read_however_it_is_typed(name: str) -> None:
    for text in (name, name.upper(), f"{name}'s LADO", f"{name.lower()}: LADO?"):
        assert _found(text) == [name]
    if name.lower() not in _DOUBTFUL and not name.endswith("s"):
        assert _found(f"{name.lower()}s care leavers") == [name]


@pytest.mark.parametrize(
    ("name", "short"), [(name, short) for name, forms in forms_of().items() for short in forms]
)
def test_a_short_form_stands_for_one_authority(name: str, short: str) -> None:
    assert name in ALL
    assert _found(f"the LADO in {short}") == [name]
    assert spelt_out(name).text == name


@given(st.sampled_from(ALL), st.data())
def test_a_slip_is_never_read_as_another_authority(name: str, data: st.DataObject) -> None:
    """A letter left out or doubled: the name, or none, or a question back."""
    letters = [place for place, letter in enumerate(name) if letter.isalpha()]
    place = data.draw(st.sampled_from(letters))
    for text in (name[:place] + name[place + 1 :], name[:place] + name[place] + name[place:]):
        assert set(_found(text)) <= {name}


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("shefield lado", (("shefield", "Sheffield"),)),
        ("Noth Somerset", (("Noth Somerset", "North Somerset"),)),
        ("north sommersets", ()),
        ("north sommerset offer", (("north sommerset", "North Somerset"),)),
        ("hertford", ()),
        ("Herfordshire", ()),
        ("survey of wavering midway", ()),
        ("Disclosure and Barring Service", ()),
        ("the full backing of leaders", ()),
        ("Sheffield and Boltn", ()),
    ],
)
def test_one_letter_is_put_right_where_one_name_is_meant(
    text: str, slips: tuple[tuple[str, str], ...]
) -> None:
    assert spelt_out(text, ALL).slips == slips


def test_a_slip_is_put_right_only_for_an_indexed_authority() -> None:
    assert spelt_out("shefield lado", ["Bolton"]).text == "shefield lado"
    assert spelt_out("tornbeck lado", ["Thornbeck"]).slips == (("tornbeck", "Thornbeck"),)


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=12), max_size=12))
def test_no_authority_is_found_where_no_word_of_a_name_stands(words: list[str]) -> None:
    text = " ".join(w for w in words if w.split("'")[0].removesuffix("s") not in _WORDS)
    text = " ".join(w for w in text.split() if not _WORDS.intersection(w.split("'")))
    assert _found(text, ()) == []
    assert spelt_out(text).text == text


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert spelt_out(spelt_out(text, ALL).text, ALL).slips == ()
