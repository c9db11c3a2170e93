from pathlib import Path

import pytest

from corpus.layout.cleaning import folded
from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(Finder(tmp_path_factory.mktemp("lexical")))


def test_current_recommendations_are_the_whole_list_of_the_newest_report(ask: Asked) -> None:
    answered = ask("What are the current recommendations?")
    assert [claim.text for claim in answered.claims] == [
        "The time it takes to see a child after a contact is made.",
        "The tracking of allegations against adults who work with children by the designated "
        "officer, so that none is left open.",
    ]
    assert {citation.dated for citation in answered.citations} == {"4 to 15 March 2024"}
    assert "(2 items)" in answered.text


def test_a_list_of_an_older_report_says_that_a_newer_one_is_there(ask: Asked) -> None:
    answered = ask("What did the 2020 inspection tell Aldermere to improve?")
    assert {citation.dated for citation in answered.citations} == {"4 to 15 March 2020"}
    assert any("older than the newest inspection" in caveat for caveat in answered.caveats)


def test_a_topic_that_is_not_on_the_list_is_said_not_to_be(ask: Asked) -> None:
    answered = ask("Is housing still on the list of things Aldermere must improve?")
    assert any("mentions “housing”" in caveat for caveat in answered.caveats)
    assert len([claim for claim in answered.claims if claim.item]) == 2


def test_grades_are_the_rows_of_the_newest_front_page(ask: Asked) -> None:
    answered = ask("What are Aldermere's grades?")
    assert len(answered.claims) == 4
    assert answered.claims[-1].text == "Overall effectiveness Good"


def test_a_grade_asked_for_by_area_is_given_with_the_overall_one(ask: Asked) -> None:
    texts = [claim.text for claim in ask("What grade did children in care get?").claims]
    assert texts == [
        "The experiences and progress of children in care Good",
        "Overall effectiveness Good",
    ]


def test_when_and_by_whom_it_was_inspected(ask: Asked) -> None:
    texts = [claim.text for claim in ask("Who led the latest inspection and when?").claims]
    assert "Inspection dates: 4 to 15 March 2024" in texts
    assert "Lead inspector: Odalys Quillfeather, His Majesty’s Inspector" in texts


def test_a_figure_is_told_by_the_sentence_that_holds_it(ask: Asked) -> None:
    answered = ask("What percentage of children in care changed school?")
    assert "41%" in answered.claims[0].text
    assert len(answered.text.split()) < 100


def test_a_sentence_that_refers_back_is_not_torn_from_what_it_refers_to(ask: Asked) -> None:
    texts = [claim.text for claim in ask("Why do families tell their story again?").claims]
    assert any("When a worker leaves, however" in text for text in texts)


def test_a_topic_no_report_speaks_of_is_not_answered(ask: Asked) -> None:
    answered = ask("What did inspectors find about swimming lessons in Aldermere?")
    assert answered.outcome == "no_evidence"
    assert answered.claims == ()


def test_a_name_that_no_document_gives_is_not_made_up(ask: Asked) -> None:
    answered = ask("What is the name of the head of the Aldermere designated officer service?")
    assert answered.outcome == "no_evidence"


def test_a_report_that_is_not_there_is_not_answered_from_another(ask: Asked) -> None:
    answered = ask("What did the 2017 inspection find about the designated officer?")
    assert answered.outcome == "no_evidence"
    assert "No document of 2017 about Aldermere is in the index." in answered.text


def test_the_neighbour_is_asked_only_by_name(ask: Asked) -> None:
    authorities = {c.authority for c in ask("How is the designated officer doing?").citations}
    assert authorities == {"Aldermere"}
    authorities = {c.authority for c in ask("And what about Thornbeck's LADO?").citations}
    assert authorities == {"Thornbeck"}


def test_a_question_that_could_be_about_any_authority_is_asked_back(ask: Asked) -> None:
    answered = ask.of_nobody("What are the current recommendations?")
    assert answered.outcome == "needs_clarification"
    assert answered.claims == ()
    assert "the index holds 2 of them" in answered.text
    assert "What are the current recommendations – Aldermere?" in answered.suggestions


def test_a_slip_of_the_pen_is_asked_about_not_answered_for_another(ask: Asked) -> None:
    answered = ask("What about the LADO in Tornbek?")
    assert answered.outcome == "needs_clarification"
    assert "Is Thornbeck meant?" in answered.text


