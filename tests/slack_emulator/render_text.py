"""Slack's two ways of writing, mrkdwn and Markdown, as HTML."""

import html
import re

from markdown_it import MarkdownIt

from tests.slack_emulator.workspace import People

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(
    ["table", "strikethrough"]
)
_EMOJI = {
    "eyes": "👀",
    "white_check_mark": "✅",
    "warning": "⚠️",
    "thumbsup": "👍",
    "+1": "👍",
    "thumbsdown": "👎",
    "-1": "👎",
    "mag": "🔍",
    "page_facing_up": "📄",
    "x": "❌",
    "hourglass_flowing_sand": "⏳",
    "lock": "🔒",
    "information_source": "ℹ️",
    "bulb": "💡",
    "memo": "📝",
    "rotating_light": "🚨",
    "house": "🏠",
    "books": "📚",
    "wave": "👋",
}
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_ANGLED = re.compile(r"<([^<>]+)>")
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<![\w{mark}]){mark}(?=\S)([^{mark}\n]+?)(?<=\S){mark}(?![\w{mark}])"), tag)
    for mark, tag in ((r"\*", "strong"), ("_", "em"), ("~", "s"))
)


def emoji(text: str) -> str:
    """The text with `:names:` of emoji made into them, as far as they are known here."""
    return re.sub(r":([a-z0-9_+-]+):", lambda name: _EMOJI.get(name[1], name[0]), text)


def plain(text: str) -> str:
    """A plain text, which Slack keeps with its three characters escaped or not."""
    return html.escape(emoji(html.unescape(text)), quote=False).replace("\n", "<br>")


def mrkdwn(text: str, people: People) -> str:
    """Everything that is not markup is escaped once, whether it came escaped or not."""
    kept: list[str] = []

    def keep(fragment: str) -> str:
        kept.append(fragment)
        return f"\0{len(kept) - 1}\0"

    def code(found: re.Match[str]) -> str:
        if found[1] is not None:
            return keep(f"<pre>{_escaped(found[1].strip(chr(10)))}</pre>")
        return keep(f"<code>{_escaped(found[2])}</code>")

    text = _CODE.sub(code, text.replace("\0", ""))
    text = _ANGLED.sub(lambda found: keep(angled(found[1], people)), text)
    text = _quoted(_styled(emoji(_escaped(text))))
    # What was kept may itself hold something kept.
    while (filled := re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], text)) != text:
        text = filled
    return text


def _escaped(text: str) -> str:
    return html.escape(html.unescape(text), quote=False)


def _styled(text: str) -> str:
    for pattern, tag in _MARKS:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    return text


def _quoted(text: str) -> str:
    lines: list[str] = []
    quote: list[str] = []

    def end_quote() -> None:
        if quote:
            lines.append(f"<blockquote>{'<br>'.join(quote)}</blockquote>")
            quote.clear()

    for line in text.split("\n"):
        if line.startswith("&gt;"):
            quote.append(line.removeprefix("&gt;").lstrip())
        else:
            end_quote()
            lines.append(line)
    end_quote()
    joined = "<br>".join(lines)
    return joined.replace("</blockquote><br>", "</blockquote>").replace(
        "<br><blockquote>", "<blockquote>"
    )


def angled(inside: str, people: People) -> str:
    """What stands between angle brackets: a link, a mention, a channel, a group, a date."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return mention(target[1:], people)
    if target.startswith("#"):
        channel = people.channels.get(target[1:])
        return f'<span class="ping">#{plain(channel.name if channel else label)}</span>'
    if target.startswith("!subteam^"):
        group = people.groups.get(target.removeprefix("!subteam^"))
        return f'<span class="ping">@{plain(group.handle if group else label)}</span>'
    if target.startswith("!date^"):
        return plain(label)
    if target.startswith("!"):
        return f'<span class="ping">@{plain(target[1:])}</span>'
    return link(target, plain(label) if label else plain(target))


def mention(user_id: str, people: People) -> str:
    user = people.users.get(user_id)
    return f'<span class="ping">@{plain(user.real_name if user else user_id)}</span>'


def link(address: str, label: str) -> str:
    if not re.match(r"(https?|mailto|slack):", address):
        return label
    return f'<a href="{html.escape(html.unescape(address))}">{label}</a>'


def markdown(text: str, people: People) -> str:
    """Markdown, in which Slack's mentions work too."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(angled(found[1], people))
        return f"\1{len(kept) - 1}\1"

    text = re.sub(r"<([@#!][^<>\s]+)>", keep, text.replace("\1", ""))
    rendered: str = _MARKDOWN.render(emoji(text))
    return re.sub("\1(\\d+)\1", lambda found: kept[int(found[1])], rendered)
