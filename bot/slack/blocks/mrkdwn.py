"""Text of documents and people, made harmless for Slack.

What a document or a person wrote goes into `rich_text` and `plain_text`, which Slack does not
parse, so that no mention, link, emoji or formatting can arise there and a quote stays letter for
letter. The one place where it meets Slack's own markup is a message's fallback text: there the
three characters that all of that markup needs are escaped.
"""

import re

from bot.harmless import on_one_line
from bot.harmless import shown as safe

__all__ = ["escape", "fallback", "on_one_line", "safe"]

# What Slack takes for a link or a name though nothing marks it as one.
_TAKEN_FOR_LINKS = re.compile(r":(?=//)|www(?=\.)|@(?=\w)", re.IGNORECASE)
_JOINER = "\u2060"


def escape(text: str) -> str:
    """Safe text for a place where Slack parses its markup: nothing in it means anything there."""
    return safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fallback(text: str) -> str:
    """Escaped text that stands in for blocks: no address in it becomes a link either.

    A word joiner, which is neither seen nor read out, stands where Slack would find one; nobody
    copies from this text.
    """
    return _TAKEN_FOR_LINKS.sub(lambda found: found[0] + _JOINER, escape(text))
