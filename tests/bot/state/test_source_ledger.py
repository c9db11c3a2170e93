"""The ledger of sources: the same in SQLite and in PostgreSQL."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.state.errors import StateError
from bot.state.opening import State, open_state
from sources.records import HostRecord, Item, Offer, PageRecord
from tests import postgres

WHEN = datetime(2026, 3, 4, 9, 30, 15, 250_000, tzinfo=UTC)
OFFER = Offer(
    "50001",
    "https://reports.aldermere.example/v1/file/50001",
    "Children’s services inspection",
    kind="focused_visit_letter",
    authority="Aldermere",
    published=date(2026, 2, 20),
)


def test_a_source_that_was_followed_before_goes_on(state: State, other: State) -> None:
    ledger = state.sources
    target = {"authority": "Aldermere"}
    first = ledger.add("ofsted", "Aldermere", target, "ofsted-aldermere", WHEN)
    second = ledger.add("ofsted", "Thornbeck", {"authority": "Thornbeck"}, "ofsted", WHEN)
    ledger.keep(first, [Item(first.number, OFFER, WHEN, WHEN)])
    ledger.remove(first.number, WHEN)
    assert other.sources.sources() == [second]
    assert [s.number for s in other.sources.sources(removed=True)] == [first.number, second.number]
    again = other.sources.add("ofsted", "Aldermere", target, "ofsted-aldermere", WHEN)
    assert again.number == first.number
    assert len(ledger.items(first.number)) == 1


def test_no_two_sources_have_one_folder(state: State) -> None:
    folders = [
        state.sources.add("page", "a page", {"address": address}, "page", WHEN).folder
        for address in ("https://a.example/", "https://b.example/")
    ]
    assert folders == ["page", "page-2"]


def test_a_source_and_its_items_are_read_as_they_were_kept(state: State, other: State) -> None:
    source = state.sources.add("ofsted", "Aldermere", {"authority": "Aldermere"}, "a", WHEN)
    looked = replace(
        source,
        memory={"provider": "80001", "pages": [1, 2]},
        looked_at=WHEN,
        well_at=WHEN - timedelta(days=1),
        next_at=WHEN + timedelta(hours=1),
        failures=2,
        trouble="It answers with an error (503).",
    )
    kept = Item(
        source.number,
        OFFER,
        WHEN,
        WHEN,
        state="kept",
        sha256="a" * 64,
        file="report.pdf",
        version="",
        etag='"1"',
        fetched_at=WHEN,
    )
    failed = Item(source.number, replace(OFFER, key="2"), WHEN, WHEN, tries=3, trouble="Half.")
    state.sources.keep(looked, [failed, kept])
    assert other.sources.get(source.number) == looked
    assert other.sources.items(source.number) == [failed, kept]
    gone = replace(kept, gone_since=WHEN)
    other.sources.keep(looked, [gone])
    assert state.sources.items(source.number) == [failed, gone]


def test_hosts_and_pages_are_read_as_they_were_kept(state: State, other: State) -> None:
    ledger, reading = state.sources, other.sources
    assert reading.host("aldermere.example") == HostRecord("aldermere.example")
    host = HostRecord("aldermere.example", WHEN, 1, "User-agent: *\nDisallow: /a*$\n", WHEN)
    for each in (host, replace(host, failures=0)):
        ledger.keep_host(each)
        assert reading.host("aldermere.example") == each
    address = "https://aldermere.example/list"
    assert reading.page(address) is None
    page = PageRecord(address, address, b"\x00\xff<html>", "text/html", '"1"', None)
    for one in (page, replace(page, body=b"other")):
        ledger.keep_page(one)
        assert reading.page(address) == one


def test_one_at_a_time_syncs_on_all_machines(postgres_server: str) -> None:
    with (
        postgres.database(postgres_server) as url,
        open_state(url) as one,
        open_state(url) as other,
    ):
        with one.sources.alone() as mine, other.sources.alone() as theirs:
            assert (mine, theirs) == (True, False)
        with other.sources.alone() as now:
            assert now


def test_a_file_is_no_lock_for_several_machines(tmp_path: Path) -> None:
    with (
        open_state(tmp_path / "state.sqlite") as state,
        pytest.raises(StateError, match="machines cannot share"),
        state.sources.alone(),
    ):
        pass
