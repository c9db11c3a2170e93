from pathlib import Path

import pytest

from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import NEIGHBOUR, Finder

EARLIER = tuple(
    page.replace("March 2024", "March 2020").replace(
        "Overall effectiveness Good", "Overall effectiveness Inadequate"
    )
    for page in REPORT_PAGES
)
NO_OVERALL = tuple(page.replace("Overall effectiveness Good\r\n", "") for page in NEIGHBOUR)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    sources = [source_of(*pages) for pages in (REPORT_PAGES, EARLIER, NO_OVERALL)]
    return Asked(Finder(tmp_path_factory.mktemp("lexical"), sources))


def test_findings_are_led_by_a_grade_that_is_taken_for_granted_and_was_not_given(
    ask: Asked,
) -> None:
    answered = ask(
        "What did inspectors say about Aldermere's inadequate help for children in care?"
    )
    assert answered.corrections == (
        "The question takes it that the grade was “inadequate”; children in care was judged good "
        "(4 to 15 March 2024).",
    )


def test_what_is_not_graded_by_itself_is_said_not_to_be(tmp_path: Path) -> None:
    more = (
        "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
        "4. The private fostering service is inadequate, because checks of carers are late.\r\n"
    )
    ask = Asked(
        Finder(tmp_path, [source_of(*pages) for pages in ((*REPORT_PAGES, more), NEIGHBOUR)])
    )
    answered = ask("Why is Aldermere's private fostering service graded inadequate?")
    assert any("no grade of this is given" in said for said in answered.corrections)


def test_a_grade_that_was_not_given_is_set_right_before_the_answer(ask: Asked) -> None:
    answered = ask("Why was Aldermere inadequate in 2024?")
    assert len(answered.corrections) == 1
    assert "“inadequate”" in answered.corrections[0]
    assert "judged good (4 to 15 March 2024)" in answered.corrections[0]
    assert answered.text.startswith("> The question takes it")
    assert any(claim.text == "Overall effectiveness Good" for claim in answered.claims)


@pytest.mark.parametrize(
    "question",
    [
        "How did Aldermere go from good to inadequate in 2024?",
        "Given that Aldermere was judged inadequate in 2024, what had gone wrong?",
        "Which failings led to Aldermere's inadequate judgement in 2024?",
        "reason aldermere dropped to inadequate in 2024",
        "What was behind Aldermere's inadequate rating in 2024?",
    ],
)
def test_it_is_set_right_in_whatever_words_it_is_taken_for_granted(
    ask: Asked, question: str
) -> None:
    answered = ask(question)
    assert len(answered.corrections) == 1
    assert answered.outcome == "partial"


def test_the_grade_before_a_move_is_set_right_too(ask: Asked) -> None:
    answered = ask("How did Aldermere go from requires improvement to good in 2024?")
    assert "“requires improvement”" in answered.corrections[0]
    assert "judged inadequate (4 to 15 March 2020)" in answered.corrections[0]
    assert ask("How did Aldermere go from inadequate to good in 2024?").corrections == ()


def test_a_move_that_happened_at_some_time_is_none_that_did_not(ask: Asked) -> None:
    assert ask("Why did Aldermere rise to good?").corrections == ()
    assert len(ask("Why did Aldermere fall to requires improvement?").corrections) == 1


def test_nothing_rises_to_the_lowest_grade(ask: Asked) -> None:
    answered = ask("Why was Aldermere graded higher in 2020 than before?")
    assert any("inadequate, which is the lowest" in c for c in answered.corrections)


def test_a_thing_that_is_no_area_of_judgement_has_no_grade(ask: Asked) -> None:
    answered = ask("What rating was given to Aldermere's designated officer?")
    assert any("no grade for designated officer" in caveat for caveat in answered.caveats)
    assert answered.outcome == "partial"


def test_how_an_authority_has_fared_is_told_by_its_grades(ask: Asked) -> None:
    answered = ask("Has Aldermere got better or worse since 2020?")
    told = [claim.text for claim in answered.claims if "Overall" in claim.text]
    assert told == ["Overall effectiveness Good", "Overall effectiveness Inadequate"]


def test_a_grade_that_was_given_is_explained(ask: Asked) -> None:
    answered = ask("Why was Aldermere inadequate in 2020?")
    assert answered.corrections == ()
    assert {citation.dated for citation in answered.citations} == {"4 to 15 March 2020"}
    assert any("too many children still wait" in claim.text for claim in answered.claims)


def test_a_move_that_did_not_happen_is_set_right(ask: Asked) -> None:
    answered = ask("Why was Aldermere downgraded in 2024?")
    assert "inadequate (4 to 15 March 2020), then good" in answered.corrections[0]
    assert {citation.dated for citation in answered.citations} == {
        "4 to 15 March 2024",
        "4 to 15 March 2020",
    }


def test_a_move_that_happened_needs_no_correction(ask: Asked) -> None:
    assert ask("Why did Aldermere go up in 2024, what grades did it get?").corrections == ()


def test_a_question_is_no_supposition(ask: Asked) -> None:
    assert ask("Was Aldermere judged inadequate in 2024?").corrections == ()


def test_a_form_without_an_overall_grade_is_said_to_have_none(ask: Asked) -> None:
    answered = ask("What are Thornbeck's current grades?")
    assert len(answered.claims) == 3
    assert any("gives no grade for overall effectiveness" in c for c in answered.caveats)


