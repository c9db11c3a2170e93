"""Reviews: decided once, by somebody else, and only for as long as the documents stand."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.state.errors import DecidedError, OwnAnswerError
from bot.state.opening import State
from bot.state.reviews import Request, Review
from tests.bot.state.jobs import an_answer


def test_an_answer_waits_and_is_approved_by_somebody_else(state: State, other: State) -> None:
    assert state.reviews.get("a1") is None
    review = state.reviews.ask("a1", "T1:U1", "C1:1")
    assert (review.state, review.requests) == ("waiting", (Request("T1:U1", "C1:1"),))
    with pytest.raises(OwnAnswerError):
        other.reviews.decide("a1", "approved", "T1:U1")
    decided = other.reviews.decide("a1", "approved", "T1:U9", "Right.")
    assert decided == Review(
        "a1", "approved", decided.at, review.requests, "T1:U9", "Right.", published="a1"
    )
    assert state.reviews.get("a1") == decided
    assert state.reviews.ask("a1", "T1:U2", "C1:2").state == "approved"


def test_whoever_asks_too_may_not_decide_either(state: State) -> None:
    state.reviews.ask("a1", "T1:U1", "C1:1")
    review = state.reviews.ask("a1", "T1:U2", "C1:2")
    assert review.requests == (Request("T1:U1", "C1:1"), Request("T1:U2", "C1:2"))
    assert state.reviews.ask("a1", "T1:U2", "C1:2") == review
    with pytest.raises(OwnAnswerError):
        state.reviews.decide("a1", "rejected", "T1:U2")


def test_what_was_decided_is_not_decided_again(state: State, other: State) -> None:
    state.reviews.ask("a1", "T1:U1", "C1:1")

    def decide(reviewer: int) -> bool:
        reviews = (state if reviewer % 2 else other).reviews
        try:
            reviews.decide("a1", "rejected", f"T1:R{reviewer}", "Out of date.")
        except DecidedError:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(decide, range(12))) == 1
    review = state.reviews.get("a1")
    assert review is not None
    assert (review.state, review.published) == ("rejected", None)
    with pytest.raises(DecidedError):
        state.reviews.decide("a2", "approved", "T1:U9")


def test_an_edited_answer_is_shown_in_place_of_the_first(state: State) -> None:
    state.reviews.ask("a1", "T1:U1", "C1:1")
    assert state.reviews.decide("a1", "approved", "T1:U9", published="a7").published == "a7"


def test_what_rests_on_a_superseded_document_lapses_and_waits_again(state: State) -> None:
    for identity, document in (("a1", "d1"), ("a2", "d2"), ("a3", "d3"), ("a7", "d1")):
        state.answers.keep(an_answer(identity, document=document))
        state.reviews.ask(identity, "T1:U1", "C1:1")
    state.reviews.decide("a1", "approved", "T1:U9")
    state.reviews.decide("a2", "approved", "T1:U9", published="a7")
    resting = [review.answer_id for review in state.reviews.resting_on(["d1"])]
    assert set(resting) == {"a1", "a2", "a7"}
    lapsed = state.reviews.lapse(resting)
    assert {review.answer_id for review in lapsed} == set(resting)
    assert {review.state for review in lapsed} == {"lapsed"}
    assert state.reviews.lapse(resting) == []
    untouched = state.reviews.get("a3")
    assert untouched is not None
    assert untouched.state == "waiting"
    with pytest.raises(DecidedError):
        state.reviews.decide("a1", "approved", "T1:U9")
    again = state.reviews.ask("a1", "T1:U1", "C1:1")
    assert (again.state, again.reviewer, again.published) == ("waiting", None, None)
    assert state.reviews.decide("a1", "approved", "T1:U9").state == "approved"


def test_who_asked_before_it_lapsed_is_not_waiting_for_it_again(state: State) -> None:
    state.answers.keep(an_answer("a1", document="d1"))
    state.reviews.ask("a1", "T1:U1", "C1:1")
    decided = state.reviews.decide("a1", "approved", "T1:U9")
    later = state.reviews.ask("a1", "T1:U2", "C1:2")
    assert [request.at <= decided.at for request in later.requests] == [True, False]
    assert [each.answer_id for each in state.reviews.resting_on(["d1"])] == ["a1"]
    assert state.reviews.resting_on(["d2"]) == []
    state.reviews.lapse(["a1"])
    assert state.reviews.resting_on(["d1"]) == []
    assert state.reviews.ask("a1", "T1:U3", "C1:3").requests == (Request("T1:U3", "C1:3"),)


def test_an_answer_is_shown_by_the_approval_of_what_it_was_made_of(state: State) -> None:
    for identity in ("a1", "a2", "a3"):
        state.reviews.ask(identity, "T1:U1", "C1:1")
    edited = state.reviews.decide("a1", "approved", "T1:U9", published="a7")
    as_it_was = state.reviews.decide("a2", "approved", "T1:U9")
    state.reviews.decide("a3", "rejected", "T1:U9")
    assert state.reviews.publishing("a7") == edited
    assert state.reviews.publishing("a2") == as_it_was
    assert state.reviews.publishing("a1") is state.reviews.publishing("a3") is None
