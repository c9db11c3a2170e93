from typing import get_args

import pytest

from bot.slack.blocks.wording import counted, words
from corpus.documents import Basis
from corpus.registers.judgements import Area, Grade
from corpus.registers.recommendations import RecommendationKind
from prompts import PromptNotFoundError


@pytest.mark.parametrize(
    "name",
    [
        *(f"area_{area}" for area in get_args(Area)),
        *(f"grade_{grade}" for grade in get_args(Grade)),
        *(f"list_{kind}" for kind in get_args(RecommendationKind)),
    ],
)
def test_everything_that_a_register_holds_has_a_name(name: str) -> None:
    assert words(name)[0].isupper()


def test_every_way_in_which_a_date_is_known_but_stated_is_told() -> None:
    for basis in set(get_args(Basis)) - {"stated"}:
        assert words(f"dated_{basis}", dated="May 2020").startswith("May 2020 (")


def test_gaps_are_filled_with_what_is_given_as_it_is() -> None:
    assert words("asked", question="{x} %s") == "Asked: {x} %s"


def test_what_has_no_wording_is_a_fault() -> None:
    with pytest.raises(PromptNotFoundError):
        words("no_such_text")


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 files"), (1, "1 file"), (1_250, "1,250 files")]
)
def test_what_is_counted_is_told_in_words(number: int, told: str) -> None:
    assert counted(number, "file") == told
