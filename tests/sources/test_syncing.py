from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from sources.ofsted import OfstedSite
from sources.ports import Arrival, Ledger, Listing
from sources.records import HostRecord, Item, PageRecord, SourceRecord
from tests.sites.following import Follower, following
from tests.sites.reporting import pdf_of
from tests.sites.reports import Provider, Report, put_up
from tests.sites.serving import Given, Play

ONE = Report(50_001, "Children's services inspection", date(2024, 5, 3), pdf_of([["One"]]))
TWO = Report(50_002, "Children's services inspection", date(2025, 2, 11), pdf_of([["Two"]]))


@pytest.fixture
def follower(play: Play, tmp_path: Path) -> Iterator[Follower]:
    site = OfstedSite(play.address)
    with following(tmp_path, "ofsted", site, {"provider": "80001"}) as follower:
        yield follower


def list_these(play: Play, *reports: Report) -> None:
    put_up(play, [Provider(80_001, "Aldermere", reports)])


def told(follower: Follower) -> str:
    return "".join(path.read_text("utf-8") for path in sorted(follower.folder.glob("*.meta.toml")))


def test_a_report_that_moved_is_the_same_document(play: Play, follower: Follower) -> None:
    list_these(play, ONE)
    follower.look()
    before = follower.files()
    list_these(play, replace(ONE, file=60_001))
    looked = follower.look()
    assert (len(looked.moved), looked.new) == (1, ())
    assert follower.files() == before
    assert f"{play.address}/v1/file/60001" in told(follower)
    assert "50001" not in told(follower)


def test_a_report_that_vanished_is_kept_and_marked_until_it_comes_back(
    play: Play, follower: Follower
) -> None:
    list_these(play, TWO, ONE)
    follower.look()
    list_these(play, TWO)
    assert len(follower.look().gone) == 1
    assert len(follower.files()) == 2
    [gone] = [item for item in follower.items() if item.gone_since is not None]
    assert gone.offer.address.endswith("50001")
    list_these(play, TWO, ONE)
    assert follower.look().back == (gone.key,)
    assert play.fetched(ONE.address) == 1
    assert all(item.gone_since is None for item in follower.items())


def test_the_same_file_at_two_addresses_is_one_document(play: Play, follower: Follower) -> None:
    list_these(play, replace(ONE, file=60_001), ONE)
    follower.look()
    assert len(follower.files()) == 1
    assert sorted(item.state for item in follower.items()) == ["kept", "same"]
    list_these(play, replace(ONE, file=60_001))
    follower.look()
    assert "60001" in told(follower)


def test_an_outage_changes_nothing_and_says_so(play: Play, follower: Follower) -> None:
    list_these(play, ONE)
    follower.look()
    play.down = Given(b"", status=503, headers={"Retry-After": "1800"})
    looked = follower.look()
    assert looked.trouble is not None
    assert looked.source.next_at is not None
    play.down = None
    follower.clock.at = looked.source.next_at
    assert follower.look().trouble is None


def test_what_was_not_fetched_when_the_site_went_down_is_fetched_later(
    play: Play, follower: Follower
) -> None:
    list_these(play, TWO, ONE)
    play.put(ONE.address, b"", status=500)
    play.put(TWO.address, b"", status=500)
    looked = follower.look()
    assert looked.trouble is not None
    assert len(looked.failed) == 1
    list_these(play, TWO, ONE)
    follower.clock.go_on(hours=1)
    assert len(follower.look().new) == 2


def test_half_a_pdf_is_asked_for_again(play: Play, follower: Follower) -> None:
    list_these(play, ONE)
    play.put(ONE.address, ONE.body[:-200], "application/pdf")
    follower.look()
    assert follower.files() == set()
    list_these(play, ONE)
    assert len(follower.look().new) == 1


class _Killed(BaseException):
    """The program ends here."""


@dataclass
class Dying:
    """A ledger that lets the program end after so many things were kept."""

    inner: Ledger
    left: int

    def host(self, name: str) -> HostRecord:
        return self.inner.host(name)

    def keep_host(self, host: HostRecord) -> None:
        self._step()
        self.inner.keep_host(host)

    def page(self, address: str) -> PageRecord | None:
        return self.inner.page(address)

    def keep_page(self, page: PageRecord) -> None:
        self._step()
        self.inner.keep_page(page)

    def items(self, source: int) -> Sequence[Item]:
        return self.inner.items(source)

    def keep(self, source: SourceRecord, items: Sequence[Item]) -> None:
        self._step()
        self.inner.keep(source, items)

    def _step(self) -> None:
        if self.left == 0:
            raise _Killed
        self.left -= 1


@pytest.mark.parametrize("steps", range(1, 24, 2))
def test_a_look_that_ends_at_any_step_is_taken_up_without_loss_or_repeat(
    play: Play, follower: Follower, steps: int
) -> None:
    list_these(play, TWO, ONE)
    died = False
    try:
        follower.look(ledger=Dying(follower.state.sources, steps))
    except _Killed:
        died = True
    follower.look()
    assert all(item.state == "kept" for item in follower.items())
    assert len(follower.files()) == 2
    assert not list(follower.folder.glob(".arriving-*"))
    again = sum(play.fetched(each.address) - 1 for each in (ONE, TWO))
    # What had come and was not noted yet when the program ended is all that comes again.
    assert again <= died


def test_a_file_that_arrived_is_put_at_its_place_by_the_next_look(
    play: Play, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_these(play, ONE)

    def ends(*_: object) -> None:
        raise _Killed

    with monkeypatch.context() as patched:
        patched.setattr("sources.folder.SourceFolder.put", ends)
        # A killed program deletes nothing.
        patched.setattr("pathlib.Path.unlink", lambda *_, **__: None)
        with pytest.raises(_Killed):
            follower.look()
    assert [item.state for item in follower.items()] == ["arrived"]
    follower.look()
    assert [item.state for item in follower.items()] == ["kept"]
    assert play.fetched(ONE.address) == 1


class Changing:
    """A site whose one document is another each time."""

    def __init__(self, offers: Listing) -> None:
        self.offers = offers
        self.body = b""

    def listing(self, *_: object) -> Listing:
        return self.offers

    def fetch(self, _item: Item, _reach: object, target: Path) -> Arrival | None:
        import hashlib

        target.write_bytes(self.body)
        return Arrival(target, hashlib.sha256(self.body).hexdigest(), len(self.body), "x")


def test_a_document_that_parts_from_its_copy_takes_nothing_with_it(
    play: Play, follower: Follower
) -> None:
    list_these(play, replace(ONE, file=60_001), ONE)
    follower.look()
    kept = next(item for item in follower.items() if item.state == "kept")
    changed = pdf_of([["One, put right"]])
    offers = tuple(
        replace(item.offer, version="2" if item.key == kept.key else item.version)
        for item in follower.items()
    )
    site = Changing(Listing(offers, {}))
    site.body = changed
    follower.site = site
    assert follower.look().changed == (kept.key,)
    bodies = {(follower.folder / name).read_bytes() for name in follower.files()}
    assert bodies == {ONE.body, changed}
