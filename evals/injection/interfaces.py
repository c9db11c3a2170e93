"""What is answered and held, shown wherever it can be shown, and read for what it would set off.

Each function gives a fault a line, which begins with the interface's name.
"""

import io
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from http.client import HTTPConnection, HTTPResponse
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from rich.console import Console

from bot import addresses, wire
from bot.answering.answers import Answer
from bot.app import App
from bot.briefs.content import Brief
from bot.briefs.files import FORMATS, contents
from bot.cli import terminal, terminal_checks, terminal_documents, terminal_registers
from bot.observing.logs import JsonLines, Mask, PlainLines
from bot.slack.blocks import registers
from bot.slack.blocks.answer import messages
from bot.slack.blocks.brief_told import about, comment, file_alt, file_title
from bot.slack.blocks.checking import check_messages
from bot.slack.blocks.home import Home, Indexed, home_view
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.blocks.passage import Surroundings, passage_view
from bot.slack.blocks.review import decided_message, edit_view, held_message
from bot.slack.blocks.sources import sources_view
from bot.slack.blocks.status import reading, status_message
from bot.web.asking.copying import as_markdown, as_text
from evals.injection import active
from retrieval.query import Filters
from retrieval.search.found import Found

_LINKS: Final = Links(active.OWN)
_BETWEEN: Final = "between-the-parts-of-a-form"
_Sent = Mapping[str, str] | bytes | None
"""The fields of a form, or one of several parts as it is sent."""
_PATIENCE: Final = 60.0
_MOST_REDIRECTS: Final = 5
_BRIEF_READERS: Final[Mapping[str, Callable[[bytes], list[str]]]] = {
    ".docx": active.in_docx,
    ".pdf": active.in_pdf,
    ".html": lambda data: active.in_html(data.decode(), alone=True),
    ".md": lambda data: active.in_markdown(data.decode()),
}
INTERFACES: Final = (
    "terminal", "pipe", "json", "claims", "copy", "slack", "web", "csv", "brief", "log", "feed",
    "name",
)  # fmt: skip


def of_answer(answer: Answer, found: Found | None = None) -> list[str]:
    """An answer on the command line, as JSON, to be copied, and in Slack."""
    faults = _printed(lambda console: terminal.show_answer(console, answer, explain=True))
    if found is not None:
        faults += _printed(lambda console: terminal.show_hits(console, found))
        faults += _named("json", active.in_json(_json([wire.hit_json(h) for h in found.hits])))
    faults += _named("json", active.in_json(_json(wire.answer_json(answer, explain=True))))
    faults += _named("claims", active.in_claims([claim.text for claim in answer.claims]))
    faults += _named("copy", active.in_markdown(answer.text))
    faults += _named("copy", active.in_markdown(as_markdown(answer, active.OWN)))
    faults += _named("copy", active.in_text(as_text(answer, active.OWN)))
    faults += _in_slack(messages(answer, links=_LINKS))
    faults += _in_slack([held_message(answer.question, answer.text)])
    faults += _in_slack([decided_message(answer, "rejected", reason=answer.question)])
    for view in (sources_view(answer, _LINKS), edit_view(answer)):
        faults += _named("slack", active.in_slack({"view": view}))
    return faults


def of_documents(app: App, name: str) -> list[str]:
    """What is held of one borough: its documents, its lists, its grades, on every way out."""
    filters = Filters(authorities=(name,))
    held = [each for each in app.documents() if each.document.authority == name]
    listed, graded = app.recommendations(filters), app.judgements(filters)
    faults = _printed(lambda console: terminal_documents.show_documents(console, held))
    for each in held:
        faults += _printed(lambda console, one=each: terminal_documents.show_document(console, one))
        faults += _named("json", active.in_json(_json(wire.document_json(each))))
    faults += _printed(lambda console: terminal_registers.show_items(console, listed))
    faults += _printed(lambda console: terminal_registers.show_grades(console, graded))
    faults += _named("json", active.in_json(_json([wire.recommendation_json(i) for i in listed])))
    faults += _named("json", active.in_json(_json([wire.judgement_json(g) for g in graded])))
    faults += _in_slack([registers.recommendations(listed, name), registers.judgements(graded)])
    newest = held[0].document if held else None
    home = Home(Indexed(len(held), 1, newest), name, listed, suggestions=[name])
    return faults + _named("slack", active.in_slack({"view": home_view(home)}))


