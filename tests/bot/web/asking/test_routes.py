"""Asking on the pages: what is asked is answered, kept, and its visitor's alone."""

import logging
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from bot.app import open_app
from bot.settings import Settings, of_home
from bot.state.conversations import Turn
from bot.state.opening import open_state
from bot.web.application import application
from bot.web.site import Site
from prompts import section
from tests.bot.running import Scrutineer
from tests.bot.web.asking.asking import (
    ITEM,
    OF_A_CHILD,
    QUESTION,
    UNKNOWN,
    asked,
    events,
    hidden,
    parsed,
    words,
)
from tests.bot.web.serving import a_site
from tests.fakes.embedding import WordEmbedder

BASE = "http://127.0.0.1:8000"


def _turns(site: Site, conversation: str) -> list[Turn]:
    return site.state.conversations.turns(f"web:{conversation}")


def _name(url: object) -> str:
    return str(url).split("/conversations/")[1].split("#")[0]


def test_the_first_page_offers_what_can_be_asked_and_tells_what_is_held(
    client: TestClient, site: Site
) -> None:
    response = client.get("/")
    page = parsed(response)
    assert response.headers["cache-control"] == "no-store"
    offered = [str(button["value"]) for button in page.select("form.offers button")]
    assert QUESTION in offered
    held = len(site.app.documents())
    assert f"{held} documents about 2 authorities." in words(page.main)
    fields = hidden(page)
    other = hidden(parsed(client.get("/")))
    assert fields.keys() == other.keys() == {"conversation", "key"}
    assert not set(fields.values()) & set(other.values())


def test_a_question_leads_to_its_turn_with_sources_beside_it(client: TestClient) -> None:
    response = asked(client, QUESTION)
    assert [r.status_code for r in response.history] == [303]
    assert response.history[0].headers["location"].endswith("#turn-1")
    page = parsed(response)
    turn = page.select_one("#turn-1")
    assert turn is not None
    assert words(turn.h2) == QUESTION
    assert words(turn.select_one("[data-outcome=answered]")) == "Answered"
    assert any(ITEM in words(item) for item in turn.select(".answer li"))
    marks = [str(mark["href"]) for mark in turn.select("a.cite")]
    assert marks == ["#turn-1-source-1", "#turn-1-source-2", "#turn-1-source-3"]
    for mark in marks:
        source = turn.select_one(mark)
        assert source is not None
        assert source.a is not None
        assert str(source.a["href"]).startswith("/documents/")
        assert "page=1&start=" in str(source.a["href"])
        assert "page 1" in words(source.a)
    assert "Ofsted" in words(turn.select_one(".sources"))
    assert "The same is in" in words(turn.select_one(".sources"))


def test_an_answer_is_told_of_as_it_comes_and_kept(client: TestClient) -> None:
    told = events(asked(client, QUESTION, streamed=True))
    names = [name for name, _ in told]
    assert names[-1] == "answer"
    assert set(names[:-1]) <= {"status"}
    answer = told[-1][1]
    assert answer["turn"] == 1
    assert ITEM in answer["html"]
    page = client.get(answer["address"])
    for part in (".answer", ".sources"):
        alone = BeautifulSoup(answer["html"], "lxml").select_one(part)
        assert words(alone) == words(parsed(page).select_one(part))


def test_a_follow_up_follows_on_and_all_of_it_outlives_a_restart(
    client: TestClient, sample: Scrutineer, tmp_path: Path
) -> None:
    first = asked(client, QUESTION)
    second = asked(client, "And in 2019?", str(first.url))
    assert str(second.url).endswith("#turn-2")
    told = words(parsed(second).select_one("#turn-2 .answer"))
    assert "2019 – what must improve" in told
    assert "may have changed" in told
    app = open_app(of_home(sample.home))
    with open_state(tmp_path / "state.sqlite") as state:
        again = TestClient(application(Site(app, state)), base_url=BASE).get(str(second.url))
    app.close()
    page = parsed(again)
    assert [words(h2) for h2 in page.select(".turn h2")] == [QUESTION, "And in 2019?"]
    assert words(page.select_one("#turn-2 .answer")) == told


