"""Tries in the emulated Slack: by people of no group, and by leaders where others read along."""

import json
from collections.abc import Callable, Iterator

from evals.access.questions import NAMES, OF_THE_HIDDEN
from evals.access.trying import Standing, Try
from evals.access.world import World
from tests.slack_emulator.deeds import Said
from tests.slack_emulator.records import Call, Message, View
from tests.slack_emulator.workspace import Channel, User

_ASKED, _DIRECT, _PRIVATE = OF_THE_HIDDEN[:24], OF_THE_HIDDEN[:12], OF_THE_HIDDEN[4:14]


def tries(full: World) -> Iterator[Try]:
    """All of them; ids of what leaders were told are taken from the world that has it."""
    for question in (*_ASKED, *NAMES):
        yield Try("Slack channel", question, _mentioning(question), question)
    for question in _ASKED[:6]:
        yield Try("Slack thread", question, _following(question), question)
    for question in (*_DIRECT, *NAMES[:2]):
        yield Try("Slack direct messages", question, _telling(question), question)
    for command, words in (
        *(("/ask", question) for question in _PRIVATE),
        *(
            (command, name)
            for command in ("/judgements", "/recommendations")
            for name in ("", "Aldermere", "Quellmarsh", "Aldermere, Quellmarsh", "Nowhere")
        ),
    ):
        yield Try("Slack commands", f"{command} {words}", _commanding(command, words), words)
    yield Try("Slack home", "opened", _home)
    yield Try("Slack home", "its register", _register_of_home)
    yield Try("Slack home", "prompts", _prompts)
    for text in ("Aldermere was judged inadequate in September 2025.", "93.7 per cent waited."):
        yield Try("Slack shortcuts", text, _checking(text), text)
    for words in ("", "Quellmarsh", "the Lantern Desk"):
        yield Try("Slack brief form", words, _forming(words), words)
    yield Try("Slack brief", "all areas", _briefing)
    for question in _ASKED[:3]:
        yield Try("Slack review", question, _reviewing(question), question)
    yield from _forged(full)


def _person(world: World, standing: Standing) -> User:
    """A leader may see in their own messages what others may not."""
    people = world.slack.people
    return people.carys if standing == "leader" else people.amira


def _channel(world: World, standing: Standing) -> Channel:
    people = world.slack.people
    return people.leaders if standing == "leader" else people.inspections


def _content(*shown: Message | View) -> bytes:
    told = [[one.text, one.blocks] if isinstance(one, Message) else one.content for one in shown]
    return json.dumps(told, ensure_ascii=False, default=str).encode("utf-8", "replace")


def _answer(world: World, user: User, channel: Channel, text: str, thread: str | None) -> Message:
    said = world.slack.say(user, channel, f"{world.slack.people.bot.mention} {text}", thread)
    return _replied(world, said)


def _replied(world: World, said: Said) -> Message:
    first: Message = world.wait(lambda: world.slack.replies(said))[0]
    _rest(world)
    return first


def _rest(world: World) -> None:
    """Wait until nothing is left to be answered."""
    world.slack.wait_quiet(120)
    world.wait(lambda: world.state.inbox.waiting() == 0)


def _mentioning(question: str) -> Callable[[World, Standing], bytes]:
    def do(world: World, standing: Standing) -> bytes:
        # A leader asks: what a channel may see is no more because of them.
        asker, channel = world.slack.people.carys, _channel(world, standing)
        first = _answer(world, asker, channel, question, None)
        return _content(first, *world.slack.replies(first)[1:])

    return do


def _following(question: str) -> Callable[[World, Standing], bytes]:
    def do(world: World, standing: Standing) -> bytes:
        people, channel = world.slack.people, _channel(world, standing)
        first = _answer(world, people.carys, channel, question, None)
        thread = first.thread_ts or first.ts
        return _content(_answer(world, people.carys, channel, "And what else?", thread))

    return do


def _telling(question: str) -> Callable[[World, Standing], bytes]:
    def do(world: World, standing: Standing) -> bytes:
        said = world.slack.tell(_person(world, standing), question)
        return _content(_replied(world, said), *world.slack.replies(said)[1:])

    return do


def _commanding(command: str, words: str) -> Callable[[World, Standing], bytes]:
    def do(world: World, standing: Standing) -> bytes:
        channel, user = _channel(world, standing), world.slack.people.carys
        before = len(world.slack.ephemerals(user, channel))
        world.slack.command(user, channel, command, words)
        # The first says that it was taken.
        world.wait(lambda: len(world.slack.ephemerals(user, channel)) > before + 1)
        _rest(world)
        return _content(*world.slack.ephemerals(user, channel)[before:])

    return do


def _home(world: World, standing: Standing) -> bytes:
    # What somebody asked themselves is said again.
    view = _opened(world, _person(world, standing))
    kept = {**view.content, "blocks": [b for b in view.blocks if "home_ask" not in json.dumps(b)]}
    return json.dumps(kept, ensure_ascii=False, default=str).encode()


def _opened(world: World, user: User) -> View:
    """Somebody's home as it is put there once it is opened, not as it was before."""
    before = len(world.slack.calls_of("views.publish"))
    world.slack.open_home(user)
    _taken(world, "views.publish", before)
    view: View = world.wait(lambda: world.slack.home(user))
    return view


def _register_of_home(world: World, standing: Standing) -> bytes:
    user = _person(world, standing)
    home = _opened(world, user)
    own = world.slack.people.im(user)
    before = len(world.slack.from_app(own))
    world.slack.press(user, home, "home_recommendations")
    world.wait(lambda: world.slack.from_app(own)[before:])
    return _content(*world.slack.from_app(own)[before:])


