from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.cutting import pieces, shortened
from bot.slack.blocks.limits import length


@given(st.text(), st.integers(2, 40))
def test_pieces_are_the_text_again_and_none_is_too_long(text: str, most: int) -> None:
    cut = list(pieces(text, most))
    assert "".join(cut) == text
    assert all(0 < length(piece) <= most for piece in cut)


def test_a_piece_ends_with_a_sentence_where_there_is_one() -> None:
    assert list(pieces("Visits are late. Plans are clear and short.", 30)) == [
        "Visits are late. ",
        "Plans are clear and short.",
    ]


def test_a_piece_ends_with_a_line_before_all_else() -> None:
    assert next(pieces("One. Two three\nfour five six seven. Eight", 25)) == "One. Two three\n"


def test_a_word_is_cut_only_when_it_is_too_long_itself() -> None:
    assert list(pieces("See a" + "b" * 10, 5)) == ["See ", "abbbb", "bbbbb", "b"]


@given(st.text(), st.integers(1, 40))
def test_what_is_shortened_is_within_its_length(text: str, most: int) -> None:
    assert length(shortened(text, most)) <= most


def test_what_is_short_enough_stays_as_it_is() -> None:
    assert shortened("Plans are clear.", 16) == "Plans are clear."


def test_what_is_shortened_ends_with_a_whole_word() -> None:
    assert shortened("Plans are clear, and visits late.", 19) == "Plans are clear…"
