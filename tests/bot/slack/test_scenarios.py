"""From what a person does in Slack to what the person sees there, by Socket Mode and by HTTP."""

import json
import re
from functools import partial

from bot.state.questions import Sought
from tests.bot.slack.desk import Desk
from tests.slack_emulator.records import Message
from tests.slack_emulator.workspace import User

MUST_IMPROVE = "What must Aldermere improve now?"


def seen(message: Message) -> str:
    """All the words of a message, as its blocks have them."""
    return json.dumps(message.blocks, ensure_ascii=False)


def answer_id(message: Message) -> str:
    """The id of the answer that a message shows."""
    found = re.search(r"useful:(\w+)", seen(message))
    assert found is not None
    return found[1]


def test_a_mention_is_answered_in_its_thread_with_sources(desk: Desk) -> None:
    people = desk.slack.people
    said = desk.slack.say(people.amira, people.inspections, f"{people.bot.mention} {MUST_IMPROVE}")
    answer = desk.slack.wait_for(lambda: desk.slack.replies(said), 30)[0]
    assert answer.thread_ts == said.ts
    assert "[1]" in seen(answer)
    assert "Sources" in seen(answer)
    assert "Aldermere" in answer.text
    statuses = [status.text for status in desk.slack.statuses]
    assert any("Aldermere" in text for text in statuses)


def test_a_mention_that_is_told_twice_is_answered_once(desk: Desk) -> None:
    people = desk.slack.people
    said = desk.slack.say(people.amira, people.inspections, f"{people.bot.mention} {MUST_IMPROVE}")
    desk.slack.wait_for(lambda: desk.slack.replies(said), 30)
    for delivery in said.deliveries:
        desk.slack.deliver_again(delivery).wait(10)
    desk.ask("Who inspected Aldermere?")
    assert len(desk.slack.replies(said)) == 1
    counted = desk.state.questions.newest(Sought(), 10)
    assert [each.question for each in counted] == ["Who inspected Aldermere?", MUST_IMPROVE]


def test_a_follow_up_in_the_thread_needs_no_mention(desk: Desk) -> None:
    people = desk.slack.people
    first = desk.ask("How was Aldermere graded for leaders?")
    thread = first.thread_ts
    desk.slack.say(people.amira, people.inspections, "And what about Thornbeck?", thread)
    answers = desk.slack.wait_for(
        lambda: (every := list(desk.slack.from_app(people.inspections)))[1:] and every, 30
    )
    assert answers[1].thread_ts == thread
    assert "Thornbeck" in seen(answers[1])


def test_people_can_talk_among_themselves_in_the_thread(desk: Desk) -> None:
    people = desk.slack.people
    first = desk.ask(MUST_IMPROVE)
    for words in ("Thanks, that helps.", f"{people.ben.mention} what do you think?"):
        desk.slack.say(people.amira, people.inspections, words, first.thread_ts)
    desk.slack.say(people.amira, people.practice, "What must Aldermere improve?")
    desk.ask("Who inspected Aldermere?")
    assert len(desk.slack.from_app()) == 2


def test_a_direct_message_is_answered(desk: Desk) -> None:
    said = desk.slack.tell(desk.slack.people.ben, MUST_IMPROVE)
    answer = desk.slack.wait_for(lambda: desk.slack.replies(said), 30)[0]
    assert "[1]" in seen(answer)


def test_a_private_answer_can_be_shared(desk: Desk) -> None:
    people = desk.slack.people
    desk.slack.command(people.ben, people.inspections, "/ask", MUST_IMPROVE)
    private = desk.slack.wait_for(
        lambda: [m for m in desk.slack.ephemerals(people.ben) if "[1]" in seen(m)], 30
    )[0]
    assert not desk.slack.from_app(people.inspections)
    desk.slack.press(people.ben, private, "share")
    shared = desk.slack.wait_for(lambda: desk.slack.from_app(people.inspections), 30)[0]
    assert "[1]" in seen(shared)
    assert people.ben.id in seen(shared)


