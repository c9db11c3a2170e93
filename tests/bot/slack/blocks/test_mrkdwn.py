import html

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.mrkdwn import escape, fallback, on_one_line, safe
from tests.slack_emulator.mrkdwn import links_of_text


def test_what_slack_would_act_on_is_escaped() -> None:
    told = escape("<!channel> & <@U123> see <https://elsewhere.example|the report>")
    assert "<" not in told
    assert ">" not in told
    assert told.startswith("&lt;!channel&gt; &amp; &lt;@U123&gt;")


@given(st.text())
def test_escaped_text_is_the_safe_text_once_it_is_shown(text: str) -> None:
    assert html.unescape(escape(text)) == html.unescape(html.escape(safe(text), quote=False))


@given(st.text(st.characters()))
def test_safe_text_can_be_sent(text: str) -> None:
    assert safe(text).encode("utf-8").decode("utf-8") == safe(text)


def test_no_address_becomes_a_link_in_a_fallback() -> None:
    told = fallback("See https://elsewhere.example, WWW.elsewhere.example & a@b.example")
    assert links_of_text(told) == []
    assert told.replace("\u2060", "") == (
        "See https://elsewhere.example, WWW.elsewhere.example &amp; a@b.example"
    )


def test_line_ends_are_alike() -> None:
    assert safe("one\r\ntwo\rthree\u2028four") == "one\ntwo\nthree\nfour"


def test_what_turns_the_reading_direction_is_taken_out() -> None:
    assert safe("grade \u202edoog\u202c") == "grade \ufffddoog\ufffd"


def test_a_quote_over_several_lines_is_shown_on_one() -> None:
    assert on_one_line("social \r\npractice\twith  children ") == "social practice with children"
