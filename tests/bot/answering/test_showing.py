from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answers import SEAL, Claim
from bot.answering.showing import by_document, graded, newest_first, said_instead
from bot.app import open_app
from bot.settings import Settings
from tests.answers import a_citation, an_answer
from tests.bot.running import Scrutineer


@pytest.mark.parametrize(
    ("text", "item", "told"),
    [
        ("Overall effectiveness Good", True, ("Overall effectiveness ", "Good")),
        ("Adoption Requires improvement to be good", True, ("Adoption ", None)),
        ("Support is good", True, ("Support is good", "")),
        ("Overall effectiveness Good", False, ("Overall effectiveness Good", "")),
    ],
)
def test_a_row_ends_with_its_grade(text: str, item: bool, told: tuple[str, str | None]) -> None:
    row, grade = graded(Claim(text, (1,), item=item))
    assert row == told[0]
    assert grade == (text.removeprefix(row) if told[1] is None else told[1])


def test_sources_stand_by_document_newest_first_and_the_undated_with_the_newest() -> None:
    cited = [
        a_citation(1, document_id="old", date=date(2017, 1, 1)),
        a_citation(2, document_id="new"),
        a_citation(3, document_id="undated", date=None),
        a_citation(4, document_id="old", date=date(2017, 1, 1)),
    ]
    ordered = newest_first(cited)
    assert [citation.number for citation in ordered] == [2, 3, 1, 4]
    assert [len(each) for each in by_document(ordered)] == [1, 1, 2]


def test_a_refusal_is_told_without_what_is_shown_beside_it(sample: Scrutineer) -> None:
    app = open_app(Settings(home=sample.home))
    answer, _ = app.ask("What did inspectors say about beekeeping?")
    app.close()
    assert answer.outcome == "no_evidence"
    assert answer.citations
    said = said_instead(answer)
    assert said.startswith("No answer was found in the indexed documents.")
    assert answer.scope.reading not in said
    assert all(citation.quote not in said for citation in answer.citations)


def test_what_is_asked_back_is_told_whole() -> None:
    answer = replace(an_answer((), ()), outcome="needs_clarification", text="Which?", seal=SEAL)
    assert said_instead(answer) == "Which?"
