from evals.cases import Case
from evals.suites.framing import headings, years
from tests.evals.asked import a_citation, an_answer

CASE = Case(id="q", question="?")


def test_a_claim_stands_under_the_last_heading_before_it() -> None:
    text = (
        "Same words. [1]\n\n**First, 2024**\n\nSame words. [2]\n\n"
        "**Second, 2019**\n\n- Same words. [3] and **bold** in a line"
    )
    citations = [a_citation(number, "Same words.") for number in (1, 2, 3)]
    found = headings(an_answer(CASE, citations, text))
    assert found == {1: "First, 2024", 2: "Second, 2019"}


def test_a_claim_that_is_not_in_the_text_has_no_heading() -> None:
    assert headings(an_answer(CASE, [a_citation()], "**2024**\n\nOther words.")) == {}


def test_years_are_four_digits_alone() -> None:
    assert years("2019–20, 12019 and 20245, 1998.") == {2019, 1998}