def of_passages(answer: Answer, found: Found) -> list[str]:
    """The windows in Slack that show a citation in its passage."""
    held = {hit.passage.id: hit.passage for hit in found.hits}
    return [
        fault
        for citation in answer.citations
        if (passage := held.get(citation.passage_id)) is not None
        for around in [Surroundings(passage, passage, passage)]
        for fault in _named(
            "slack", active.in_slack({"view": passage_view(citation, around, _LINKS)})
        )
    ]


def of_words(text: str, app: App) -> list[str]:
    """What somebody types or is called: questions, notes, names, topics, messages to check."""
    checked = app.check(f"{text} Care leavers know the local offer.")
    faults = _printed(lambda console: terminal_checks.show_checked(console, checked))
    faults += _named("json", active.in_json(_json(wire.checked_json(checked))))
    faults += _in_slack(check_messages(checked))
    home = Home(Indexed(1, 1), text, recent=[text], suggestions=[text])
    faults += _named("slack", active.in_slack({"view": home_view(home)}))
    faults += _in_slack([status_message(reading(1, [text]))])
    faults += _named("slack", active.in_text(about(text, text)))
    return faults + of_log(text)


def of_log(text: str) -> list[str]:
    """A line of the log that holds it, in both forms."""
    faults: list[str] = []
    for form, lines in (("text", PlainLines(Mask(()))), ("json", JsonLines(Mask(())))):
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.setFormatter(lines)
        for level in (logging.INFO, logging.ERROR):
            handler.handle(logging.LogRecord("bot", level, "", 0, "Told: %s", (text,), None))
        faults += _named("log", active.in_log(stream.getvalue(), 2, form))
    return faults


def of_brief(brief: Brief) -> list[str]:
    """A brief as every kind of file, and what is told of it in Slack."""
    faults = [
        fault
        for ending in FORMATS
        for fault in _named("brief", _BRIEF_READERS[ending](contents(brief, ending, active.OWN)))
    ]
    told = {"text": comment(brief), "title": {"text": file_title(brief)}}
    faults += _named("slack", active.in_slack(told))
    return faults + _named("slack", active.in_text(file_title(brief) + file_alt(brief, "docx")))