def test_a_source_shows_its_passage_in_its_context(desk: Desk) -> None:
    people = desk.slack.people
    answer = desk.ask(MUST_IMPROVE)
    desk.slack.press(people.amira, answer, "show_passage:1")
    window = desk.slack.wait_for(lambda: desk.slack.modal(people.amira), 10)
    assert window.content["callback_id"] == "passage"


def test_a_suggestion_is_asked_in_the_thread(desk: Desk) -> None:
    people = desk.slack.people
    answer = desk.ask("How was Aldermere graded?")
    desk.slack.press(people.ben, answer, "suggest:1")
    replies = desk.slack.wait_for(lambda: desk.slack.from_app(people.inspections)[1:], 30)
    assert replies[0].thread_ts == answer.thread_ts


def test_feedback_is_kept_and_the_person_sees_it(desk: Desk) -> None:
    people = desk.slack.people
    answer = desk.ask(MUST_IMPROVE)
    desk.slack.press(people.amira, answer, "feedback", value=f"wrong:{answer_id(answer)}")
    window = desk.slack.wait_for(lambda: desk.slack.modal(people.amira), 10)
    desk.slack.submit(window, {"reason": "out_of_date", "note": "There is a newer letter."})
    desk.slack.wait_for(lambda: desk.slack.ephemerals(people.amira), 10)
    [given] = desk.state.feedback.every()
    assert (given.verdict, given.reason) == ("wrong", "out_of_date")
    assert given.note == "There is a newer letter."


def test_the_home_shows_what_is_indexed_and_what_was_asked(desk: Desk) -> None:
    people = desk.slack.people
    desk.ask(MUST_IMPROVE)
    desk.slack.open_home(people.amira)
    home = desk.slack.wait_for(lambda: desk.slack.home(people.amira), 10)
    assert MUST_IMPROVE in json.dumps(home.content)
    assert "Aldermere" in json.dumps(home.content)


def _told_after(desk: Desk, user: User, before: int, word: str) -> list[Message]:
    return [m for m in desk.slack.ephemerals(user)[before:] if word in seen(m)]


def test_the_registers_are_commands(desk: Desk) -> None:
    people = desk.slack.people
    for command in ("/recommendations", "/judgements"):
        before = len(desk.slack.ephemerals(people.carys))
        desk.slack.command(people.carys, people.inspections, command, "Aldermere")
        desk.slack.wait_for(partial(_told_after, desk, people.carys, before, "Aldermere"), 30)


def test_an_unknown_authority_is_told_with_those_that_are_known(desk: Desk) -> None:
    people = desk.slack.people
    desk.slack.command(people.carys, people.inspections, "/judgements", "Nowhereshire")
    told = desk.slack.wait_for(
        lambda: [m for m in desk.slack.ephemerals(people.carys) if "Nowhereshire" in m.text], 10
    )
    assert "Aldermere" in told[0].text


def test_an_empty_mention_is_told_how_to_ask(desk: Desk) -> None:
    assert "ask" in desk.ask("").text.lower()


def test_personal_data_is_declined_and_kept_nowhere(desk: Desk) -> None:
    answer = desk.ask("Is Tobias Wrenfield, born 4 May 2016, safe at home?")
    assert "nothing of it has been kept" in answer.text
    [counted] = desk.state.questions.newest(Sought(), 10)
    assert (counted.place, counted.outcome, counted.question) == ("slack", "declined", "")
    desk.bot.service.stop()
    files = [path for path in desk.app.settings.home.parent.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Wrenfield" in path.read_bytes()]


def test_a_question_without_an_answer_says_what_was_searched(desk: Desk) -> None:
    answer = desk.ask("How many electric buses does Aldermere own?")
    assert "[1]" not in answer.text.split("Sources")[0] or "nearest" in answer.text


def test_what_others_send_does_not_set_it_off(desk: Desk) -> None:
    people, slack = desk.slack.people, desk.slack
    mention = f"{people.bot.mention} {MUST_IMPROVE}"
    slack.say(people.other_bot, people.inspections, mention)
    said = slack.say(people.amira, people.inspections, "Nothing to ask")
    slack.change_message(said, mention)
    slack.delete_message(said)
    slack.join(people.ben, people.elsewhere)
    desk.ask("Who inspected Aldermere?")
    assert len(slack.from_app()) == 1
