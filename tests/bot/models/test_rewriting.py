import pytest

from bot.answering.rewriting import in_full
from bot.models.asking import Limits, Model
from bot.models.rewriting import ModelRewriter
from tests.fakes.model_server import ModelServer

QUICK = Limits(timeout=20, stall=10, tries=2, pause=0.01, faults=100)
EARLIER = "What did inspectors find about care leavers in Aldermere?"


def rewriter(server: ModelServer, play: str) -> ModelRewriter:
    return ModelRewriter(Model(f"openai:{play}", server.url, QUICK))


def test_a_follow_up_is_written_out(server: ModelServer) -> None:
    written = in_full("Is that so everywhere?", EARLIER, rewriter(server, "good"))
    assert written is not None
    assert "care leavers in Aldermere" in written


def test_a_name_or_a_year_that_a_model_brings_in_is_not_taken_over(server: ModelServer) -> None:
    invents = rewriter(server, "invents")
    assert invents.rewrite("Is that so?", EARLIER) is not None
    assert in_full("Is that so?", EARLIER, invents) is None


@pytest.mark.parametrize("play", ["prose", "empty", "down", "half"])
def test_a_model_that_fails_leaves_the_question_to_the_rules(
    server: ModelServer, play: str
) -> None:
    assert rewriter(server, play).rewrite("Is that so?", EARLIER) is None
