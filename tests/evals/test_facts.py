from evals.facts import covered, figures, in_words, stems


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
