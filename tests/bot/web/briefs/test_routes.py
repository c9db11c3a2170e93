"""Asking for a brief on the pages, reading it there, and saving it."""

import io
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from httpx2 import Response
from starlette.testclient import TestClient

from bot.web.application import application
from tests.bot.running import Scrutineer
from tests.bot.web.asking.asking import OF_A_CHILD, asked, parsed, words
from tests.bot.web.serving import BY_PROXY, FROM_OUR_PAGE, PROXY, PUBLIC, a_site, an_application

ALDERMERE = {"authority": "Aldermere", "length": "one-page"}
_SECONDS = 120


def ordered(client: TestClient, fields: dict[str, str], file: bytes | None = None) -> Response:
    """What comes back when the form is sent, an earlier brief with it."""
    files = None if file is None else {"since": ("old.docx", file)}
    return client.post("/briefs", data=fields, files=files, follow_redirects=False)


def finished(client: TestClient, fields: dict[str, str], file: bytes | None = None) -> Response:
    """The page of a brief once it is over."""
    sent = ordered(client, fields, file)
    assert sent.status_code == 303, sent.text
    address = sent.headers["location"]
    until = time.monotonic() + _SECONDS
    while (page := client.get(address)).is_success and "data-events" in page.text:
        assert time.monotonic() < until
        time.sleep(0.05)
    return page


@pytest.fixture
def client(client: TestClient) -> TestClient:
    client.headers.update(FROM_OUR_PAGE)
    return client


def test_a_brief_is_asked_for_read_and_saved(client: TestClient) -> None:
    form = parsed(client.get("/briefs"))
    assert [o.text for o in form.select("#authority option[selected]")] == ["Aldermere"]
    shown = finished(client, ALDERMERE)
    page = parsed(shown)
    assert words(page.h1) == "Inspection brief: Aldermere"
    marks = page.select(".brief a.cite")
    assert marks
    for mark in marks:
        note = page.select_one(str(mark["href"]))
        assert note
        for link in note.select("a:not(.back)"):
            assert client.get(str(link["href"])).is_success
    links = {str(a["aria-label"]): str(a["href"]) for a in page.select("a[download]")}
    begins = {"Word": b"PK", "PDF": b"%PDF", "HTML": b"<!doctype html>", "Markdown": b"# "}
    assert set(links) == {f"Save as {name}" for name in begins}
    for name, start in begins.items():
        saved = client.get(links[f"Save as {name}"])
        assert saved.content.startswith(start)
        kind = saved.headers["content-disposition"]
        assert kind.startswith('attachment; filename="inspection-brief-aldermere-20')
    document = docx.Document(io.BytesIO(client.get(links["Save as Word"]).content))
    assert document.core_properties.title == "Inspection brief: Aldermere"
    listed = parsed(client.get("/briefs")).select("section[aria-labelledby=recent] a")
    assert [str(link["href"]) for link in listed] == [shown.url.path]


def test_footnotes_of_files_lead_to_where_the_pages_are(client: TestClient) -> None:
    page = finished(client, ALDERMERE)
    saved = client.get(f"{page.url.path}/brief.md").text
    assert "http://127.0.0.1:8000/documents/" in saved


def test_how_far_it_is_is_told_as_it_goes_on(client: TestClient) -> None:
    page = finished(client, ALDERMERE)
    told = client.get(f"{page.url.path}/events")
    assert told.headers["content-type"].startswith("text/event-stream")
    assert '"over": true' in told.text


def test_an_authority_is_chosen_in_the_address(client: TestClient) -> None:
    page = parsed(client.get("/briefs?authority=Thornbeck"))
    assert [o.text for o in page.select("#authority option[selected]")] == ["Thornbeck"]
    unknown = client.get("/briefs?authority=<b>Merrowdown")
    assert unknown.status_code == 422
    assert "No document about “&lt;b&gt;Merrowdown” is in the index" in unknown.text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"authority": "Merrowdown"}, "authority"),
        ({"authority": ""}, "authority"),
        ({**ALDERMERE, "from": "soon"}, "from"),
        ({**ALDERMERE, "from": "2025-01-01", "to": "2024-01-01"}, "from"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    client: TestClient, fields: dict[str, str], field: str
) -> None:
    response = ordered(client, {"topic": "care leavers", **fields})
    assert response.status_code == 422
    page = parsed(response)
    assert page.select_one(f"#faults a[href='#{field}']")
    assert page.select_one(f"#{field}[aria-invalid=true]")
    assert _value(page, "#topic") == "care leavers"


def test_a_topic_that_nothing_speaks_of_is_told_with_the_form(client: TestClient) -> None:
    page = parsed(finished(client, {**ALDERMERE, "topic": "beekeeping"}))
    assert "speaks of “beekeeping”, so there is no brief" in words(page.select_one("#refusal"))
    assert _value(page, "#topic") == "beekeeping"


