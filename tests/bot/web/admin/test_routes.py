"""The pages for admins: what was asked, what was found wrong; and nothing of who it was."""

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from bot.answering.answers import Answer, Outcome
from bot.answering.verify import restored
from bot.harmless import shown
from bot.state.database import Database
from bot.state.feedback import Feedback, Reason
from bot.state.tables import QUESTIONS
from bot.web.site import Site
from evals.cases import SCHEMA, read_cases
from tests.bot.state.jobs import QUESTION, an_answer
from tests.bot.web.asking.asking import asked, parsed, words

ADA = "web:ada@aldermere.example"
ODD = "What of <script>alert(1)</script> & “marks”?"
BROKEN = "What of \ud800?"
MENDED = "What of ??"


def answer_of(outcome: Outcome, identity: str, question: str) -> Answer:
    answer = an_answer(identity, question)
    values = {field.name: getattr(answer, field.name) for field in fields(answer)}
    return restored(values | {"outcome": outcome})


def keep(site: Site, outcome: Outcome, identity: str, question: str = QUESTION) -> Answer:
    """An answer that was given on the web, and counted."""
    answer = answer_of(outcome, identity, question)
    site.state.answers.keep(answer)
    site.state.questions.keep("web", answer)
    return answer


def questions_on(client: TestClient, choices: str = "") -> list[str]:
    page = parsed(client.get(f"/admin/questions{choices}"))
    return [words(cell) for cell in page.select("tbody th")]


def test_what_was_asked_is_listed_and_found(client: TestClient, site: Site, tmp_path: Path) -> None:
    keep(site, "answered", "a0", "Of long ago?")
    database = Database(tmp_path / "state.sqlite")
    with database.writing() as run:
        run.execute(update(QUESTIONS).values(day="2026-03-04"))
    database.close()
    keep(site, "answered", "a1", ODD)
    keep(site, "no_evidence", "a2", "How many dragons?")
    keep(site, "needs_clarification", "a3", "Which one?")
    site.state.questions.keep("slack", answer_of("failed", "a4", "In Slack?"))
    site.state.questions.keep("web", answer_of("declined", "a5", "A poem, please."))
    everything = ["In Slack?", "Which one?", "How many dragons?", ODD, "Of long ago?"]
    assert questions_on(client) == everything
    for choices, found in (
        ("?outcome=unanswered", everything[:3]),
        ("?outcome=no_evidence", ["How many dragons?"]),
        ("?outcome=answered&from=2026-03-05", [ODD]),
        ("?place=slack", ["In Slack?"]),
        ("?to=2026-03-04", ["Of long ago?"]),
        ("?from=2026-03-04&to=2026-03-04&place=web&outcome=answered", ["Of long ago?"]),
        ("?from=2026-03-04&to=2026-03-04&place=slack", []),
        ("?from=never&place=nowhere&outcome=declined&page=x", everything),
    ):
        assert questions_on(client, choices) == found, choices
    page = client.get("/admin/questions")
    assert "1 question was not taken in this time; of such nothing is kept." in page.text
    assert "poem" not in page.text
    assert "<script>alert" not in page.text
    chosen = parsed(client.get("/admin/questions?outcome=unanswered&place=web&from=2026-03-05"))
    [outcome] = chosen.select("option[value=unanswered]")
    assert outcome["selected"] == ""
    [first] = chosen.select("input[name=from]")
    assert first["value"] == "2026-03-05"


def test_many_questions_have_several_pages(client: TestClient, site: Site) -> None:
    for number in range(101):
        keep(site, "answered", f"a{number}", f"Question {number}?")
    found = []
    address = "/admin/questions?outcome=answered"
    for _ in range(3):
        page = parsed(client.get(address))
        found += [words(cell) for cell in page.select("tbody th")]
        after = page.select_one("a[rel=next]")
        address = str(after["href"]) if after else ""
    assert found == [f"Question {number}?" for number in reversed(range(101))]
    assert address == ""
    assert len(questions_on(client, "?page=999")) == 1


def test_an_answer_is_shown_with_its_passages_and_what_was_said(
    client: TestClient, site: Site
) -> None:
    keep(site, "answered", "a1", ODD)
    site.state.feedback.give(
        Feedback("a1", "wrong", ADA, datetime.now(UTC), "out_of_date", "See <b>2025</b>.")
    )
    site.state.feedback.give(Feedback("a1", "useful", "U2", datetime.now(UTC)))
    page = client.get("/admin/answers/a1")
    assert words(parsed(page).h1) == ODD
    assert "The time it takes to see a child." in page.text
    assert "Wrong: Out of date: “See &lt;b&gt;2025&lt;/b&gt;.”" in page.text
    assert "Useful" in page.text
    assert "No longer in the index" in page.text
    assert "ada@" not in page.text
    assert client.get("/admin/answers/none").status_code == 404


