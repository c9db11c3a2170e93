from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentences


def _told(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_stops_inside_abbreviations_and_numbers_end_nothing() -> None:
    text = "Cllr. Dray asked, e.g. About 2.5 visits. The answer, in para. 4, was short."
    assert _told(text) == [
        "Cllr. Dray asked, e.g. About 2.5 visits.",
        "The answer, in para. 4, was short.",
    ]


def test_a_footnote_digit_stays_outside() -> None:
    assert _told("Leaders know the children.2 They visit.") == [
        "Leaders know the children.",
        "They visit.",
    ]


def test_a_line_is_a_sentence() -> None:
    assert _told("One item\nAnother item") == ["One item", "Another item"]


def test_closing_quotes_belong_to_their_sentence() -> None:
    assert _told("He said ‘we dig.’ They did.") == ["He said ‘we dig.’", "They did."]


@given(st.text(st.sampled_from("ab .!?\n’1A("), max_size=120))
def test_sentences_are_in_order_and_leave_out_white_space_alone(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        between = text[last:start].strip()
        assert between == "" or between.isdigit()
        last = end


def test_tags_left_in_a_text_end_sentences_and_are_part_of_none() -> None:
    text = "<p>Plans are not clear.</p> <p>Visits are timely<br/> Most are a week apart.</p>"
    assert [text[start:end] for start, end in sentences(text)] == [
        "Plans are not clear.",
        "Visits are timely",
        "Most are a week apart.",
    ]


def test_bold_and_italics_in_the_middle_of_a_sentence_end_none() -> None:
    assert _told("It is not so that <b>plans are clear.</b> Visits are late.") == [
        "It is not so that <b>plans are clear.",
        "Visits are late.",
    ]
    assert _told("Say <em>plans are clear</em> in a letter.") == [
        "Say <em>plans are clear</em> in a letter."
    ]


def test_at_the_edge_of_a_line_or_a_sentence_they_are_part_of_none() -> None:
    text = "<strong>Plans</strong>\n<b>Visits are late. <i>Homes are near.</i></b>"
    assert _told(text) == ["Plans", "Visits are late.", "Homes are near."]