def test_of_a_child_nothing_is_kept(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        response = ordered(client, {**ALDERMERE, "topic": OF_A_CHILD})
    assert response.status_code == 200
    assert "Dunnock" not in response.text
    assert "Dunnock" not in caplog.text
    assert parsed(response).select_one("#refusal")
    assert not parsed(client.get("/briefs")).select("section[aria-labelledby=recent]")


def test_a_brief_says_what_has_changed_since(client: TestClient) -> None:
    old = finished(client, {**ALDERMERE, "area": "Care leavers"})
    word = client.get(f"{old.url.path}/brief.docx").content
    new = parsed(finished(client, {**ALDERMERE, "area": "Care leavers"}, word))
    assert words(new.select_one("#section-1")).startswith("What has changed since")
    assert "Nothing has changed" in words(new)


@pytest.mark.parametrize("broken", [b"PK\x03\x04 none", b"plain", b""])
def test_a_file_that_is_no_brief_is_refused_with_why(client: TestClient, broken: bytes) -> None:
    response = ordered(client, ALDERMERE, broken)
    assert response.status_code == 422
    assert "is no DOCX file" in words(parsed(response).select_one("#since-fault"))


def test_a_word_file_of_others_is_no_brief(client: TestClient) -> None:
    letter = io.BytesIO()
    docx.Document().save(letter)
    response = ordered(client, ALDERMERE, letter.getvalue())
    assert "was not written by Scrutineer" in words(parsed(response).select_one("#since-fault"))


def test_a_file_that_is_too_large_is_not_read(client: TestClient) -> None:
    assert ordered(client, ALDERMERE, bytes(5_200_000)).status_code == 413


def test_an_empty_index_says_so(tmp_path: Path) -> None:
    with a_site(tmp_path / "home", tmp_path) as site:
        client = TestClient(application(site), "http://127.0.0.1:8000", headers=FROM_OUR_PAGE)
        for response in (client.get("/briefs"), ordered(client, ALDERMERE)):
            assert "Nothing is indexed yet" in response.text
            assert not parsed(response).select("#authority")


@pytest.fixture
def people(sample: Scrutineer, tmp_path: Path) -> Iterator[dict[str, TestClient]]:
    """Readers of whom one group alone sees what is of Aldermere, and an owner."""
    settings = {
        **BY_PROXY,
        "sign_in_groups_header": "x-forwarded-groups",
        "document_sets": {"closed": ("aldermere-*",)},
        "web_group_sets": {"team": ("closed",)},
        "web_user_limit": 4,
    }
    with an_application(sample.home, tmp_path, **settings) as served:
        yield {
            name: TestClient(
                served,
                base_url=PUBLIC,
                client=(PROXY, 1),
                headers={
                    **FROM_OUR_PAGE,
                    "x-forwarded-user": name,
                    "x-forwarded-groups": "team" if name == "amira" else "",
                },
            )
            for name in ("amira", "bram")
        }


def test_a_brief_is_of_what_its_asker_sees(people: dict[str, TestClient]) -> None:
    amira, bram = people["amira"], people["bram"]
    assert "Aldermere" not in [o.text for o in parsed(bram.get("/briefs")).select("#authority *")]
    assert ordered(bram, ALDERMERE).status_code == 422
    page = finished(amira, ALDERMERE)
    assert page.is_success
    address = page.url.path
    for path in (address, f"{address}/events", f"{address}/brief.docx"):
        assert amira.get(path).is_success
        refused = bram.get(path)
        assert refused.status_code == 404
        assert "Aldermere" not in refused.text
    assert amira.get(f"{address}/brief.exe").status_code == 404
    # Who is no longer of the group sees no more of it.
    amira.headers["x-forwarded-groups"] = ""
    for path in (address, f"{address}/brief.docx"):
        gone = amira.get(path)
        assert gone.status_code == 404
        assert "cannot be shown any more" in gone.text


def test_who_asks_for_too_many_is_asked_to_wait(people: dict[str, TestClient]) -> None:
    statuses = [ordered(people["bram"], {"authority": "None"}).status_code for _ in range(5)]
    assert statuses == [422] * 4 + [429]


def test_other_pages_lead_to_the_form(client: TestClient) -> None:
    link = parsed(client.get("/authorities/Aldermere")).select_one("a[href^='/briefs?']")
    assert link
    assert link["href"] == "/briefs?authority=Aldermere"
    answer = parsed(asked(client, "What must improve in Aldermere?"))
    assert answer.select_one("article a[href='/briefs?authority=Aldermere']")


def _value(page: BeautifulSoup, selector: str) -> str:
    field = page.select_one(selector)
    assert field
    return str(field["value"])
