import pytest

from evals.benchmarks.scoring import (
    covered,
    figures,
    in_words,
    overlap,
    percentile,
    same,
    standing,
    stems,
)


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


def test_figures_are_compared_without_thousands_marks() -> None:
    assert figures("£1,234 of 3.5% in 2017.") == {"1234", "3.5", "2017"}


def test_forms_of_a_word_share_a_stem() -> None:
    assert stems("inspected inspection inspects") == {"inspect"}
    assert stems("The council’s plans") == stems("council plan")
    assert stems("ﬁnance") == stems("finance")


def test_little_words_have_no_stem() -> None:
    assert stems("what is it that they were to do") == set()


def test_a_fact_is_covered_by_its_figures_and_most_of_its_words() -> None:
    assert covered("2019: plans improved", "In 2019, the plan had been improving.")
    assert covered("support with learning to drive", "They support those who learn to drive.")
    assert covered("alpha beta gamma delta zeta", "alpha beta gamma")
    assert not covered("alpha beta gamma delta zeta", "alpha beta")


def test_a_fact_is_not_covered_without_each_of_its_figures() -> None:
    assert not covered("2019: plans improved", "The plans improved.")
    assert not covered("1.9% (72 of 3844)", "1.9% (75/3844)")
    assert covered("1.9% (72 of 3844)", "1.9% (72/3844)")


def test_a_date_is_written_both_ways() -> None:
    assert covered("inspected 18 July 2025", f"inspected {in_words('2025-07-18')}")
    assert in_words(None) == ""


def test_percentiles_are_by_nearest_rank() -> None:
    values = list(map(float, range(1, 21)))
    assert percentile(values, 0.5) == 10
    assert percentile(values, 0.95) == 19
    assert percentile([7.0], 0.95) == 7