@pytest.mark.parametrize(
    ("question", "outcome", "told"),
    [
        ("Why was Aldermere inadequate in 2024?", "partial", "overall effectiveness was judged"),
        (UNKNOWN, "no_evidence", "No answer was found in the indexed documents."),
        ("What is the third one?", "needs_clarification", "What is meant?"),
    ],
)
def test_every_outcome_is_told_in_words(
    client: TestClient, question: str, outcome: str, told: str
) -> None:
    turn = parsed(asked(client, question)).select_one("#turn-1")
    assert turn is not None
    assert turn.select_one(f"[data-outcome={outcome}]") is not None
    assert told in words(turn.select_one(".answer"))


def test_an_answer_by_words_alone_says_so(sample: Scrutineer, tmp_path: Path) -> None:
    said = section("caveats", "no_dense")
    assert said.startswith("Only words were matched")
    with (
        a_site(sample.home, tmp_path, embedder="nobody:nothing") as site,
        TestClient(application(site), base_url=BASE) as client,
    ):
        for question in (QUESTION, UNKNOWN):
            response = asked(client, question)
            assert said in words(parsed(response).select_one("#turn-1 .answer"))
            # On whatever replica the page is opened again.
            again = client.get(str(response.url).partition("#")[0])
            assert said in words(parsed(again).select_one("#turn-1 .answer"))


def test_the_nearest_passages_are_no_sources(client: TestClient) -> None:
    page = parsed(asked(client, UNKNOWN))
    assert words(page.select_one(".sources h3")).startswith("The nearest passages")
    assert len(page.select(".quotes li")) == 3
    assert page.select_one("a.cite") is None
    assert page.select_one("textarea[readonly]") is None


