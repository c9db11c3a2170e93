"""A reader's browser on the pages for asking, without scripts; and what a script would be sent."""

import json
from typing import Any

from bs4 import BeautifulSoup, Tag
from httpx2 import Response
from starlette.testclient import TestClient

QUESTION = "What must improve in Aldermere?"
ITEM = "The pace of permanence planning for children whose time in care has passed a year."
OF_A_CHILD = "What is Wren Dunnock, aged 9, entitled to?"
UNKNOWN = "What did inspectors say about beekeeping?"


def parsed(response: Response) -> BeautifulSoup:
    """The page, which has been made without a fault."""
    return BeautifulSoup(response.text, "lxml")


def hidden(page: BeautifulSoup, form: str = "#ask") -> dict[str, str]:
    """The fields of a form that nobody sees."""
    return {
        str(field["name"]): str(field["value"])
        for field in page.select(f"{form} input[type=hidden]")
    }


def asked(
    client: TestClient, question: str, path: str = "/", *, streamed: bool = False, **more: Any
) -> Response:
    """What comes back when a question is typed on a page, and what was asked is sent."""
    fields = {**hidden(parsed(client.get(path))), "question": question, **more}
    headers = {"Accept": "text/event-stream"} if streamed else {}
    return client.post("/ask", data=fields, headers=headers)


def events(response: Response) -> list[tuple[str, dict[str, Any]]]:
    """The server-sent events of a response."""
    assert response.headers["content-type"].startswith("text/event-stream")
    told = []
    for part in response.text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in part.split("\n") if line)
        if "event" in lines:
            told.append((lines["event"], json.loads(lines["data"])))
    return told


def words(part: Tag | BeautifulSoup | None) -> str:
    """All that is to be read in a part of a page, which is there."""
    assert part is not None
    return " ".join(part.get_text(" ").split())
