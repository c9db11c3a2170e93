"""Forms of one word, and words that only look like it."""

import pytest

from bot.answering.gate.inflection import same_word


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("child", "children"),
        ("assessments", "assessment"),
        ("improved", "improve"),
        ("provides", "provided"),
        ("agencies", "agency"),
        ("identified", "identifies"),
        ("planned", "plan"),
        ("referred", "refer"),
        ("visited", "visit"),
        ("knew", "know"),
        ("council", "council's"),
        ("meetings", "meeting"),
        ("was", "is"),
        ("were", "are"),
        ("have", "has"),
    ],
)
def test_a_form_of_the_word(claim: str, source: str) -> None:
    assert same_word(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("is", "was"),
        ("has", "had"),
        ("improving", "improved"),
        ("cared", "car"),
        ("hoped", "hop"),
        ("planed", "plan"),
        ("must", "musts"),
        ("assessor", "assess"),
        ("higher", "high"),
        ("unsafe", "safe"),
        ("found", "fund"),
        ("organ", "organise"),
        ("its", "it"),
        ("12s", "12"),
        ("less", "lesser"),
    ],
)
def test_another_word(claim: str, source: str) -> None:
    assert not same_word(claim, source)