@pytest.mark.parametrize("streamed", [False, True])
def test_nothing_is_kept_of_a_child_and_nothing_shown_again(
    client: TestClient,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    streamed: bool,
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = asked(client, OF_A_CHILD, streamed=streamed)
    assert response.status_code == 200
    assert "a person’s name with an age" in response.text.replace("\\u2019", "’")
    assert "Dunnock" not in response.text
    assert "Dunnock" not in str(response.url)
    if streamed:
        assert events(response)[-1][1]["question"] == ""
    else:
        assert response.history == []
        assert response.headers["cache-control"] == "no-store"
    logged = [r.getMessage() for r in caplog.records if not r.name.startswith("httpx")]
    assert "Dunnock" not in "".join(logged)
    for file in tmp_path.glob("state.sqlite*"):
        assert b"Dunnock" not in file.read_bytes()
    assert "Your conversations" not in client.get("/").text


def test_a_question_that_is_not_taken_leaves_its_conversation_as_it_was(
    client: TestClient, site: Site
) -> None:
    first = asked(client, QUESTION)
    second = asked(client, OF_A_CHILD, str(first.url))
    page = parsed(second)
    assert second.history == []
    assert words(page.select_one("#notice h2")) == "Your question was not taken"
    assert len(page.select(".turn")) == 1
    assert len(_turns(site, _name(first.url))) == 1


def test_a_form_that_is_sent_twice_asks_once(client: TestClient, site: Site) -> None:
    fields = {**hidden(parsed(client.get("/"))), "question": QUESTION}
    first, second = (client.post("/ask", data=fields) for _ in range(2))
    assert first.url == second.url
    assert len(_turns(site, fields["conversation"])) == 1
    # The same form with something else in it is another question.
    third = client.post("/ask", data={**fields, "question": "And in 2019?"})
    assert str(third.url).endswith("#turn-2")


def test_a_conversation_is_its_visitors_alone(client: TestClient, site: Site) -> None:
    name = _name(asked(client, QUESTION).url)
    [turn] = _turns(site, name)
    answer = site.state.answers.get(turn.answer_id)
    assert answer is not None
    theirs = "another-visitors-conversation"
    site.state.conversations.remember(f"web:{theirs}", turn.query, answer, "web:other")
    assert client.get(f"/conversations/{theirs}").status_code == 404
    for action in ("delete", "feedback"):
        given = {"answer": answer.id, "verdict": "wrong"}
        sent = client.post(f"/conversations/{theirs}/{action}", data=given)
        assert sent.status_code == 404
    sent = client.post("/ask", data={"question": QUESTION, "conversation": theirs})
    assert sent.status_code == 404
    assert len(_turns(site, theirs)) == 1
    assert theirs not in client.get("/").text
    assert site.state.feedback.of(answer.id) == []


def test_a_conversation_is_offered_again_until_it_is_deleted(
    client: TestClient, site: Site
) -> None:
    response = asked(client, QUESTION)
    name = _name(response.url)
    [turn] = _turns(site, name)
    assert words(parsed(client.get("/")).select_one(".recent a")) == QUESTION
    deleted = client.post(f"/conversations/{name}/delete")
    assert "has been deleted" in deleted.text
    assert _turns(site, name) == []
    assert site.state.answers.get(turn.answer_id) is None
    assert client.get(f"/conversations/{name}").status_code == 404
    assert parsed(client.get("/")).select_one(".recent") is None


def test_limits_are_held_and_shown_and_can_be_corrected(client: TestClient) -> None:
    response = asked(client, "What must improve?", authority="thornbeck", as_of="2023-01-01")
    page = parsed(response)
    assert "Thornbeck" in words(page.select_one("#turn-1 .answer h3"))
    chosen = page.select("#turn-1 input[name=authority][checked]")
    assert [str(box["value"]) for box in chosen] == ["Thornbeck"]
    as_of = page.select_one("#turn-1-as-of")
    assert as_of is not None
    assert as_of["value"] == "2023-01-01"
    # The box to go on in keeps them.
    assert [str(b["value"]) for b in page.select("#ask input[checked]")] == ["Thornbeck"]
    again = {**hidden(page, "#turn-1 form"), "again": "1", "question": "What must improve?"}
    corrected = client.post("/ask", data={**again, "authority": "Aldermere"})
    assert "Aldermere" in words(parsed(corrected).select_one("#turn-2 .answer h3"))


def test_a_turn_that_is_asked_again_follows_on_from_what_came_before_it(
    client: TestClient,
) -> None:
    first = asked(client, "What must improve in Thornbeck?")
    second = asked(client, "How was Aldermere graded in 2024?", str(first.url))
    fields = hidden(parsed(second)) | {"question": "And in 2022?", "again": "2"}
    again = parsed(client.post("/ask", data=fields))
    assert "Thornbeck" in words(again.select_one("#turn-3 .answer h3"))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"authority": "Nowhere"}, "No authority is called “Nowhere”"),
        (
            {"from": "2024-05-01", "to": "2024-01-01"},
            "“Documents from” is later than “Documents to”",
        ),
        ({"as_of": "soon"}, "“As if today were” takes a day"),
    ],
)
def test_a_limit_that_means_nothing_is_told_and_the_question_put_back(
    client: TestClient, more: dict[str, Any], told: str
) -> None:
    response = asked(client, QUESTION, **more)
    page = parsed(response)
    assert response.status_code == 400
    assert told in words(page.select_one("#notice"))
    assert words(page.select_one("#question")) == QUESTION
    name, data = events(asked(client, QUESTION, streamed=True, **more))[-1]
    assert (name, data["question"]) == ("notice", QUESTION)


def test_nothing_typed_is_nothing_asked(client: TestClient) -> None:
    response = asked(client, "  ")
    assert response.status_code == 400
    assert "The question is empty." in response.text


def test_what_people_write_is_text(client: TestClient) -> None:
    marked = "What must improve in <b title=x>Aldermere</b>?"
    response = asked(client, marked)
    assert words(parsed(response).select_one("#turn-1 h2")) == marked
    assert "<b title" not in response.text
    told = events(asked(client, marked, streamed=True))
    assert "&lt;b title=x&gt;" in told[-1][1]["html"]
    assert "<b title" not in told[-1][1]["html"]


