import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from traceback import format_exception

import pytest

from bot.models.asking import Limits, Model
from bot.models.faults import Failure, ModelFailedError
from bot.models.shapes import Claims
from tests.fakes.model_server import ModelServer, playing

EVIDENCE = (
    '<evidence label="E1">\ndocument: A letter\n\n'
    "The designated officer answers most calls within a day. Employers value the advice.\n"
    "</evidence>\n\n<question>How fast does the designated officer answer calls?</question>"
)
QUICK = Limits(timeout=20, stall=10, tries=3, pause=0.01)
HASTY = Limits(timeout=0.6, stall=0.2, tries=2, pause=0.01)

Named = Callable[[str, Limits], Model]


@pytest.fixture(params=["openai", "anthropic"])
def model(request: pytest.FixtureRequest, server: ModelServer) -> Named:
    """A model of either protocol, by the name of its play."""

    def named(play: str, limits: Limits) -> Model:
        url = server.url if request.param == "openai" else server.address
        return Model(f"{request.param}:{play}", url, limits)

    return named


def ask(model: Model) -> Claims:
    return model.ask("Choose sentences.", EVIDENCE, Claims)


def failure(model: Model) -> Failure:
    with pytest.raises(ModelFailedError) as failed:
        ask(model)
    return failed.value.kind


@pytest.mark.parametrize(
    "play", ["good", "fenced", "no_forms", "no_forms_500", "limited_once", "down_once"]
)
def test_an_answer_comes_in_whatever_way_it_comes(model: Named, play: str) -> None:
    (claim, *_) = ask(model(play, QUICK)).claims
    assert claim.text == "The designated officer answers most calls within a day."
    assert claim.citations[0].label == "E1"


@pytest.mark.parametrize(
    ("play", "kind", "tries"),
    [
        ("prose", "malformed", 2),
        ("half", "malformed", 2),
        ("empty", "empty", 2),
        ("breaks", "down", 3),
        ("down", "down", 3),
        ("limited", "limited", 1),
        ("unpaid", "unpaid", 1),
        ("unpaid_402", "unpaid", 1),
        ("nobody", "refused", 0),
    ],
)
def test_each_failure_is_told_apart_and_tried_again_where_it_may_pass(
    model: Named, server: ModelServer, play: str, kind: Failure, tries: int
) -> None:
    assert failure(model(play, QUICK)) == kind
    assert len(server.requests) == tries


@pytest.mark.parametrize("play", ["slow", "stalls"])
def test_a_model_that_does_not_come_to_an_end_is_given_up(model: Named, play: str) -> None:
    slow = model(play, HASTY)
    slow._connected()  # what is imported for the first time is not the model's fault
    assert failure(slow) == "slow"


def test_a_server_that_is_not_there_is_down(server: ModelServer) -> None:
    with playing() as gone:
        url = gone.url
    assert failure(Model("openai:good", url, QUICK)) == "down"
    assert server.requests == []


def test_a_wrong_key_is_refused_and_never_shown(
    model: Named, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, "wrong")
    assert failure(model("good", QUICK)) == "refused"
    assert "wrong" not in caplog.text


@pytest.mark.parametrize("play", ["good", "prose", "down", "breaks"])
def test_no_log_holds_question_evidence_or_key(
    model: Named, caplog: pytest.LogCaptureFixture, play: str
) -> None:
    caplog.set_level(logging.DEBUG)
    told = ""
    try:
        ask(model(play, QUICK))
    except ModelFailedError as failed:
        told = "".join(format_exception(failed))
    assert ("gave nothing to use" in caplog.text) == (play != "good")
    for secret in ("designated officer", "nobody-may-see"):
        assert secret not in caplog.text
        assert secret not in told


def test_nothing_is_sent_to_a_tracing_service(
    model: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "x")
    monkeypatch.setattr(
        "langchain_core.tracers.langchain.LangChainTracer.__init__",
        lambda *_, **__: calls.append("a tracer was made"),
    )
    ask(model("good", QUICK))
    assert calls == []


def test_a_model_that_keeps_failing_is_left_alone_for_a_while(
    model: Named, server: ModelServer
) -> None:
    resting = model("down", replace(QUICK, tries=1, faults=2, rest=60))
    assert [failure(resting) for _ in range(4)] == ["down"] * 4
    assert len(server.requests) == 2


def test_after_its_rest_a_model_is_tried_once_more() -> None:
    with playing("down") as server:
        model = Model("openai:play", server.url, replace(QUICK, tries=1, faults=1, rest=0))
        assert failure(model) == "down"
        assert failure(model) == "down"
        server.play = "good"
        assert ask(model).answers
        server.play = "down"
        assert failure(model) == "down"
        assert len(server.requests) == 4


def test_nonsense_does_not_count_as_being_down(model: Named, server: ModelServer) -> None:
    talker = model("prose", replace(QUICK, faults=1))
    assert [failure(talker) for _ in range(3)] == ["malformed"] * 3
    assert len(server.requests) == 6


def test_threads_ask_side_by_side(server: ModelServer) -> None:
    model = Model("openai:slow", server.url, replace(HASTY, tries=1, faults=100))
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(failure, model) for _ in range(4)]
        assert {one.result() for one in asked} == {"slow"}
    # All had reached the server within the one timeout of the others.
    assert len(server.requests) == 4


def test_who_is_hurried_asks_once(model: Named, server: ModelServer) -> None:
    with pytest.raises(ModelFailedError):
        model("down", QUICK).ask("", EVIDENCE, Claims, hurried=True)
    assert len(server.requests) == 1


def test_the_temperature_is_sent_only_when_it_is_set(server: ModelServer) -> None:
    ask(Model("openai:good", server.url, QUICK))
    ask(Model("openai:good", server.url, QUICK, 0.0))
    assert [request.get("temperature") for request in server.requests] == [None, 0.0]
