import json
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.web import headway
from bot.web.library.indexed import address_of
from bot.web.library.uploads import Uploads
from bot.web.site import Site
from bot.web.visitors import Role, Visitor
from tests.bot.web.library.visiting import OWNER, READER, a_client, ended, site_of

LETTER = b"Thornbeck Council\n\nMinutes of the panel held on 4 May 2021\n\nVisits are made on time."


def test_an_upload_that_a_killed_server_left_is_shown_and_indexed(
    owner: TestClient, own: Site
) -> None:
    kept = Uploads(own.app.settings.home).keep("left.txt", LETTER, {})
    assert "Uploaded, and not indexed yet" in owner.get("/index").text
    response = owner.post("/index/again", data={"which": "unindexed"}, follow_redirects=False)
    assert response.status_code == 303
    run = ended(own, int(response.headers["location"].rpartition("/")[2]))
    assert run.paths == (getattr(kept, "path", None),)
    assert run.state == "done"
    assert "Uploaded, and not indexed yet" not in owner.get("/index").text


def test_an_unindexed_upload_can_be_deleted_and_nothing_else(owner: TestClient, own: Site) -> None:
    uploads = Uploads(own.app.settings.home)
    uploads.keep("left.txt", LETTER, {})
    for name in ("../state.sqlite", "nothing.txt", ""):
        assert owner.post("/index/discard", data={"name": name}).status_code == 404
    assert owner.post("/index/discard", data={"name": "left.txt"}).status_code == 200
    assert uploads.files() == []
    uploads.keep("read.txt", LETTER, {})
    own.app.index([Path(uploads.files()[0])])
    assert owner.post("/index/discard", data={"name": "read.txt"}).status_code == 404
    assert len(uploads.files()) == 1


def test_files_that_failed_are_told_with_why_and_looked_at_again(
    owner: TestClient, own: Site, tmp_path: Path
) -> None:
    path = tmp_path / "letters" / "broken.pdf"
    path.parent.mkdir()
    path.write_bytes(b"%PDF-1.7 cut")
    own.app.index([path])
    (reason,) = (file.reason for file in own.app.files() if file.path == str(path))
    page = unescape(owner.get("/index").text)
    assert str(path) in page
    assert reason
    assert reason in page
    with a_client(own, READER) as reader:
        page = unescape(reader.get("/index").text)
        assert reason in page
        assert "broken.pdf" in page
        assert str(path.parent) not in page
    path.write_bytes(LETTER)
    response = owner.post("/index/again", data={"which": "failed"}, follow_redirects=False)
    ended(own, int(response.headers["location"].rpartition("/")[2]))
    assert "None: every file that was looked at could be read." in owner.get("/index").text


def test_files_of_an_earlier_version_are_told(
    owner: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "earlier version" not in owner.get("/index").text
    monkeypatch.setattr("corpus.ingest.INGEST_VERSION", "next")
    page = owner.get("/index").text
    assert "Files read by an earlier version" in page
    assert "aldermere-inspection-2019.pdf" in page
    assert owner.post("/index/again", data={"which": "everything"}).status_code == 400


def test_a_run_tells_how_it_goes_until_it_is_over(
    owner: TestClient, own: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headway, "_BETWEEN_SECONDS", 0.01)
    number = own.state.runs.ask(OWNER.asker, ["/letters/a.txt"])
    page = owner.get(address_of(number)).text
    assert "Waiting for its turn" in page
    assert f'data-events="{address_of(number)}/events"' in page
    assert "See how far it is now" in page
    monkeypatch.setattr(headway, "_STREAM_SECONDS", 0.05)
    assert _events(owner, number) == [
        {"words": "Waiting for its turn", "done": 0, "total": 0, "over": False}
    ]
    own.state.runs.fail(number, "The disk is full.")
    assert _events(owner, number)[-1]["over"] is True
    page = owner.get(address_of(number)).text
    assert "The disk is full." in page
    assert "data-events" not in page


def test_runs_are_told_to_those_who_see_everything(tmp_path: Path) -> None:
    sets = {"leaders": ("leaders.txt",)}
    with site_of(Settings(home=tmp_path / "home", document_sets=sets)) as site:
        (tmp_path / "open.txt").write_bytes(LETTER)
        site.app.index([tmp_path / "open.txt"])
        number = site.state.runs.ask(OWNER.asker, [str(tmp_path / "leaders.txt")])
        with a_client(site, READER) as reader:
            assert "When what was indexed" not in reader.get("/index").text
            assert reader.get(address_of(number)).status_code == 403
            assert reader.get(f"{address_of(number)}/events").status_code == 403
        with a_client(site, OWNER) as client:
            assert "When what was indexed" in client.get("/index").text
            assert "leaders.txt" in client.get(address_of(number)).text


def test_readers_are_told_when_what_was_indexed_and_not_by_whom(own: Site) -> None:
    number = own.state.runs.ask(OWNER.asker, ["/srv/letters/a.txt"])
    own.state.runs.fail(number, "/srv/letters/a.txt does not exist.")
    with a_client(own, READER) as reader:
        page = reader.get("/index").text
    assert "When what was indexed" in page
    assert "Failed" in page
    assert OWNER.name not in page
    assert "/srv/letters" not in page
    assert address_of(number) not in page


def test_a_run_that_is_not_there_is_not_found(owner: TestClient) -> None:
    assert owner.get("/index/runs/99").status_code == 404
    assert owner.get("/index/runs/x").status_code == 404


def test_readers_may_not_change_anything(own: Site) -> None:
    with a_client(own, Visitor("Rita", Role.READER)) as reader:
        for address, data in (
            ("/index/again", {"which": "failed"}),
            ("/index/discard", {"name": "a.txt"}),
        ):
            assert reader.post(address, data=data).status_code == 403


def _events(client: TestClient, number: int) -> list[dict[str, object]]:
    text = client.get(f"{address_of(number)}/events").text
    return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]
