import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.alignment import aligned

OURS = "Plans drift. Carers are heard.\nPlans drift again."


@pytest.mark.parametrize(
    ("theirs", "wanted"),
    [
        (OURS, "Plans drift"),
        ("Plans  drift.\r\nCarers are\r\nheard. Plans drift again.", "Carers are heard"),
        ("plans. Plans drift! (Carers) are heard. Plans drift again.", "Carers are heard"),
    ],
)
def test_the_same_letters_are_found(theirs: str, wanted: str) -> None:
    start = OURS.index(wanted)
    found = aligned(OURS, start, start + len(wanted), theirs)
    assert found is not None
    assert letters(theirs[slice(*found)]) == letters(wanted)


def test_what_stands_twice_is_found_where_it_is_meant() -> None:
    theirs = OURS.replace(" ", "  ")
    second = OURS.rindex("Plans drift")
    found = aligned(OURS, second, second + 11, theirs)
    assert found == (theirs.rindex("Plans"), theirs.rindex("drift") + 5)


@pytest.mark.parametrize("theirs", ["", "Other words.", "Plans drift. Carers are heard."])
def test_what_is_in_doubt_is_not_found(theirs: str) -> None:
    assert aligned(OURS, 0, 11, theirs) is None


def test_what_has_no_letters_is_not_found_in_another_text() -> None:
    assert aligned(OURS, 11, 12, OURS + " ") is None


@given(st.text("ab \n-", min_size=1), st.data())
def test_what_is_found_has_the_letters_that_were_wanted(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    theirs = text.replace("\n", "\r\n").replace("-", "")
    found = aligned(text, start, end, theirs)
    if letters(text[start:end]) and found is not None:
        assert letters(theirs[slice(*found)]) == letters(text[start:end])


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