def test_one_letter_wrong_is_read_as_the_name_and_said_so(ask: Asked) -> None:
    answered = ask("What about the LADO in Thornbek?")
    assert answered.outcome != "needs_clarification"
    assert "“Thornbek” is read as Thornbeck." in answered.scope.reading
    assert answered.question == "What about the LADO in Thornbek?"


def test_which_authorities_looks_through_all_of_them(ask: Asked) -> None:
    answered = ask("Which authorities were told to improve the tracking of allegations?")
    assert {citation.authority for citation in answered.citations} == {"Aldermere", "Thornbeck"}
    assert all("allegations" in claim.text for claim in answered.claims)
    assert any("2 authorities in the index" in caveat for caveat in answered.caveats)


def test_which_authorities_have_a_grade(ask: Asked) -> None:
    assert ask("Which authorities are judged inadequate overall?").claims == ()
    good = ask("Which councils are judged good overall?")
    assert [claim.text for claim in good.claims] == ["Overall effectiveness Good"] * 2


def test_a_comparison_takes_each_authority_as_it_stands(ask: Asked) -> None:
    answered = ask("Compare the LADO in Aldermere and Thornbeck")
    assert {(c.authority, c.dated) for c in answered.citations} == {
        ("Aldermere", "4 to 15 March 2024"),
        ("Thornbeck", "4 to 15 March 2024"),
    }


def test_the_lists_of_two_authorities(ask: Asked) -> None:
    answered = ask("What are Aldermere's and Thornbeck's current recommendations?")
    assert len(answered.claims) == 4
    assert {c.authority for c in answered.citations} == {"Aldermere", "Thornbeck"}


def test_then_and_now_gives_both(ask: Asked) -> None:
    answered = ask("What was Aldermere's grade in 2020 and what is it now?")
    assert {c.dated for c in answered.citations} == {"4 to 15 March 2024", "4 to 15 March 2020"}


def test_a_letter_that_is_not_there_is_said_to_be_missing(ask: Asked) -> None:
    answered = ask("What did the monitoring visit find?")
    assert answered.outcome == "no_evidence"
    assert "No letter of a monitoring visit about Aldermere is in the index." in answered.text


def test_weaknesses_are_told_before_strengths(ask: Asked) -> None:
    answered = ask("What are the weaknesses of the designated officer service?")
    assert "kept in three places" in answered.text


def test_an_older_finding_says_that_a_newer_inspection_is_there(ask: Asked) -> None:
    answered = ask("What did the 2020 report say about the LADO?")
    assert any("older than the newest inspection" in caveat for caveat in answered.caveats)


def test_a_follow_up_keeps_the_thread(ask: Asked) -> None:
    answered = ask("And in 2020?", first="What did inspectors find about the LADO?")
    assert "answers in a month" in answered.text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("And the second one?", None),
        ("Why?", None),
        ("What about it?", "Hello"),
        ("Tell me more about the ninth", "What are the current recommendations?"),
        ("Thanks, that helps!", "What are the current recommendations?"),
    ],
)
def test_what_cannot_be_known_of_a_follow_up_is_asked_back(
    ask: Asked, question: str, first: str | None
) -> None:
    assert ask(question, first=first).outcome == "needs_clarification"


def test_an_item_of_a_list_is_told_of_by_its_findings(ask: Asked) -> None:
    answered = ask("Tell me more about the second", first="What are the current recommendations?")
    assert "answers in a day" in answered.text
    assert "Read as “Tell me more about ‘The tracking of allegations" in answered.scope.reading


def test_thanks_do_not_end_the_thread(ask: Asked) -> None:
    _, earlier = ask.turn("What did inspectors find about the LADO?")
    _, after = ask.turn("Thanks!", earlier)
    answered, _ = ask.turn("And in 2020?", after)
    assert "answers in a month" in answered.text


@pytest.mark.parametrize(
    "question",
    [
        "What are the current recommendations?",
        "What did inspectors find about the LADO?",
        "How has the LADO changed since 2020?",
        "Compare the grades of Aldermere and Thornbeck.",
        "Do children in care change school?",
    ],
)
def test_every_claim_is_cited_and_every_quote_stands_on_its_page(ask: Asked, question: str) -> None:
    answered = ask(question)
    assert answered.claims
    for claim in answered.claims:
        assert claim.citations
    for citation in answered.citations:
        page = ask.find.page_of(citation.document_id, citation.page)
        assert page is not None
        assert folded(page.text[citation.start : citation.end]) == folded(citation.quote)


