"""Ways in and out beside documents and questions: names, parameters, feeds, the audit log.

Each function gives a fault a line, which begins with the interface's name.
"""

import io
import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from rich.console import Console

from bot import addresses
from bot.audit.entries import Entry
from bot.audit.log import AuditLog
from bot.cli.auditing import line_of, written_json
from bot.slack.accepting import plain_text
from bot.web.library.uploads import safe_name
from evals.injection import active
from evals.injection.interfaces import Browser

# What each page and each file is narrowed down by; others are not read at all.
_FILTERS = (
    "authority",
    "kind",
    "from",
    "to",
    "order",
    "standing",
    "grade",
    "area",
    "which",
    "board",
)
_PLACES = ("page", "since", "passage", "answer", "start", "end", "zoom", "at", "deleted", "unkept")
_NARROWED = (
    *(addresses.HOME, addresses.LIBRARY, addresses.RECOMMENDATIONS, addresses.JUDGEMENTS),
    *(addresses.CHANGES, addresses.BRIEFS, addresses.INDEX, addresses.ADMIN),
)
_UNREADABLE = b"\0\1\2 no file of any kind \0"


def of_parameters(text: str, browser: Browser) -> Iterator[str]:
    """Pages, tables and feeds that are asked for with it in the place of every filter."""
    words = text.encode("utf-8", "replace").decode()
    # All at once are more than an address may have letters, in some scripts.
    asked, places = (urlencode(dict.fromkeys(names, words)) for names in (_FILTERS, _PLACES))
    for path in _NARROWED:
        yield from browser.look(f"{path}?{asked}")
        yield from browser.look(f"{path}?{places}")
    named = quote(words, safe="") or "-"
    for path in (addresses.AUTHORITIES, "/documents", "/briefs", "/conversations"):
        yield from browser.look(f"{path}/{named}")
    for part in (addresses.RECOMMENDATIONS, addresses.JUDGEMENTS):
        yield from browser.read(f"{part}.csv?{asked}", "csv", active.in_csv)
        yield from browser.read(f"{part}.json?{asked}", "json", active.in_json)
    yield from of_feed(browser, asked)


def of_feed(browser: Browser, asked: str) -> list[str]:
    """The feed of what changed, of one authority."""
    path = f"{addresses.CHANGES}.atom?{asked}"
    return browser.read(path, "feed", lambda told: active.in_atom(told, browser.address))


def of_upload(text: str, browser: Browser) -> Iterator[str]:
    """A file that is called so where it comes from: its name here, and the page that tells it."""
    for media in ("pdf", "docx", "html", "text"):
        yield from (f"name: {fault}" for fault in active.in_name(safe_name(text, media)))
    yield from browser.upload(text, _UNREADABLE)


def of_audit(text: str, log: AuditLog) -> Iterator[str]:
    """The audit log with it in every place of an entry, shown and exported."""
    details = {
        "files": [text],
        "given": {"authority": text},
        "changed": {"authority": [None, text]},
    }
    log.note(Entry(f"web:{text}", "web", "upload", question=text, details=details))
    *_, written = log.written()
    exported = json.dumps(written_json(written))
    yield from (f"json: {fault}" for fault in active.in_json(exported))
    if not exported.isascii() or "\n" in exported:
        yield "json: not a line of ASCII"
    stream = io.StringIO()
    Console(file=stream, force_terminal=True, color_system="standard", soft_wrap=True).print(
        line_of(written), markup=False
    )
    told = stream.getvalue()
    yield from (f"terminal: {fault}" for fault in active.in_terminal(told))
    if told.count("\n") != 1:
        yield f"terminal: {told.count(chr(10))} lines for an entry"


def of_slack_names(text: str) -> Iterator[str]:
    """What Slack writes beside ids: names of people are no words of what somebody says."""
    label = text.replace("<", "&lt;").replace(">", "&gt;")
    if " ".join(plain_text(f"<@U012ABC|{label}> asks", "U0BOT").split()) != "@someone asks":
        yield "slack: somebody's name is words of the question"


def as_channel(text: str) -> str:
    """A question with a channel of that name in it, as the bot reads it."""
    label = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain_text(f"What did inspectors find in <#C012ABC|{label}>?", "U0BOT")