def test_an_area_that_is_not_graded_is_said_not_to_be(ask: Asked) -> None:
    answered = ask("What grade did care leavers get in Aldermere?")
    assert any("no grade for care leavers" in caveat for caveat in answered.caveats)
    assert answered.outcome == "partial"


def test_the_history_of_a_grade_is_told_newest_first(ask: Asked) -> None:
    answered = ask("How has Aldermere's overall grade changed?")
    assert [claim.text for claim in answered.claims] == [
        "Overall effectiveness Good",
        "Overall effectiveness Inadequate",
    ]


def test_what_is_compared_is_led_by_the_grades_of_each(ask: Asked) -> None:
    answered = ask("Compare Aldermere and Thornbeck on children in care.")
    rows = [claim.text for claim in answered.claims if claim.text.endswith("children in care Good")]
    assert len(rows) == 2
    assert {citation.authority for citation in answered.citations} == {"Aldermere", "Thornbeck"}


def test_who_has_a_grade_is_answered_for_every_authority(ask: Asked) -> None:
    answered = ask("Which councils are good overall?")
    assert [c.authority for c in answered.citations] == ["Aldermere"]


def test_a_letter_gives_no_grade(tmp_path: Path) -> None:
    letter = source_of(
        "14 May 2021\r\nDear Orsolya\r\nFocused visit to Aldermere children’s services\r\n"
        "This letter summarises the findings of a focused visit to Aldermere on 20 and 21 April "
        "2021. Inspectors looked at the local authority’s arrangements for children in care.\r\n"
        "Aldermere was judged good at its last inspection in 2019.\r\n",
        "Findings\r\nChildren in care live near their friends. Most see the same worker.\r\n",
    )
    answered = Asked(Finder(tmp_path, [letter]))("What are Aldermere's current grades?")
    assert not any(claim.item for claim in answered.claims)


def test_a_report_of_no_day_gives_no_grade_of_the_month_it_looks_back_to(tmp_path: Path) -> None:
    undated = source_of(
        "Inspection of Aldermere local authority children’s services\n\nJudgement Grade\n\n"
        "Overall effectiveness Good\n\nSince the last inspection in February 2022, when "
        "Aldermere was judged to be outstanding, leaders in Aldermere have kept their word.\n",
        path="letters/undated.txt",
    )
    ask = Asked(Finder(tmp_path, [undated]))
    then = ask("What was Aldermere judged overall in February 2022?")
    assert "judged to be outstanding" in " ".join(claim.text for claim in then.claims)
    assert not any(claim.item for claim in then.claims)
    later = ask("What was Aldermere judged overall in June 2025?")
    assert "Overall effectiveness Good" in " ".join(claim.text for claim in later.claims)


def test_what_is_said_of_all_areas_is_held_against_each(ask: Asked) -> None:
    asked = "Why were all four areas inadequate in Aldermere in 2020?"
    assert "“inadequate”" in ask(asked).corrections[0]
    assert "judged" in ask(asked).corrections[0]
    assert ask("Why was Aldermere inadequate overall in 2020?").corrections == ()


def test_better_or_worse_is_told_of_the_last_two_inspections(ask: Asked) -> None:
    answered = ask("Has Aldermere got better or worse?")
    assert (
        "Since the inspection before, the grade for overall effectiveness improved: inadequate "
        "(4 to 15 March 2020), then good (4 to 15 March 2024)." in answered.caveats
    )
    gone_up = ask("Has Aldermere's overall grade gone up?")
    assert any("grade for overall effectiveness improved" in said for said in gone_up.caveats)
    assert not any("Since the" in said for said in ask("How was Aldermere graded?").caveats)


def test_an_older_pair_is_no_better_or_worse_where_the_newest_gives_no_grade(
    tmp_path: Path,
) -> None:
    later = tuple(p.replace("March 2024", "March 2026") for p in REPORT_PAGES)
    later = tuple(page.replace("Overall effectiveness Good\r\n", "") for page in later)
    find = Finder(tmp_path, [source_of(*pages) for pages in (REPORT_PAGES, EARLIER, later)])
    answered = Asked(find)("Has Aldermere got better or worse?")
    assert not any("Since the" in said for said in answered.caveats)


def test_what_is_no_longer_graded_is_told_of_the_last_that_was(tmp_path: Path) -> None:
    before = tuple(
        page.replace("March 2024", "March 2016").replace(
            "Overall effectiveness Good",
            "Overall effectiveness Good\r\nThe Local Safeguarding Children Board is outstanding",
        )
        for page in REPORT_PAGES
    )
    sources = [source_of(*pages) for pages in (REPORT_PAGES, before, NEIGHBOUR)]
    ask = Asked(Finder(tmp_path, sources))
    answered = ask("What was the rating of Aldermere's safeguarding board?")
    assert any("outstanding" in claim.text for claim in answered.claims)
    assert {c.date.year for c in answered.citations if c.date} == {2016}
    assert any("15 March 2024 gives no grade" in caveat for caveat in answered.caveats)
    current = ask("What is the current rating of Aldermere's safeguarding board?")
    assert not any("outstanding" in claim.text for claim in current.claims)
    assert current.outcome == "partial"
    both = ask("What are Aldermere's grades overall and for the safeguarding board?")
    assert {c.date.year for c in both.citations if c.date} == {2024}
