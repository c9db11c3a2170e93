from datetime import timedelta

from bot.state.feedback import Feedback
from bot.state.opening import State
from tests.bot.state.jobs import NOW


def test_of_each_person_the_last_word_on_an_answer_is_kept(state: State, other: State) -> None:
    first = Feedback("a1", "useful", "T1:U1", NOW)
    theirs = Feedback("a1", "useful", "T1:U2", NOW + timedelta(minutes=1))
    last = Feedback(
        "a1", "wrong", "T1:U1", NOW + timedelta(minutes=2), "out_of_date", "Odd: \x00 \ud800"
    )
    another = Feedback("a2", "wrong", "T1:U1", NOW + timedelta(minutes=3))
    for feedback in (first, theirs, last, last, another):
        state.feedback.give(feedback)
    assert other.feedback.of("a1") == [theirs, last]
    assert other.feedback.of("a3") == []
    assert other.feedback.every() == [theirs, last, another]
    assert other.feedback.every(last.at) == [last, another]
    assert other.feedback.purge(last.at) == 1
    assert state.feedback.every() == [last, another]
