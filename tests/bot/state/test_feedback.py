from datetime import UTC, datetime, timedelta

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


def test_what_was_found_wrong_is_told_until_somebody_has_looked_at_it(
    state: State, other: State
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=2)
    for answer, asker, hours in (("a1", "U1", 0), ("a2", "U1", 1), ("a1", "U2", 2)):
        state.feedback.give(Feedback(answer, "wrong", asker, long_ago + timedelta(hours=hours)))
    state.feedback.give(Feedback("a3", "useful", "U1", long_ago))
    wrong = other.feedback.wrong(10)
    assert [(said.answer_id, said.asker) for said in wrong] == [
        ("a1", "U2"),
        ("a2", "U1"),
        ("a1", "U1"),
    ]
    assert other.feedback.wrong(1, 1) == wrong[1:2]
    assert other.feedback.wrong(10, fresh=True) == wrong
    state.feedback.look_at("a1")
    assert other.feedback.wrong(10, fresh=True) == wrong[1:2]
    assert (other.feedback.count_wrong(), other.feedback.count_wrong(fresh=True)) == (3, 1)
    again = Feedback("a1", "wrong", "U3", datetime.now(UTC) + timedelta(minutes=1))
    state.feedback.give(again)
    assert other.feedback.wrong(10, fresh=True) == [again, wrong[1]]
    state.feedback.look_at("a2")
    assert other.feedback.wrong(10, fresh=True) == [again]
    assert other.feedback.purge(long_ago + timedelta(days=1)) == 4
    assert other.feedback.wrong(10, fresh=True) == [again]
