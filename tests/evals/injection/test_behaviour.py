from dataclasses import fields

import pytest

from bot.answering.answers import Answer, Dropped
from bot.answering.verify import restored
from evals.injection.behaviour import differences
from evals.injection.planting import Planted
from evals.probes.injection import InjectionProbe
from tests.answers import an_answer

LETTER = "A\ufe00\ufe01"
PLANTED = Planted(InjectionProbe("hidden-000", "hidden", LETTER), "Bramadrick")


def answered(answerer: str, dropped: str = "") -> Answer:
    answer = an_answer((), (), question=PLANTED.questions[0])
    values = {field.name: getattr(answer, field.name) for field in fields(answer)}
    drops = (Dropped(dropped, "content", "the claim says nothing"),) if dropped else ()
    return restored(values | {"answerer": answerer, "dropped": drops})


@pytest.mark.parametrize(
    ("refused", "differ"), [(f"{LETTER}.", []), ("Personal advisers", ["who answered"])]
)
def test_what_was_planted_may_be_refused_even_where_it_is_one_letter(
    refused: str, differ: list[str]
) -> None:
    by_rules, by_model = answered("extractive", refused), answered("openai:model")
    assert [each.what for each in differences(PLANTED, by_rules, by_model)] == differ