def test_the_passages_of_a_real_answer_lead_to_their_pages(client: TestClient) -> None:
    asked(client, "What must improve in Aldermere?")
    [row] = parsed(client.get("/admin/questions")).select("tbody tr")
    assert words(row.td) == "Answered"
    [link] = row.select("a")
    page = parsed(client.get(str(link["href"])))
    mark = page.select_one("a.cite")
    assert mark is not None
    place = page.select_one(f"{mark['href']} a")
    assert place is not None
    assert "/documents/" in str(place["href"])
    assert "start=" in str(place["href"])


def test_what_was_found_wrong_is_there_until_it_was_looked_at(
    client: TestClient, site: Site
) -> None:
    now = datetime.now(UTC)
    keep(site, "answered", "a1", ODD)
    said: list[tuple[str, int, Reason | None]] = [("a1", 2, "incomplete"), ("gone", 1, None)]
    for answer, hour, reason in said:
        at = now - timedelta(hours=hour)
        site.state.feedback.give(Feedback(answer, "wrong", ADA, at, reason, "Odd & <i>."))
    assert "2 not looked at yet" in words(parsed(client.get("/admin")).main)
    page = client.get("/admin/feedback")
    cards = parsed(page).select("article")
    assert [words(card.h2) for card in cards] == ["An answer that is kept no more", ODD]
    assert "Something is missing" in words(cards[1])
    assert "Odd & <i>." in words(cards[1])
    assert "The time it takes to see a child." in words(cards[1])
    assert "ada@" not in page.text
    for card in cards:
        field = card.select_one("input[name=answer]")
        assert field is not None
        done = client.post("/admin/feedback/looked-at", data={"answer": str(field["value"])})
        assert done.status_code == 200
    assert "There is nothing that nobody has looked at." in client.get("/admin/feedback").text
    every = parsed(client.get("/admin/feedback?all=1"))
    assert len(every.select("article")) == 2
    assert not every.select("article form")
    assert "not looked at" not in words(parsed(client.get("/admin")).main)
    assert client.post("/admin/feedback/looked-at", data={"answer": "none"}).status_code == 404
    assert client.post("/admin/feedback/looked-at").status_code == 404


@pytest.mark.parametrize("path", ["/admin/feedback/cases.jsonl", "/admin/questions/cases.jsonl"])
def test_both_can_be_saved_as_cases_of_the_evaluation(
    client: TestClient, site: Site, tmp_path: Path, path: str
) -> None:
    for number, question in enumerate((ODD, BROKEN, "A line\nand another?")):
        answer = keep(site, "no_evidence", f"a{number}", question)
        for asker in (ADA, "U2"):
            at = datetime.now(UTC)
            site.state.feedback.give(Feedback(answer.id, "wrong", asker, at, None, "Odd\n\ud800."))
        site.state.questions.keep("slack", answer)
    site.state.questions.keep("web", answer_of("declined", "a9", "A poem, please."))
    response = client.get(path)
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    assert response.headers["x-content-type-options"] == "nosniff"
    file = tmp_path / "cases.jsonl"
    file.write_bytes(response.content)
    cases = read_cases(file)
    assert {case.question for case in cases} == {ODD, MENDED, "A line\nand another?"}
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for line in response.text.splitlines():
        jsonschema.validate(json.loads(line), schema)
    assert "ada@" not in response.text
    assert "poem" not in response.text
    for page in ("/admin/questions", "/admin/feedback"):
        assert shown(BROKEN) in client.get(page).text


def test_only_the_questions_that_are_listed_are_saved(client: TestClient, site: Site) -> None:
    keep(site, "answered", "a1", "Answered?")
    keep(site, "no_evidence", "a2", "How many dragons?")
    page = parsed(client.get("/admin/questions?outcome=unanswered"))
    saved = page.select_one("a[download]")
    assert saved is not None
    [line] = client.get(str(saved["href"])).text.splitlines()
    assert json.loads(line)["question"] == "How many dragons?"


def test_the_days_are_told_as_a_picture_and_as_a_table(client: TestClient, site: Site) -> None:
    assert "Nothing was asked." in client.get("/admin").text
    keep(site, "answered", "a1")
    keep(site, "partial", "a2")
    keep(site, "failed", "a3")
    site.state.questions.keep("web", answer_of("declined", "a5", "A poem, please."))
    page = parsed(client.get("/admin"))
    assert "4 questions: 2 answered , 1 not answered , 1 not taken ." in words(page.main)
    [row] = page.select("tbody tr")
    assert [words(cell) for cell in row.select("td")] == ["2", "1", "1"]
    bars = {str(bar["class"][0]): float(str(bar["height"])) for bar in page.select("rect")}
    assert bars == {"answered": 60.0, "unanswered": 30.0, "declined": 30.0}


def test_nothing_is_there_yet(client: TestClient) -> None:
    assert "There are no such questions." in client.get("/admin/questions").text
    assert "There is nothing that nobody has looked at." in client.get("/admin/feedback").text
    assert client.get("/admin/feedback/cases.jsonl").text == ""
