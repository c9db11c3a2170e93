import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from tests.emulator.test_blocks import LIMITS
from tests.slack_emulator import SlackEmulator
from tests.slack_emulator.page import Page
from tests.slack_emulator.render import Renderer, document
from tests.slack_emulator.render_text import markdown, mrkdwn, plain
from tests.slack_emulator.workspace import People

Json = dict[str, Any]
PEOPLE = People()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*good* and _fair_ ~not~", "<strong>good</strong> and <em>fair</em> <s>not</s>"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("&lt;!channel&gt; &amp; <b>", "&lt;!channel&gt; &amp; b"),
        ("<@U0BEN>", '<span class="ping">@Ben Halloran</span>'),
        ("<!here>", '<span class="ping">@here</span>'),
        ("<#C0LEADERS>", '<span class="ping">#leaders</span>'),
        (
            "<https://a.example/?a=1&amp;b=2|Page 4>",
            '<a href="https://a.example/?a=1&amp;b=2">Page 4</a>',
        ),
        ("`*code*`", "<code>*code*</code>"),
        ("before\n&gt; a quote\nafter", "before<blockquote>a quote</blockquote>after"),
        ("one\ntwo", "one<br>two"),
    ],
)
def test_mrkdwn(text: str, shown: str) -> None:
    assert mrkdwn(text, PEOPLE) == shown


def test_plain_text_is_plain() -> None:
    assert plain("*a* <script> &amp;") == "*a* &lt;script&gt; &amp;"


def test_markdown() -> None:
    shown = markdown("**good** <@U0BEN>\n\n- one\n\n<script>x</script>", PEOPLE)
    assert "<strong>good</strong>" in shown
    assert "@Ben Halloran" in shown
    assert "<li>one</li>" in shown
    assert "<script>" not in shown


@pytest.mark.parametrize("block", [fits for fits, _, _ in LIMITS])
def test_every_block_that_is_taken_is_rendered(emulator: SlackEmulator, block: Json) -> None:
    (named,) = emulator.state.with_ids([block])
    assert f'<div class="block {block["type"]}">' in Renderer(PEOPLE).block(named, "message")


def test_messages_modals_and_homes(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    renderer = Renderer(people)
    asked = emulator.say(people.amira, people.inspections, "<script>")
    client.chat_postMessage(
        channel=people.inspections.id, thread_ts=asked.ts, markdown_text="**Good** in 2023"
    )
    whole = document(*(renderer.message(message) for message in emulator.messages))
    assert "<strong>Good</strong> in 2023" in whole
    assert "<script>" not in whole
    assert "Amira Osei" in whole
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "Indexed"}}]
    client.views_publish(user_id=people.amira.id, view={"type": "home", "blocks": blocks})
    home = emulator.home(people.amira)
    assert home is not None
    assert "<h2>Indexed</h2>" in renderer.home(home)


@pytest.fixture
def page() -> Iterator[SlackEmulator]:
    emulator = SlackEmulator()
    emulator.state.timing.acknowledge = 0.05
    emulator.extra_routes += Page(emulator).routes()
    emulator.start()
    yield emulator
    emulator.close()


def do(emulator: SlackEmulator, what: str, **told: Any) -> Json:
    told = {"user": "U0AMIRA", "channel": "C0INSPECTIONS", "thread": None, **told}
    request = urllib.request.Request(f"{emulator.url}/ui/{what}", json.dumps(told).encode())
    with urllib.request.urlopen(request) as answer:
        return dict(json.loads(answer.read()))


def look(emulator: SlackEmulator, channel: str = "C0INSPECTIONS") -> Json:
    address = f"{emulator.url}/ui/look?user=U0AMIRA&channel={channel}"
    with urllib.request.urlopen(address) as answer:
        return dict(json.loads(answer.read()))


def test_the_page(page: SlackEmulator) -> None:
    with urllib.request.urlopen(page.url) as answer:
        assert "Slack, emulated" in answer.read().decode()
    assert do(page, "say", words="@scrutineer what about <care>?") == {}
    (message,) = page.messages
    assert message.text == "<@U0SCRUTINEER> what about &lt;care&gt;?"
    client = WebClient(token=page.bot_token, base_url=page.api_url)
    button = {"type": "button", "action_id": "show", "text": {"type": "plain_text", "text": "S"}}
    client.chat_postMessage(
        channel=message.channel,
        thread_ts=message.ts,
        text="Good",
        blocks=[{"type": "actions", "elements": [button]}],
    )
    (reply,) = page.from_app()
    assert 'data-action="show"' in look(page)["messages"]
    on = f"message:{reply.channel}:{reply.ts}"
    nobody = {"wrong": "The app did not answer well: dispatch_failed"}
    assert do(page, "press", on=on, action="show") == nobody
    assert do(page, "press", on=on, action="other")["wrong"]
    assert do(page, "say", words="/ask about care") == nobody
    assert do(page, "home") == {}
    assert do(page, "shortcut", ts=message.ts) == nobody
    kinds = [delivery.payload.get("type", "command") for delivery in page.deliveries]
    assert kinds == [
        "event_callback",
        "event_callback",
        "event_callback",
        "block_actions",
        "command",
        "event_callback",
        "message_action",
    ]
    assert look(page, "home")["messages"] == "Nothing was published yet."