def _prompts(world: World, standing: Standing) -> bytes:
    method = "assistant.threads.setSuggestedPrompts"
    before = len(world.slack.calls_of(method))
    world.slack.open_home(_person(world, standing), "messages")
    call = _taken(world, method, before)
    return json.dumps(call.body.get("prompts"), ensure_ascii=False).encode()


def _taken(world: World, method: str, since: int) -> Call:
    """The first call of a method after so many, once Slack has taken it."""
    found: list[Call] = world.wait(
        lambda: [call for call in world.slack.calls_of(method)[since:] if call.ok]
    )
    return found[0]


def _checking(text: str) -> Callable[[World, Standing], bytes]:
    def do(world: World, standing: Standing) -> bytes:
        user, channel = world.slack.people.carys, _channel(world, standing)
        said = world.slack.say(world.slack.people.dilys, channel, text)
        before = len(world.slack.ephemerals(user, channel))
        world.slack.shortcut(user, said, "check_message")
        world.wait(lambda: world.slack.ephemerals(user, channel)[before:])
        return _content(*world.slack.ephemerals(user, channel)[before:])

    return do


def _forming(words: str) -> Callable[[World, Standing], bytes]:
    def do(world: World, standing: Standing) -> bytes:
        return _content(_form(world, standing, words))

    return do


def _form(world: World, standing: Standing, words: str) -> View:
    user, channel = world.slack.people.carys, _channel(world, standing)
    while (open_view := world.slack.modal(user)) is not None:
        world.slack.close_view(open_view, everything=True)
    world.slack.command(user, channel, "/brief", words)
    view: View = world.wait(lambda: world.slack.modal(user))
    return view


def _briefing(world: World, standing: Standing) -> bytes:
    view = _form(world, standing, "")
    before = set(world.slack.state.files)
    world.slack.submit(view)
    world.wait(
        lambda: [f for k, f in world.slack.state.files.items() if k not in before and f.complete]
    )
    _rest(world)
    [file] = [f for k, f in world.slack.state.files.items() if k not in before]
    return file.data or b""


def _reviewing(question: str) -> Callable[[World, Standing], bytes]:
    """The card that reviewers see of an answer, and the answer that they approve."""

    def do(world: World, standing: Standing) -> bytes:
        people = world.slack.people
        if standing == "leader":
            return _content(_answer(world, people.carys, people.leaders, question, None))
        before = len(world.slack.from_app(people.reviewers))
        first = _answer(world, people.carys, people.practice, question, None)
        cards = world.slack.from_app(people.reviewers)[before:]
        if cards:
            world.slack.press(people.ben, cards[0], "review_approve")
            world.wait(lambda: len(world.slack.replies(first)) > 0)
            _rest(world)
        return _content(first, *cards, *world.slack.replies(first))

    return do


def _forged(full: World) -> Iterator[Try]:
    """Buttons of answers that leaders were given, pressed by others elsewhere."""
    people = full.slack.people
    kept = []
    for question in ("Why was Aldermere judged inadequate in 2025?", "What is the Lantern Desk?"):
        message = _answer(full, people.carys, people.leaders, question, None)
        told = (message.metadata or {}).get("event_payload") or {}
        kept.append(str(told.get("answer") or _id_in(message)))
    for identity in kept:
        for action, value in (
            ("show_passage:1", f"{identity}:1"),
            ("show_passage:2", f"{identity}:2"),
            ("more_sources", identity),
            ("more_sources", f"{identity}:2"),
            ("share", identity),
        ):

            def do(
                world: World, standing: Standing, action: str = action, value: str = value
            ) -> bytes:
                return _pressed(world, standing, action, value)

            yield Try("Slack buttons", f"{action} {value}", do, compared=False)
    for name in ("judgements", "recommendations"):
        for authority in ("Aldermere", "Quellmarsh"):
            value = f"{name}:2:{authority}"

            def turn(world: World, standing: Standing, value: str = value) -> bytes:
                return _pressed(world, standing, "register_page:2", value)

            yield Try("Slack buttons", value, turn, typed=value, compared=False)


def _id_in(message: Message) -> str:
    """The id of the answer that a message's buttons are of."""
    for block in message.blocks:
        for element in block.get("elements") or ():
            value = str(element.get("value") or "")
            if value.startswith("a") and ":" in value:
                return value.partition(":")[0]
    raise LookupError("the message is no answer")


def _pressed(world: World, standing: Standing, action: str, value: str) -> bytes:
    """All that comes of a button that is put into a message of where somebody reads."""
    user, channel = world.slack.people.dilys, _channel(world, standing)
    message = _answer(world, world.slack.people.carys, channel, "How was Thornbeck graded?", None)
    element = {
        "type": "button",
        "action_id": action,
        "value": value,
        "text": {"type": "plain_text", "text": "Press"},
    }
    message.blocks.append({"type": "actions", "block_id": "forged", "elements": [element]})
    while (view := world.slack.modal(user)) is not None:
        world.slack.close_view(view, everything=True)
    before = len(world.slack.calls)
    world.slack.press(user, message, action, block_id="forged").wait(60)
    world.wait(lambda: [c for c in world.slack.calls[before:] if c.method not in _LOOKING_UP])
    _rest(world)
    return world.sent(before)


_LOOKING_UP = ("users.info", "usergroups.users.list", "conversations.info")
