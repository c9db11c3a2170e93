from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.audit.log import audit_of
from bot.faults import MendableError
from bot.settings import Settings
from bot.state.opening import State, open_state
from bot.syncing import Syncer
from bot.syncing.alone import SyncBusyError, alone
from bot.syncing.sites import folder_to_watch, ofsted_reports, single_page
from bot.wire import answer_json
from tests.fakes.embedding import WordEmbedder
from tests.sites.clocks import SetClock
from tests.sites.reporting import report_pdf
from tests.sites.reports import Provider, Report, put_up
from tests.sites.serving import Play, served

FIRST = Report(
    50001,
    "Children's services inspection",
    date(2021, 5, 3),
    report_pdf("Aldermere", date(2021, 3, 15), ["The time it takes to see a child."]),
)
SECOND = Report(
    50002,
    "Children's services inspection",
    date(2024, 5, 3),
    report_pdf("Aldermere", date(2024, 3, 15), ["The tracking of allegations against adults."]),
)


@dataclass(slots=True)
class Kept:
    app: App
    state: State
    play: Play
    clock: SetClock
    syncer: Syncer

    def current(self) -> list[str]:
        return [each.recommendation.text for each in self.app.recommendations(current=True)]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    play, clock = Play(), SetClock()
    with served(play) as address:
        settings = Settings(
            home=tmp_path / "home", ofsted_url=address, sources_loopback=True, sources_pause=1
        )
        with (
            closing(open_app(settings, WordEmbedder())) as app,
            open_state(settings.state_place) as state,
        ):
            yield Kept(app, state, play, clock, Syncer(app, state, clock))


def test_what_a_sync_brings_is_indexed_with_where_it_is_from(kept: Kept) -> None:
    put_up(kept.play, [Provider(80001, "Aldermere", (FIRST,))])
    kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    first = kept.syncer.sync("test").sync
    assert (first.before, first.after is not None) == (None, True)
    assert kept.current() == ["The time it takes to see a child."]
    *_, noted = audit_of(kept.state, kept.app.settings).written()
    assert noted.said == {
        "who": "test",
        "interface": "program",
        "action": "sync",
        "details": {"number": first.number, "sources": [1], "new": 1},
    }
    [held] = kept.app.documents()
    assert held.document.origin == f"{kept.play.address}/v1/file/50001"
    assert held.document.dates.published == date(2021, 5, 3)
    put_up(kept.play, [Provider(80001, "Aldermere", (SECOND, FIRST))])
    second = kept.syncer.sync("test").sync
    assert second.before == first.after
    assert kept.current() == ["The tracking of allegations against adults."]


def test_where_nothing_is_new_nothing_is_indexed(kept: Kept) -> None:
    put_up(kept.play, [Provider(80001, "Aldermere", (FIRST,))])
    kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    kept.syncer.sync("test")
    again = kept.syncer.sync("test")
    assert again.indexed is None
    assert again.sync.before == again.sync.after


def test_a_source_is_due_when_its_time_has_come(kept: Kept) -> None:
    put_up(kept.play, [Provider(80001, "Aldermere", (FIRST,))])
    kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    assert kept.syncer.is_due()
    kept.syncer.sync("test", due=True)
    assert not kept.syncer.is_due()
    kept.clock.go_on(hours=25)
    assert kept.syncer.is_due()


def test_a_clock_that_was_a_year_ahead_puts_no_source_off_for_a_year(kept: Kept) -> None:
    put_up(kept.play, [Provider(80001, "Aldermere", (FIRST,))])
    kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    right = kept.clock.now()
    kept.clock.go_on(hours=366 * 24)
    kept.syncer.sync("test", due=True)
    assert not kept.syncer.is_due()
    kept.clock.at = right
    assert kept.syncer.is_due()
    kept.syncer.sync("test", due=True)
    assert not kept.syncer.is_due()


def test_a_sync_that_was_cut_short_is_taken_up_with_what_was_before_it(kept: Kept) -> None:
    put_up(kept.play, [Provider(80001, "Aldermere", (FIRST,))])
    kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    first = kept.syncer.sync("test").sync
    cut_short = kept.state.syncs.begin("test", first.after)
    kept.clock.go_on(hours=1)
    assert kept.syncer.is_due()
    done = kept.syncer.sync("test", due=True)
    assert (done.sync.number, done.sync.before) == (cut_short.number, first.after)
    assert done.indexed is not None


def test_one_sync_at_a_time(kept: Kept) -> None:
    with alone(kept.app.settings, kept.state.sources), pytest.raises(SyncBusyError):
        kept.syncer.sync("test")


def test_a_watched_folder_is_indexed_where_it_is(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "report.pdf").write_bytes(FIRST.body)
    kept.syncer.add(folder_to_watch(folder))
    kept.syncer.sync("test")
    assert [held.document.path for held in kept.app.documents()] == [str(folder / "report.pdf")]
    (folder / "report.pdf").rename(folder / "renamed.pdf")
    kept.syncer.sync("test")
    assert [held.document.path for held in kept.app.documents()] == [str(folder / "renamed.pdf")]


