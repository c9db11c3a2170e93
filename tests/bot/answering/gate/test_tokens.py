"""What is folded before words are compared, and what is not."""

import pytest

from bot.answering.gate.tokens import named_tokens_of, tokens_of


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("ﬁnd the oﬃcer", "find the officer"),
        ("assess-\nment", "assessment"),
        ("assess\u00adment", "assessment"),
        ("assess\ufffement", "assessment"),
        ("well-being", "well\u2011being"),
        ("two a\u00a0day", "2  a day"),
        ("twenty-three", "23"),
        ("a three-year plan", "a 3-year plan"),
        ("12 per cent", "12%"),
        ("£1.2 million", "£1.2m"),
        ("£1,200", "£1200"),
        ("they don’t", "they do not"),
        ("they cannot", "they can't"),
        ("it’s late", "it is late"),
        ("to improve?1", "to improve?"),
        ("the children2 there", "the children there"),
        ("parents & carers", "parents and carers"),
    ],
)
def test_is_read_the_same(written: str, same: str) -> None:
    assert tokens_of(written).words == tokens_of(same).words


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("12%", "12"),
        ("5/10", "5-10"),
        ("1.2 m", "1.2 million"),
        ("4.5", "45"),
        ("-5", "5"),
        ("short- and long-term", "shortand longterm"),
        ("Q2", "Q"),
        ("in May 12", "in May"),
    ],
)
def test_is_read_otherwise(written: str, other: str) -> None:
    assert tokens_of(written).words != tokens_of(other).words


def test_places_are_those_of_the_text() -> None:
    text = "Leaders’ well-\nbeing plan, 12 per cent."
    written = [text[token.start : token.end] for token in tokens_of(text).items]
    assert written == ["Leaders", "well-\nbeing", "plan", "12", "per cent"]


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("the IRO", "the independent reviewing officer"),
        ("IROs", "independent reviewing officers"),
        ("children in care", "looked after children"),
        ("an EHCP", "an education, health and care plan"),
    ],
)
def test_one_thing_by_two_names(name: str, same: str) -> None:
    assert named_tokens_of(name).words == named_tokens_of(same).words


def test_near_names_are_not_one() -> None:
    assert named_tokens_of("care leavers").words != named_tokens_of("children in care").words
    assert named_tokens_of("delay").words != named_tokens_of("pace").words
    assert named_tokens_of("a pa").words != named_tokens_of("a personal adviser").words
