import json
from pathlib import Path

import pytest

from bot.answering.extractive import ExtractiveAnswerer
from bot.models.judging import tried
from bot.models.parts import Parts, judging, writing
from bot.settings import Settings
from tests.bot.running import Scrutineer
from tests.fakes.model_server import ModelServer

HOME = Path("home")


def test_without_models_there_are_the_rules_alone() -> None:
    parts = Parts(Settings(home=HOME))
    rules = ExtractiveAnswerer()
    assert parts.answerer(rules) is rules
    assert parts.rewriter() is None
    assert parts.judge() is None


def test_a_judge_of_the_same_provider_is_at_the_same_address(server: ModelServer) -> None:
    both = Settings(
        home=HOME, model="openai:good", judge="openai:agrees", model_base_url=server.url
    )
    alone = Settings(home=HOME, judge="openai:good", model_base_url=server.url)
    assert Parts(both).judge() is not None
    for settings in (both.model_copy(update={"judge": "openai:says_no"}), alone):
        judge = judging(settings)
        assert judge is not None
        tried(judge)
    assert [request["model"] for request in server.requests] == ["says_no", "good"]


def test_a_judge_of_another_provider_is_not(server: ModelServer) -> None:
    settings = Settings(
        home=HOME, model="openai:good", judge="anthropic:good", model_base_url=server.url
    )
    judge = judging(settings)
    assert judge is not None
    assert judge._base_url is None


def test_the_settings_bound_what_a_model_may_take() -> None:
    model = writing(
        Settings(
            home=HOME,
            model="openai:good",
            model_timeout=7,
            model_stall=3,
            model_tries=2,
        )
    )
    assert model is not None
    assert (model._limits.timeout, model._limits.stall, model._limits.tries) == (7, 3, 2)


@pytest.fixture
def asked(sample: Scrutineer, server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> Scrutineer:
    monkeypatch.setenv("SCRUTINEER_MODEL", "openai:good")
    monkeypatch.setenv("SCRUTINEER_MODEL_BASE_URL", server.url)
    return sample


QUESTION = "What did inspectors find about care leavers?"


def test_the_program_answers_with_the_model_that_is_set(asked: Scrutineer) -> None:
    answer = json.loads(asked.run("ask", QUESTION, "--json").stdout)
    assert answer["outcome"] == "answered"
    assert (answer["answerer"], answer["prompt"]) == ("openai:good", "answer@1")
    assert all(claim["citations"] for claim in answer["claims"])


def test_the_program_answers_when_the_model_is_down(
    asked: Scrutineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_rules = asked.run("ask", QUESTION, "--json")
    monkeypatch.setenv("SCRUTINEER_MODEL", "openai:limited")
    result = asked.run("ask", QUESTION, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == by_rules.exit_code == 0
    assert answer["answerer"] == "extractive"
    assert any("no more questions for the moment" in caveat for caveat in answer["caveats"])
    assert "Traceback" not in result.stderr
