"""Characters that no honest copy has."""

import pytest

from bot.answering.gate.characters import deceptive


@pytest.mark.parametrize(
    "text",
    [
        "Leaders’ “plans” – 12% of £5 … café, naïve, Siân, Ŵyn",
        "ﬁnd the oﬃcer",
        "soft\u00adhyphen, no-break\u00a0space, line\ufffeend",
        "one\tline\r\nand the next",
        "the note² and ½ of it",
        "a bullet \u0336 drawn as a stroke, or \uf06e another",
        "Sia\u0302n",
    ],
)
def test_typography_is_fine(text: str) -> None:
    assert deceptive(text) is None


@pytest.mark.parametrize(
    "character",
    [
        "а",
        "ο",
        "Ａ",
        "１",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u2060",
        "𝐚",
        "ⅳ",
        "١",
        "ı",
        "\u0336",
        "\u202e",
    ],
)
def test_look_alikes_are_not(character: str) -> None:
    assert deceptive(f"pl{character}n") is not None
