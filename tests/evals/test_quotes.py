import pytest

from evals.quotes import overlap, same, standing


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("plans are in place", "1. Most plans are\r\n in  place."),
        ("the first efficient office", "the ﬁrst eﬃcient office"),
        ("a well-being plan", "a well\ufffebeing plan"),
        ("a wellbeing plan", "a well\ufffebeing plan"),
        ("a short-term plan", "a short-\nterm plan"),
        ("a shortterm plan", "a short-\nterm plan"),
        ("soft hyphen", "so\u00adft hy\u00adphen"),
        ("joined words", "joined\u200bwords"),
        ("costs (in £) + 3.5%*", "costs (in £) + 3.5%*"),
    ],
)
def test_a_quote_stands_where_only_the_setting_differs(quote: str, text: str) -> None:
    assert standing(quote, text) is not None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("a wellbeing plan", "a well-being plan"),
        ("a well-being plan", "a wellbeing plan"),
        ("the council’s plan", "the council's plan"),
        ("Plans are in place", "plans are in place"),
        ("plans in place", "plans are in place"),
        ("3.5%", "3,5%"),
        ("", "anything"),
        ("   ", "anything"),
    ],
)
def test_a_quote_does_not_stand_where_a_character_differs(quote: str, text: str) -> None:
    assert standing(quote, text) is None
    assert not same(quote, text)


def test_a_place_is_of_the_text_as_it_was() -> None:
    text = "One.\r\nTwo ﬁne\r\nplans. Three."
    place = standing("Two fine plans.", text)
    assert place is not None
    assert text[slice(*place)] == "Two ﬁne\r\nplans."


def test_the_same_holds_nothing_else() -> None:
    assert same("fine plans", "ﬁne\r\nplans")
    assert not same("fine plans", "fine plans.")
    assert not same("fine plans", "")


def test_stretches_overlap_where_they_share_a_character() -> None:
    assert overlap((0, 5), (4, 9))
    assert overlap((2, 3), (0, 9))
    assert not overlap((0, 5), (5, 9))
