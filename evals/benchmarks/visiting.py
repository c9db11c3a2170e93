"""A person at the web pages: asks as the pages' script does, and is told of progress meanwhile."""

import json
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode, urlsplit

_PATIENCE = 300.0
# What the pages' script sends with a form.
_FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": "text/event-stream",
    "Sec-Fetch-Site": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a question: the events that told of progress, and the last one.

    `name` is "answer" or "notice"; "" where the connection ended before, with 0 as the status
    where nothing came at all. `first` and `seconds` are until the first event and the last.
    """

    status: int
    name: str
    data: Mapping[str, object]
    told: tuple[str, ...]
    first: float
    seconds: float


class Person:
    """Somebody with a browser, who keeps a connection to each site. One thread's own."""

    def __init__(self, name: str | None = None) -> None:
        self._headers = {} if name is None else {"X-Forwarded-User": name}
        self._kept: dict[str, HTTPConnection] = {}

    def ask(self, site: str, question: str, conversation: str, key: str) -> Came:
        """Ask, and wait for what comes of it."""
        fields = urlencode({"question": question, "conversation": conversation, "key": key})
        began = time.monotonic()
        status, first, told = 0, 0.0, []
        name, data, last = "", "{}", ("", "{}")
        try:
            response = self._request(site, "POST", "/ask", fields, _FORM)
            status = response.status
            if response.headers.get_content_type() == "text/event-stream":
                for line in response:
                    kind, _, value = line.decode("utf-8").rstrip("\r\n").partition(": ")
                    if kind == "event":
                        name = value
                    elif kind == "data":
                        first = first or time.monotonic() - began
                        if name == "status":
                            told.append(str(json.loads(value)["text"]))
                        else:
                            last = (name, value)
            else:
                response.read()
        except (OSError, HTTPException):
            self._forget(site)
        name, data = last
        return Came(status, name, json.loads(data), tuple(told), first, time.monotonic() - began)

    def open(self, site: str, path: str) -> tuple[int, str]:
        """A page: its status, 0 where nobody answers, and what it says."""
        try:
            response = self._request(site, "GET", path, None, {})
            return response.status, response.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            self._forget(site)
            return 0, ""

    def close(self) -> None:
        """Leave."""
        for site in list(self._kept):
            self._forget(site)

    def _request(
        self, site: str, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> HTTPResponse:
        sent = {**self._headers, **headers}
        if (kept := self._kept.get(site)) is not None:
            # A server closes what was not used for a while, which is seen when it is used again.
            try:
                kept.request(method, path, body, sent)
                return kept.getresponse()
            except (OSError, HTTPException):
                self._forget(site)
        parts = urlsplit(site)
        assert parts.hostname is not None
        made = self._kept[site] = HTTPConnection(parts.hostname, parts.port, timeout=_PATIENCE)
        made.request(method, path, body, sent)
        return made.getresponse()

    def _forget(self, site: str) -> None:
        with suppress(KeyError):
            self._kept.pop(site).close()


def new_name() -> str:
    """A name for a conversation or a form that no other has."""
    return secrets.token_urlsafe(24)
