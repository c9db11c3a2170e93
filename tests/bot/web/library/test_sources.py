"""The pages on sources: for owners, what was seen when, and what failed and why."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from bot import addresses
from bot.web.site import Site
from corpus.sample import DOCUMENTS
from sources.records import Item, Offer, SourceRecord
from tests.bot.web.asking.asking import parsed, words
from tests.bot.web.library.visiting import READER, a_client

WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
REPORT = "aldermere-inspection-2019.pdf"
PUBLISHED = "https://reports.aldermere.example/v1/file/50001"


@pytest.fixture
def followed(own: Site) -> SourceRecord:
    """A source that brought one document, of which another failed and a third is gone."""
    ledger = own.state.sources
    source = ledger.add("ofsted", "Aldermere", {"authority": "Aldermere"}, "ofsted-aldermere", WHEN)
    folder = own.app.settings.sources_folder / source.folder
    folder.mkdir(parents=True)
    shutil.copy(DOCUMENTS / REPORT, folder / REPORT)
    own.app.index([folder])
    offers = [
        Offer(str(number), f"{PUBLISHED[:-1]}{number}", f"Report {number}", published=day)
        for number, day in ((1, date(2020, 1, 6)), (2, None), (3, None))
    ]
    kept, failed, gone = (Item(source.number, offer, WHEN, WHEN) for offer in offers)
    items = (
        replace(kept, state="kept", sha256="0" * 64, file=REPORT, fetched_at=WHEN),
        replace(failed, trouble="A web page came.", tries=2, next_at=WHEN + timedelta(hours=1)),
        replace(gone, gone_since=WHEN),
    )
    looked = replace(source, looked_at=WHEN, well_at=WHEN, next_at=WHEN + timedelta(days=1))
    ledger.keep(looked, items)
    return looked


@pytest.mark.usefixtures("followed")
def test_what_is_followed_is_told_with_what_was_seen_when(owner: TestClient) -> None:
    page = parsed(owner.get("/index/sources"))
    [row] = page.select("tbody tr")
    told = [words(cell) for cell in row.select("td")]
    assert words(row.select_one("th a")) == "Aldermere"
    assert told == [
        "Documents are missing",
        "1 here, 1 not fetched yet, 1 failed, 1 no longer listed there",
        "4 March 2026, 09:30 UTC",
        "5 March 2026, 09:30 UTC",
    ]
    assert parsed(owner.get("/index")).select_one("a[href='/index/sources']")


def test_a_source_that_could_not_be_looked_at_says_why(
    owner: TestClient, own: Site, followed: SourceRecord
) -> None:
    own.state.sources.keep(replace(followed, trouble="<b>No</b> answer.", failures=3), ())
    for address in ("/index/sources", f"/index/sources/{followed.number}"):
        page = parsed(owner.get(address))
        assert "Could not be looked at <b>No</b> answer." in words(page.select_one("main"))
    assert "It last went well 4 March 2026" in words(
        parsed(owner.get("/index/sources")).select_one("tbody")
    )


def test_each_document_is_told_with_what_became_of_it(
    owner: TestClient, own: Site, followed: SourceRecord
) -> None:
    page = parsed(owner.get(f"/index/sources/{followed.number}"))
    rows = [[words(cell) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert [row[0] for row in rows] == ["Report 2", "Report 1", "Report 3"]
    assert rows[0][1] == ("Failed A web page came. It is tried again 4 March 2026, 10:30 UTC.")
    assert rows[1][1:4] == ["Here", "6 January 2020", "4 March 2026, 09:30 UTC"]
    assert rows[2][1] == "No longer listed since 4 March 2026, 09:30 UTC"
    links = [a["href"] for a in page.select("tbody tr")[1].select("a")]
    folder = str(own.app.settings.sources_folder)
    [held] = [h for h in own.app.documents() if h.document.path.startswith(folder) or h.also_at]
    assert links == [PUBLISHED, addresses.document(held.document.id)]


def test_nothing_is_followed_at_first_nor_after_it_was_removed(
    owner: TestClient, own: Site, followed: SourceRecord
) -> None:
    own.state.sources.remove(followed.number, WHEN)
    assert "Nothing is followed yet" in owner.get("/index/sources").text
    assert owner.get(f"/index/sources/{followed.number}").status_code == 404
    assert owner.get("/index/sources/99").status_code == 404


def test_what_a_sync_could_not_index_is_told(owner: TestClient, own: Site) -> None:
    syncs = own.state.syncs
    syncs.end(syncs.begin("test", None, WHEN).number, None, {}, "The disk is full.", WHEN)
    assert "with the next: The disk is full." in owner.get("/index/sources").text


def test_readers_are_told_nothing_of_sources(own: Site, followed: SourceRecord) -> None:
    with a_client(own, READER) as reader:
        for address in ("/index/sources", f"/index/sources/{followed.number}"):
            assert reader.get(address).status_code == 403
        assert "/index/sources" not in reader.get("/index").text