def test_findings_are_told_document_by_document_newest_first(ask: Asked) -> None:
    dated = [c.dated for c in ask("What are the LADO findings?").citations]
    assert list(dict.fromkeys(dated)) == ["4 to 15 March 2024", "4 to 15 March 2020"]


def test_a_filter_that_leaves_out_what_is_named_is_pointed_out(ask: Asked) -> None:
    answered = ask.within("What must Thornbeck improve?", "Aldermere")
    assert answered.outcome == "needs_clarification"
    assert "limited to Aldermere" in answered.text
    assert answered.suggestions == ("What must Aldermere improve?",)


def test_as_of_a_day_the_list_of_that_time_is_given(ask: Asked) -> None:
    answered = ask("What were the recommendations as of 1 January 2022?")
    assert {citation.dated for citation in answered.citations} == {"4 to 15 March 2020"}
    assert str(answered.scope.as_of) == "2022-01-01"


def test_an_authority_without_documents_is_said_to_be_missing(ask: Asked) -> None:
    answered = ask("Compare Aldermere and Derby on the designated officer.")
    assert "No document about Derby is in the index." in answered.caveats


def test_since_a_year_nothing_older_is_told(ask: Asked) -> None:
    answered = ask("What has been found on the designated officer since 2022?")
    assert {citation.dated for citation in answered.citations} == {"4 to 15 March 2024"}


def test_a_year_that_is_silent_is_said_to_be(ask: Asked) -> None:
    answered = ask("What did inspectors say about private fostering in 2024?")
    assert answered.outcome == "no_evidence"


def test_a_newest_report_that_tells_of_it_by_another_name_is_not_called_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As the search by meaning brings it.
    monkeypatch.setattr("bot.answering.passages.supporting", lambda found, _: found.hits)
    unnamed = [
        page.replace(
            "The local authority designated officer (LADO) answers in a day.",
            "The response to allegations involving people who work with children is quick.",
        )
        .replace("allegations against adults who", "worries about adults who")
        .replace("by the designated \r\nofficer", "by one \r\nservice")
        for page in REPORT_PAGES
    ]
    neighbours = [
        [page.replace("Aldermere", "Thornbeck").replace("2024", year) for page in unnamed]
        for year in ("2016", "2018", "2021", "2023")
    ]
    asked = Asked(Finder(tmp_path, [source_of(*each) for each in (unnamed, *neighbours)]))
    answered = asked(
        "What are the LADO findings for Aldermere?", "What are Aldermere's current recommendations?"
    )
    assert {citation.dated for citation in answered.citations} == {"4 to 15 March 2024"}
    assert not [said for said in answered.caveats if "says nothing on this" in said]


def test_thanks_are_no_question(ask: Asked) -> None:
    answered = ask("Thanks!")
    assert (answered.outcome, answered.citations) == ("needs_clarification", ())


def test_what_is_called_by_a_name_is_not_told_of_others(tmp_path: Path) -> None:
    named = [
        page.replace("answers in a day", "keeps its ‘one day promise’") for page in REPORT_PAGES
    ]
    assert named != list(REPORT_PAGES)
    neighbour = [page.replace("Aldermere", "Thornbeck") for page in REPORT_PAGES]
    files = [source_of(*named), source_of(*neighbour)]
    told = Asked(Finder(tmp_path, files)).of_nobody("What is the “one day promise” of the LADO?")
    assert {citation.authority for citation in told.citations} == {"Aldermere"}
    assert "‘one day promise’" in told.text


def test_the_county_of_a_city_is_another_authority_and_asked_back_where_there_is_none(
    ask: Asked,
) -> None:
    _, first = ask.turn("What grade did children in care get in Aldermere?")
    answered, _ = ask.turn("And the county?", first)
    assert answered.outcome == "needs_clarification"
    assert "Which authority is meant?" in answered.text


def test_grades_and_what_must_improve_are_told_together(ask: Asked) -> None:
    answered = ask("How was Aldermere graded last time, and what must improve?")
    texts = [claim.text for claim in answered.claims]
    assert answered.outcome == "answered"
    assert "Overall effectiveness Good" in texts
    assert any(text.startswith("The tracking of allegations") for text in texts)
    assert [c.number for c in answered.citations] == list(range(1, len(answered.citations) + 1))
    assert {mark for claim in answered.claims for mark in claim.citations} == {
        citation.number for citation in answered.citations
    }