def test_what_a_source_brought_stays_when_it_is_followed_no_longer(kept: Kept) -> None:
    put_up(kept.play, [Provider(80001, "Aldermere", (SECOND, FIRST))])
    source = kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    kept.syncer.sync("test")
    kept.syncer.remove(source.number)
    assert kept.syncer.sources() == []
    assert len(kept.app.documents()) == 2
    again = kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    assert again.number == source.number
    kept.syncer.sync("test")
    assert kept.play.fetched(FIRST.address) == 1


OFFER = """<html><head><title>Local offer</title></head><body><main>
<h1>Local offer for care leavers</h1>
<p>Our care leavers are entitled to a setting up home allowance of £3,000. They do not pay
council tax until the age of 25. Each of them is given a free bus pass and a laptop.</p>
<p>Last updated: 4 March 2024</p></main></body></html>"""


def test_what_people_are_entitled_to_is_told_apart_from_findings(kept: Kept) -> None:
    put_up(kept.play, [Provider(80487, "Barnet", (FIRST,))])
    kept.play.put("/offer", OFFER)
    kept.syncer.add(ofsted_reports("Barnet", kept.app.settings))
    kept.syncer.add(single_page(f"{kept.play.address}/offer", "local_offer", "Barnet"))
    kept.syncer.sync("test")
    answer, _ = kept.app.ask("What are care leavers in Barnet entitled to?")
    assert answer.outcome in ("answered", "partial")
    [citation] = {citation.document_id: citation for citation in answer.citations}.values()
    assert (citation.kind, citation.publisher) == ("local_offer", "Barnet council")
    assert any("not what inspectors found" in caveat for caveat in answer.caveats)
    [shown] = {each["origin"] for each in answer_json(answer)["citations"]}
    assert shown == f"{kept.play.address}/offer"


def test_a_page_is_not_told_where_findings_are_asked_for(kept: Kept) -> None:
    put_up(kept.play, [Provider(80487, "Barnet", (FIRST,))])
    kept.play.put("/offer", OFFER)
    kept.syncer.add(ofsted_reports("Barnet", kept.app.settings))
    kept.syncer.add(single_page(f"{kept.play.address}/offer", "guidance", None))
    kept.syncer.sync("test")
    answer, _ = kept.app.ask("What did inspectors find about care leavers in Barnet?")
    assert all(citation.kind != "guidance" for citation in answer.citations)


def test_a_sync_that_cannot_index_is_made_good_by_the_next(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up(kept.play, [Provider(80001, "Aldermere", (FIRST,))])
    kept.syncer.add(ofsted_reports("80001", kept.app.settings))

    def busy(*_: object, **__: object) -> None:
        raise MendableError("Another process is indexing.")

    with monkeypatch.context() as patched:
        patched.setattr(App, "index", busy)
        with pytest.raises(MendableError):
            kept.syncer.sync("test")
    [sync] = kept.state.syncs.recent(1)
    assert sync.reason == "Another process is indexing."
    assert kept.syncer.is_due()
    kept.syncer.sync("test", due=True)
    assert len(kept.app.documents()) == 1


def test_what_a_site_lists_can_be_looked_at_without_fetching(kept: Kept) -> None:
    put_up(kept.play, [Provider(80001, "Aldermere", (SECOND, FIRST))])
    kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    [checked] = kept.syncer.check()
    assert len(checked.fresh) == len(checked.offers) == 2
    assert kept.play.fetched(FIRST.address) == 0


@pytest.mark.parametrize("folder", ["a", "z"])  # before and after the folder of sources, by path
def test_a_file_that_was_there_before_a_site_listed_it_has_the_sites_address(
    kept: Kept, tmp_path: Path, folder: str
) -> None:
    own = tmp_path / folder
    own.mkdir()
    (own / "report.pdf").write_bytes(FIRST.body)
    kept.app.index([own])
    assert [held.document.origin for held in kept.app.documents()] == [None]
    address = f"{kept.play.address}/v1/file/50001"
    put_up(kept.play, [Provider(80001, "Aldermere", (FIRST,))])
    kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    kept.syncer.sync("test")
    [held] = kept.app.documents()
    assert (held.document.origin, len(held.also_at)) == (address, 1)
    assert held.document.dates.published == FIRST.published
    answer, _ = kept.app.ask("What must improve in Aldermere?")
    assert {citation.origin for citation in answer.citations} == {address}
    # Looking at the folder alone takes nothing away, and reads nothing again.
    again = kept.app.index([own]).report
    assert again.documents.unchanged == 1
    assert [held.document.origin for held in kept.app.documents()] == [address]


def test_a_file_of_a_site_keeps_its_address_when_it_is_put_into_a_folder(
    kept: Kept, tmp_path: Path
) -> None:
    put_up(kept.play, [Provider(80001, "Aldermere", (FIRST,))])
    kept.syncer.add(ofsted_reports("80001", kept.app.settings))
    kept.syncer.sync("test")
    own = tmp_path / "a"
    own.mkdir()
    (own / "report.pdf").write_bytes(FIRST.body)
    (own / "report.pdf.meta.toml").write_text('title = "Our own name for it"\n')
    kept.app.index([own])
    [held] = kept.app.documents()
    assert held.document.title == "Our own name for it"
    assert held.document.origin == f"{kept.play.address}/v1/file/50001"
    (own / "report.pdf").unlink()
    kept.app.index([own])
    [held] = kept.app.documents()
    assert held.document.origin == f"{kept.play.address}/v1/file/50001"
