import html
import re

from hypothesis import example, given
from hypothesis import strategies as st

from tests.slack_emulator.mrkdwn import links_of_text, pings_of_message, pings_of_text
from tests.slack_emulator.render_text import markdown, mrkdwn
from tests.slack_emulator.workspace import People

PEOPLE = People()
TAGS = re.compile(r"</?(?:a|blockquote|br|code|em|pre|s|span|strong)\b[^<>]*>")
TROUBLE = st.lists(
    st.sampled_from(["<!channel>", "<@U0BEN>", "<https://a.example|b>", "*", "_", "`", "<", ">"])
    | st.text(max_size=5)
).map("".join)


def escaped(text: str) -> str:
    """As Slack asks for it."""
    return html.escape(text, quote=False)


@given(TROUBLE)
def test_what_is_escaped_calls_nobody_up(text: str) -> None:
    assert list(pings_of_text(escaped(text))) == []


def test_addresses_become_links_without_being_asked() -> None:
    text = "<https://a.example|page 4> www.b.example &lt;https://c.example/d&gt; e.example"
    assert links_of_text(text) == ["https://a.example", "www.b.example", "https://c.example/d"]


@given(TROUBLE)
@example("\0" + "7\0")
def test_no_text_makes_tags_of_its_own(text: str) -> None:
    assert "<" not in TAGS.sub("", mrkdwn(escaped(text), PEOPLE))
    assert "<" not in TAGS.sub("", mrkdwn(text, PEOPLE))


@given(TROUBLE)
@example("\1" + "7\1")
def test_markdown_makes_no_tags_of_html(text: str) -> None:
    assert "<script" not in markdown(f"<script>{text}</script>", PEOPLE)


def test_every_way_to_call_somebody_up() -> None:
    rich = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "user", "user_id": "U0BEN"},
                    {"type": "usergroup", "usergroup_id": "S0LEADERSHIP"},
                    {"type": "channel", "channel_id": "C0LEADERS"},
                    {"type": "broadcast", "range": "here"},
                    {"type": "text", "text": "<!channel>"},
                ],
            }
        ],
    }
    marked = {"type": "context", "elements": [{"type": "mrkdwn", "text": "<!here|here>"}]}
    plain = {"type": "section", "text": {"type": "plain_text", "text": "<!channel>"}}
    sent = {"text": "@channel", "link_names": True, "blocks": [rich, marked, plain]}
    found = {(kind, target) for kind, target, _ in pings_of_message(sent)}
    assert found == {
        ("user", "U0BEN"),
        ("group", "S0LEADERSHIP"),
        ("channel", "C0LEADERS"),
        ("everyone", "here"),
        ("everyone", "channel"),
    }
    assert pings_of_message({"text": "@channel <!date^1^{date}|1 May>"}) == []
