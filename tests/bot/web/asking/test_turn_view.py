"""Turns as their visitor may see them, and what has become of their documents."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.answering.answers import SEAL
from bot.state.conversations import Turn
from bot.web.asking.answer_view import Block
from bot.web.asking.limits import ANYTHING
from bot.web.asking.turn_view import HIDDEN, LOST, Standing, answer_view, turn_view
from tests.answers import an_answer

HERE = Standing(frozenset({"d1"}), frozenset())
BASE = "https://ask.aldermere.example"


def test_what_became_of_its_documents_is_said_beside_an_answer() -> None:
    answer = an_answer()
    assert answer_view(answer, HERE, None, BASE).since == ()
    [gone] = answer_view(answer, Standing(frozenset(), frozenset()), None, BASE).since
    assert gone.startswith("“Inspection of Aldermere children’s services” is no longer in the")
    later = Standing(frozenset({"d1"}), frozenset({"d1"}))
    [replaced] = answer_view(answer, later, None, BASE).since
    assert "a later one replaces it" in replaced
    # What the answer says itself is not said again.
    said = an_answer(caveats=["“Inspection of Aldermere children’s services” is older."])
    assert answer_view(said, later, None, BASE).since == ()


def _turn(question: str = "How do carers feel?") -> Turn:
    return Turn("web:c", "web:local", datetime(2026, 3, 4, tzinfo=UTC), question, "a1", None)


def test_an_answer_that_is_no_longer_kept_is_said_to_be() -> None:
    view = turn_view(1, _turn(), None, HERE, None, BASE)
    assert (view.answer, view.absent, view.kept) == (None, LOST, ANYTHING)


def test_an_answer_that_may_not_be_shown_is_not() -> None:
    view = turn_view(1, _turn(), an_answer(), HERE, None, BASE, hidden=True)
    assert (view.answer, view.absent) == (None, HIDDEN)


def test_an_answer_in_words_alone_has_no_claims_to_copy() -> None:
    answer = replace(an_answer((), ()), outcome="needs_clarification", text="Which?", seal=SEAL)
    shown = answer_view(answer, HERE, None, BASE)
    assert shown.instead == (Block("paragraph", ("Which?",)),)
    assert (shown.text, shown.markdown, shown.may_be_judged) == ("", "", False)