class Browser:
    """The web pages as somebody sees them, by their markup alone; `name` is who a proxy says."""

    def __init__(self, address: str, name: str | None = None) -> None:
        self._server = urlsplit(address).netloc
        self._name = name

    def of_pages(self, question: str, name: str, documents: Iterable[str]) -> list[str]:
        """A question asked, then the pages that show it, its borough and these documents."""
        fields = {"question": question, "conversation": "", "key": ""}
        held = self._page("GET", addresses.HOME)
        for field in ("conversation", "key"):
            if found := re.search(rf'name="{field}" value="([^"]*)"', held):
                fields[field] = found[1]
        faults = _named("web", active.in_html(held, f"http://{self._server}"))
        faults += self._look("POST", addresses.ASK, fields)
        by_name = urlencode({"authority": name})
        paths = [addresses.authority(name), *map(addresses.document, documents)]
        for part in (addresses.LIBRARY, addresses.RECOMMENDATIONS, addresses.JUDGEMENTS):
            paths.append(f"{part}?{by_name}")
        paths += [f"{addresses.ADMIN}/questions", addresses.briefs_on(name)]
        for path in paths:
            faults += self._look("GET", path)
        for part in (addresses.RECOMMENDATIONS, addresses.JUDGEMENTS):
            text = self._page("GET", f"{part}.csv?{by_name}")
            faults += _named("csv", active.in_csv(text))
            text = self._page("GET", f"{part}.json?{by_name}")
            faults += _named("json", active.in_json(text))
        return faults

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://{self._server}"

    def read(self, path: str, name: str, look: Callable[[str], list[str]]) -> list[str]:
        """What is saved from an address, read as what opens it reads it."""
        page = self._page("GET", path)
        # What is asked for in too many words is answered with a page, or with a line by the server.
        if page.startswith(("<!doctype html>", "Invalid HTTP request")):
            return _named(name, active.in_html(page, self.address))
        return _named(name, look(page))

    def upload(self, name: str, data: bytes) -> list[str]:
        """The page that tells what became of a file of this name."""
        # As browsers write names of files.
        name = name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
        head = f'--{_BETWEEN}\r\nContent-Disposition: form-data; name="files"; filename="{name}"'
        sent = f"{head}\r\n\r\n".encode("utf-8", "replace") + data
        sent += f"\r\n--{_BETWEEN}--\r\n".encode()
        page = self._page("POST", f"{addresses.LIBRARY}/upload", sent)
        return _named("web /library/upload", active.in_html(page, self.address))

    def look(self, path: str) -> list[str]:
        """One page."""
        return self._look("GET", path)

    def _look(self, method: str, path: str, fields: Mapping[str, str] | None = None) -> list[str]:
        page = self._page(method, path, fields)
        return _named(f"web {path[:40]}", active.in_html(page, f"http://{self._server}"))

    def _page(self, method: str, path: str, fields: _Sent = None) -> str:
        for _ in range(_MOST_REDIRECTS):
            connection = HTTPConnection(self._server, timeout=_PATIENCE)
            try:
                response = self._sent(connection, method, path, fields)
                text = response.read().decode("utf-8")
            finally:
                connection.close()
            if response.status >= 500:
                raise RuntimeError(f"{method} {path} failed with {response.status}")
            if response.status not in (302, 303, 307):
                return text
            method, path, fields = "GET", response.headers["Location"].partition("#")[0], None
        raise RuntimeError(f"{path} leads on and on")

    def _sent(
        self,
        connection: HTTPConnection,
        method: str,
        path: str,
        fields: _Sent,
    ) -> HTTPResponse:
        headers = {"Sec-Fetch-Site": "same-origin"}
        if self._name is not None:
            headers["X-Forwarded-User"] = self._name.encode("utf-8").decode("latin-1")
        body: str | bytes | None = None
        if isinstance(fields, bytes):
            body = fields
            headers["Content-Type"] = f"multipart/form-data; boundary={_BETWEEN}"
        elif fields is not None:
            body = urlencode(fields, errors="replace")
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        return connection.getresponse()


def _printed(show: Any) -> list[str]:
    faults: list[str] = []
    for name, is_terminal in (("terminal", True), ("pipe", False)):
        stream = io.StringIO()
        console = Console(
            file=stream,
            force_terminal=is_terminal,
            color_system="standard",
            width=80,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )
        show(console)
        faults += _named(name, active.in_terminal(stream.getvalue()))
    return faults


def _json(value: Any) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    wire.write(value, stream)
    stream.seek(0)
    return stream.read()


def _in_slack(told: Sequence[Message]) -> list[str]:
    return [f for each in told for f in _named("slack", active.in_slack(each.arguments()))]


def _named(name: str, faults: Iterable[str]) -> list[str]:
    return [f"{name}: {fault}" for fault in faults]


def interface_of(fault: str) -> str:
    """The name of the interface that a fault is of."""
    return fault.split(":", 1)[0].split(" ", 1)[0]


def counted(faults: Iterable[str]) -> Iterator[tuple[str, int]]:
    """How many faults each interface has."""
    told = [interface_of(fault) for fault in faults]
    yield from ((name, told.count(name)) for name in INTERFACES)
