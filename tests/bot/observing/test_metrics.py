"""The values of labels are those that there are elsewhere in the program."""

from typing import get_args

from bot.answering.answers import Outcome
from bot.guards.screening import Kind
from bot.models.faults import FAILURES
from bot.observing.metrics import MODELS, QUESTIONS, REFUSALS


def test_questions_are_told_apart_by_every_outcome() -> None:
    assert QUESTIONS.labels[0].values == get_args(Outcome)


def test_refusals_are_told_apart_by_every_kind() -> None:
    assert REFUSALS.labels[0].values == get_args(Kind)


def test_models_are_told_apart_by_every_failure() -> None:
    assert MODELS.labels[1].values == ("ok", *FAILURES, "resting", "failed")
