"""What is seen of the program at work: questions, refusals, models, Slack, index runs."""

import json
import logging
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.app import App, open_app
from bot.faults import MendableError
from bot.models.asking import Limits, Model
from bot.models.faults import ModelFailedError
from bot.models.shapes import Claims
from bot.settings import Settings, of_home
from bot.slack.delivery import Delivery
from bot.slack.refusals import TokenRefusedError
from corpus.sample import DOCUMENTS
from tests.bot.observing.watching import Watching, watching
from tests.bot.running import Scrutineer
from tests.bot.slack.desk import HURRIED
from tests.bot.slack.test_delivery import post
from tests.bot.web.asking.asking import OF_A_CHILD, QUESTION, UNKNOWN
from tests.fakes.model_server import playing
from tests.slack_emulator.emulator import slack
from tests.slack_emulator.faults import dropped, ratelimited, refused, server_error

STEPS = ("understand", "retrieve", "answer", "verify", "total")
HASTY = Limits(timeout=5, tries=1, faults=2, rest=60)


def asked(app: App, *questions: str) -> Watching:
    with watching() as seen:
        for question in questions:
            app.ask(question)
        seen.keep()
    return seen


def test_questions_are_counted_by_outcome_and_timed_by_step(sample: Scrutineer) -> None:
    with closing(open_app(of_home(sample.home))) as app:
        seen = asked(app, QUESTION, QUESTION, UNKNOWN, OF_A_CHILD)
    questions = "scrutineer_questions_total"
    assert seen.value(questions, outcome="answered") == 2
    assert seen.value(questions, outcome="no_evidence") == 1
    # What the guards did not take was not looked into.
    assert seen.value(questions, outcome="declined") == 0
    assert seen.value("scrutineer_refusals_total", kind="personal_data") == 1
    for step in STEPS:
        assert seen.value("scrutineer_answer_duration_seconds_count", step=step) == 3
    assert [span.name for span in seen.spans] == ["ask"] * 3
    facts = seen.spans[0].attributes
    assert facts is not None
    assert facts.keys() == {"answer", "outcome", *(f"{step}_ms" for step in STEPS[:-1])}


def test_what_the_gate_drops_is_counted_by_its_check(sample: Scrutineer) -> None:
    with playing() as server:
        settings = of_home(sample.home).model_copy(
            update={"model": "openai:invents", "model_base_url": server.url}
        )
        with closing(open_app(settings)) as app, watching() as seen:
            answer, _ = app.ask("What did inspectors say about care leavers in Aldermere?")
            seen.keep()
    checks = Counter(each.check for each in answer.dropped)
    assert checks
    for check, number in checks.items():
        assert seen.value("scrutineer_gate_drops_total", check=check) == number
    assert "model" in [span.name for span in seen.spans]


def test_a_question_that_fails_is_counted_as_such(tmp_path: Path) -> None:
    with closing(open_app(of_home(tmp_path))) as app, watching() as seen:
        with pytest.raises(MendableError):
            app.ask(QUESTION)
        assert seen.value("scrutineer_questions_total", outcome="failed") == 1


def test_no_word_of_a_question_is_in_logs_spans_or_labels(
    sample: Scrutineer, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(open_app(of_home(sample.home))) as app, caplog.at_level(logging.INFO, "bot"):
        seen = asked(app, QUESTION, OF_A_CHILD, "What is said of the weather tomorrow?")
    told = [
        *(span.to_json() for span in seen.spans),
        *(json.dumps(record.__dict__, default=str) for record in caplog.records),
        seen.text,
    ]
    for word in ("must improve", "Aldermere", "Wren", "Dunnock", "weather"):
        assert not [line for line in told if word in line], word


def test_questions_are_in_the_log_where_that_is_set_but_those_that_were_stopped(
    sample: Scrutineer, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(home=sample.home, log_questions=True)
    with closing(open_app(settings)) as app, caplog.at_level(logging.INFO, "bot"):
        asked(app, QUESTION, OF_A_CHILD)
    assert [record.__dict__.get("question") for record in caplog.records] == [QUESTION, None]
    assert "Wren" not in caplog.text


def test_models_are_timed_by_what_came_of_it_and_the_breaker_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a-key-that-nobody-may-see")
    with playing() as server, watching() as seen:
        good = Model("openai:good", server.url, HASTY)
        broken = Model("openai:down", server.url, HASTY)
        good.ask("Choose.", "<question>What?</question>", Claims)
        for _ in range(3):
            with pytest.raises(ModelFailedError):
                broken.ask("Choose.", "<question>What?</question>", Claims)
        count, is_open = "scrutineer_model_duration_seconds_count", "scrutineer_model_breaker_open"
        assert seen.value(count, model="openai:good", outcome="ok") == 1
        assert seen.value(count, model="openai:down", outcome="down") == 2
        assert seen.value(count, model="openai:down", outcome="resting") == 1
        assert seen.value(is_open, model="openai:good") == 0
        assert seen.value(is_open, model="openai:down") == 1


def test_what_slack_says_to_each_try_is_counted() -> None:
    with slack() as emulator, watching() as seen:
        client = WebClient(emulator.bot_token, emulator.api_url, timeout=5, retry_handlers=[])
        delivery = Delivery(client, HURRIED)
        people = emulator.people
        said = emulator.say(people.amira, people.inspections, "What was judged good?")
        for fault in (ratelimited(0), server_error(), dropped()):
            emulator.faults.script("chat.postMessage", fault)
        post(delivery, said)
        emulator.faults.script("chat.postMessage", refused("token_revoked"))
        with pytest.raises(TokenRefusedError):
            post(delivery, said, 1)
        calls = "scrutineer_slack_calls_total"
        for outcome in ("rate_limited", "server_error", "unreachable", "sent", "token_refused"):
            assert seen.value(calls, outcome=outcome) == 1, outcome
        assert said.ts not in seen.text


def test_index_runs_are_timed_and_a_span(tmp_path: Path) -> None:
    text = next(path for path in DOCUMENTS.iterdir() if path.suffix == ".txt")
    with closing(open_app(of_home(tmp_path))) as app, watching() as seen:
        app.index([text])
        assert seen.value("scrutineer_index_duration_seconds_count", outcome="ok") == 1
        with pytest.raises(MendableError):
            app.index([tmp_path / "nowhere"])
        assert seen.value("scrutineer_index_duration_seconds_count", outcome="failed") == 1
    assert [span.name for span in seen.spans] == ["index", "index"]