def test_what_documents_write_is_text(tmp_path: Path) -> None:
    marked = "Care leavers <script>alert(1)</script> are <img src=x onerror=alert(2)> supported."
    (tmp_path / "letter.txt").write_text(
        f"Inspection of Aldermere children’s services\n\nInspection dates: 4 to 15 March 2024\n\n"
        f"Findings\n\n1. {marked}\n",
        "utf-8",
    )
    app = open_app(of_home(tmp_path / "home"), WordEmbedder())
    app.index([tmp_path / "letter.txt"])
    with open_state(tmp_path / "state.sqlite") as state:
        client = TestClient(application(Site(app, state)), base_url=BASE)
        response = asked(client, "What do inspectors say about care leavers?")
        told = events(asked(client, "How are care leavers supported?", streamed=True))
    app.close()
    page = parsed(response)
    assert marked in words(page.select_one("#turn-1 .answer"))
    assert marked in words(page.select_one("#turn-1 .sources"))
    assert [script.get("src") is not None for script in page.select("script")] == [True]
    for html in (response.text, told[-1][1]["html"]):
        assert "onerror" in html
        assert "<img" not in html
        assert "<script>" not in html


def test_what_is_said_of_an_answer_is_kept_shown_and_changed(
    client: TestClient, site: Site
) -> None:
    response = asked(client, QUESTION)
    page = parsed(response)
    address = f"/conversations/{_name(response.url)}/feedback"
    fields = hidden(page, "#turn-1-feedback form")
    useful = client.post(address, data={**fields, "verdict": "useful"})
    assert str(useful.url).endswith("#turn-1-feedback")
    assert "You said: useful" in words(parsed(useful).select_one("#turn-1-feedback"))
    wrong = {**fields, "verdict": "wrong", "reason": "out_of_date", "note": "There is a newer one"}
    told = words(parsed(client.post(address, data=wrong)).select_one("#turn-1-feedback"))
    assert "something is wrong (out of date). “There is a newer one”" in told
    [said] = site.state.feedback.of(fields["answer"])
    assert (said.verdict, said.reason, said.asker) == ("wrong", "out_of_date", "web:local")
    assert client.post(address, data={**wrong, "answer": "a0"}).status_code == 404


def test_a_note_about_a_child_is_not_kept(client: TestClient, tmp_path: Path) -> None:
    response = asked(client, QUESTION)
    fields = hidden(parsed(response), "#turn-1-feedback form")
    noted = {**fields, "verdict": "wrong", "reason": "other", "note": "Wren Dunnock, aged 9, says"}
    told = client.post(f"/conversations/{_name(response.url)}/feedback", data=noted)
    assert "Your note was not kept" in told.text
    assert "Dunnock" not in told.text
    for file in tmp_path.glob("state.sqlite*"):
        assert b"Dunnock" not in file.read_bytes()


def test_what_was_said_of_an_answer_keeps_it_when_its_conversation_goes(
    client: TestClient, site: Site
) -> None:
    response = asked(client, QUESTION)
    fields = hidden(parsed(response), "#turn-1-feedback form")
    address = f"/conversations/{_name(response.url)}"
    client.post(f"{address}/feedback", data={**fields, "verdict": "useful"})
    client.post(f"{address}/delete")
    assert site.state.answers.get(fields["answer"]) is not None


def test_an_empty_index_says_how_it_is_filled(tmp_path: Path) -> None:
    app = open_app(of_home(tmp_path / "nothing"))
    with open_state(tmp_path / "state.sqlite") as state:
        client = TestClient(application(Site(app, state)), base_url=BASE)
        page = parsed(client.get("/"))
        assert "scrutineer index FOLDER" in words(page.main)
        assert page.select_one("#ask") is None
        sent = client.post("/ask", data={"question": QUESTION})
    app.close()
    assert sent.status_code == 503
    assert "Nothing is indexed yet" in sent.text


def test_nobody_asks_more_often_than_is_set(sample: Scrutineer, tmp_path: Path) -> None:
    app = open_app(Settings(home=sample.home, web_user_limit=1))
    with open_state(tmp_path / "state.sqlite") as state:
        client = TestClient(application(Site(app, state)), base_url=BASE)
        codes = [asked(client, QUESTION, streamed=s).status_code for s in (True, True, False)]
    app.close()
    assert codes == [200, 429, 429]


def test_the_address_that_forms_are_sent_to_leads_home(client: TestClient) -> None:
    response = client.get("/ask", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")
