import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.quotes import locate, names, numbers

PASSAGE = "Most children are seen in 2 days. The ‘front door’ is decision-making at its best."


@pytest.mark.parametrize(
    "quote",
    [
        "Most children are seen in 2 days.",
        "Most children\n are  seen",
        "The 'front door' is decision-making",
    ],
)
def test_a_verbatim_quote_is_found_whatever_its_white_space_and_quote_marks(quote: str) -> None:
    at = locate(quote, PASSAGE)
    assert at is not None
    assert PASSAGE[at[0] : at[1]].split()[0] == quote.split()[0]


@pytest.mark.parametrize(
    "quote",
    [
        "Some children are seen in 2 days.",
        "Most children are seen in 3 days.",
        "ost children",
        "Most childre",
        "Most сhildren",  # a Cyrillic letter
        "children most",
        "",
    ],
)
def test_anything_else_is_refused(quote: str) -> None:
    assert locate(quote, PASSAGE) is None


@given(st.integers(0, 14), st.integers(1, 15))
def test_every_run_of_words_is_found(start: int, length: int) -> None:
    words = PASSAGE.split()[start : start + length]
    if words:
        at = locate("  ".join(words), PASSAGE)
        assert at is not None
        assert PASSAGE[at[0] : at[1]].split() == words


def test_figures_and_names_are_read() -> None:
    assert numbers("In 2017, 1,901 (44%) cost £1.1m.") == ["2017", "1,901", "44%", "£1.1"]
    assert names("The director, Odalys Quillfeather, spoke to Aldermere.") == {
        "Odalys",
        "Quillfeather",
        "Aldermere",
    }