def test_what_of_two_things_is_not_answered_is_said(ask: Asked) -> None:
    answered = ask("How was Aldermere graded, and how many potholes were repaired by the council?")
    assert answered.outcome == "partial"
    assert any(
        "Not answered" in caveat and "how many potholes were repaired" in caveat
        for caveat in answered.caveats
    )
    assert "Overall effectiveness Good" in [claim.text for claim in answered.claims]


def test_a_part_that_no_sentence_speaks_of_is_said_not_to_be_answered(ask: Asked) -> None:
    answered = ask("Do employers value the LADO's advice, and how are potholes repaired?")
    assert answered.outcome == "partial"
    assert any("how are potholes repaired" in caveat for caveat in answered.caveats)


def test_where_no_part_is_answered_nothing_is(ask: Asked) -> None:
    answered = ask("What grade did swimming get in 1999 and how many potholes were repaired then?")
    assert answered.outcome == "no_evidence"
    assert answered.claims == ()


def test_the_next_question_follows_on_from_the_last_part(ask: Asked) -> None:
    _, first = ask.turn("How was Thornbeck graded, and what must improve?")
    answered, _ = ask.turn("And in Aldermere?", first)
    assert {citation.authority for citation in answered.citations} == {"Aldermere"}
    assert all(claim.item for claim in answered.claims)


LISTED = (
    "Update on the youth service\nMeeting of 10 October 2017\nAldermere Council\n\n"
    "1. The Youth Parliament set out the priorities of its manifesto, which are:\n"
    "- Safe buses\n- Knife awareness\n- Places to meet\n- First aid training\n"
    "- Night walks\n- Cleaner parks\n"
)


def test_a_list_is_told_whole_under_its_lead(tmp_path: Path) -> None:
    ask = Asked(Finder(tmp_path, [source_of(*REPORT_PAGES), source_of(LISTED, path="p/up.txt")]))
    answered = ask("What are the priorities of the Youth Parliament's manifesto in Aldermere?")
    items = [claim.text.lstrip("- ") for claim in answered.claims if claim.item]
    assert "First aid training" in items
    assert len(items) >= 6


def test_what_is_told_of_more_than_was_asked_says_so(tmp_path: Path) -> None:
    page = (
        "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
        "4. Children at risk of criminal exploitation are helped by a team that knows them well."
    )
    ask = Asked(Finder(tmp_path, [source_of(*REPORT_PAGES, page)]))
    answered = ask("What did inspectors say about gangs in Aldermere?")
    assert answered.outcome == "partial"
    assert answered.corrections == ("No passage on this speaks of “gangs”.",)
    assert ask("What of criminal exploitation in Aldermere?").outcome == "answered"


def test_what_an_older_report_says_at_length_does_not_crowd_out_the_newest(tmp_path: Path) -> None:
    newer = (
        *REPORT_PAGES,
        "4. The designated officer challenges employers too late, and what became of it is \r\n"
        "written down in three places, none of which the panel has ever been shown. \r\n",
    )
    at_length = (
        "4. Challenge of schools by the designated officer works, for head teachers are rung \r\n"
        "within the hour, and whoever does not write down what was agreed hears of it again. \r\n"
        "5. Governors told inspectors that the work of the designated officer with schools, \r\n"
        "and the challenge that comes with it, had changed whom they employ and how. \r\n"
        "6. In two schools the challenge of the designated officer did not work at first; the \r\n"
        "matter went to the director, after which both dismissed the adults concerned. \r\n"
        "7. Records of the designated officer on the work of schools are full, and each ends \r\n"
        "with the challenge that was made and the day by which it had to be answered. \r\n"
    )
    older = [page.replace("March 2024", "March 2020") for page in (*REPORT_PAGES, at_length)]
    asked = Asked(Finder(tmp_path, [source_of(*newer), source_of(*older)]))
    answered = asked("The designated officer: does the challenge of schools work?")
    assert "challenges employers too late" in answered.claims[0].text
    assert {citation.dated for citation in answered.citations} == {
        "4 to 15 March 2024",
        "4 to 15 March 2020",
    }
