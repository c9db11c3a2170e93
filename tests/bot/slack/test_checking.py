"""“Check against the reports” on a message: claim by claim, for the one who asked alone."""

from pathlib import Path

from retrieval.ports import Embedder
from tests.bot.running import Scrutineer
from tests.bot.slack.desk import Desk, at_work
from tests.bot.slack.test_scenarios import seen
from tests.bot.slack.test_sights import rules
from tests.slack_emulator.emulator import Said, SlackEmulator
from tests.slack_emulator.records import Message
from tests.slack_emulator.workspace import User

MESSAGE = (
    "Aldermere was graded outstanding overall in 2024.\n"
    "• Aldermere was graded good overall in 2015.\nIs that right?"
)


def checked(desk: Desk, user: User, said: Said) -> Message:
    before = len(desk.slack.ephemerals(user))
    desk.slack.shortcut(user, said, "check_message")
    return desk.slack.wait_for(lambda: desk.slack.ephemerals(user)[before:], 30)[0]


def test_a_message_is_checked_claim_by_claim_for_who_asked(desk: Desk) -> None:
    people = desk.slack.people
    said = desk.slack.say(people.ben, people.inspections, MESSAGE)
    told = checked(desk, people.carys, said)
    assert "of 2 claims" in told.text
    assert "Not checked" in told.text
    assert "searched" in told.text
    assert not desk.slack.from_app(people.inspections)
    desk.slack.press(people.carys, told, "show_passage:1")
    window = desk.slack.wait_for(lambda: desk.slack.modal(people.carys), 10)
    assert window.content["callback_id"] == "passage"


def test_a_message_about_a_child_is_neither_checked_nor_kept(desk: Desk) -> None:
    people = desk.slack.people
    text = "Tobias Wrenfield, born 4 May 2016, was graded good."
    told = checked(desk, people.carys, desk.slack.say(people.ben, people.inspections, text))
    assert "Wrenfield" not in seen(told)
    assert "kept" in told.text


def test_a_long_message_is_checked_and_an_empty_one_is_told_so(desk: Desk) -> None:
    people = desk.slack.people
    long = " ".join(["The weather was fine on every day of that week."] * 40)
    told = checked(desk, people.carys, desk.slack.say(people.ben, people.inspections, long))
    assert "claims" in told.text
    told = checked(desk, people.carys, desk.slack.say(people.ben, people.inspections, ":wave:"))
    assert "borne out" not in told.text or "0 of" in told.text


def test_a_check_sees_what_its_channel_sees(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, embedder: Embedder
) -> None:
    people, state = emulator.people, tmp_path / "state.sqlite"
    text = "Thornbeck was graded outstanding overall in 2022."
    with at_work(emulator, sample.home, state, "http", embedder, **rules(emulator)) as desk:
        there, here = (
            checked(desk, people.dilys, emulator.say(people.dilys, channel, text))
            for channel in (people.leaders, people.inspections)
        )
        assert "something else" in there.text
        assert "2022:" in there.text or "2022, page" in there.text
        assert "Not found" in here.text or "page" not in here.text
        emulator.press(people.dilys, there, "show_passage:1")
        emulator.wait_for(lambda: emulator.modal(people.dilys), 10)
