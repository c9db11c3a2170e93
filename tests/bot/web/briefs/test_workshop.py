"""Briefs in their turn: a few at once, each its asker's alone, the last few kept."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from starlette.exceptions import HTTPException

from bot.app import App
from bot.briefs.content import Brief
from bot.briefs.files import Earlier
from bot.briefs.kept import kept_of
from bot.briefs.wanted import Wanted
from bot.web.briefs.order import Order, wanted
from bot.web.briefs.workshop import CUT_SHORT, FAILED, Job, Workshop, file_of
from bot.web.site import Site
from bot.web.visitors import Role, Visitor
from tests.bot.running import Scrutineer
from tests.bot.web.serving import a_site

READER, OTHER = Visitor("amira", Role.READER), Visitor("bram", Role.READER)
ORDER = Order("Aldermere", length="one-page")
_SECONDS = 120


@pytest.fixture
def site(sample: Scrutineer, tmp_path: Path) -> Iterator[Site]:
    with a_site(sample.home, tmp_path) as site:
        yield site


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Holds every brief until it is set."""
    opened, brief = Event(), App.brief

    def waiting(app: App, asked: Wanted, count: Callable[[str, int, int], None]) -> Brief:
        count("Tracing what was asked for", 2, 7)
        assert opened.wait(_SECONDS)
        return brief(app, asked, count)

    monkeypatch.setattr(App, "brief", waiting)
    yield opened
    opened.set()


def take(workshop: Workshop, order: Order = ORDER, visitor: Visitor = READER) -> Job:
    return workshop.take(visitor, order, wanted(order, ("Aldermere",))[0])


def done(workshop: Workshop, job: Job, visitor: Visitor = READER) -> Job:
    job.future.result(_SECONDS)
    return workshop.of(visitor, job.identity)


def test_a_brief_is_made_and_is_its_askers_alone(site: Site) -> None:
    workshop = Workshop(site)
    job = done(workshop, take(workshop))
    assert job.is_made
    made = workshop.made(job)
    assert made
    assert made.brief.authority == "Aldermere"
    assert workshop.headway(job).over
    assert workshop.recent(READER) == [job]
    assert workshop.recent(OTHER) == []
    for visitor, identity in ((OTHER, job.identity), (READER, "none")):
        with pytest.raises(HTTPException) as refused:
            workshop.of(visitor, identity)
        assert refused.value.status_code == 404
    assert file_of(made, "pdf", "http://x").startswith(b"%PDF")


def test_what_is_sent_twice_is_made_once(site: Site, gate: Event) -> None:
    workshop = Workshop(site)
    job = take(workshop)
    assert take(workshop) == job
    # On whatever replica it arrives the second time.
    assert take(Workshop(site)) == job
    others = [take(workshop, visitor=OTHER), take(workshop, Order("Aldermere"))]
    assert job not in others
    gate.set()
    for each in (job, *others):
        each.future.result(_SECONDS)
    again = take(workshop)
    assert again != job
    again.future.result(_SECONDS)


def test_those_who_wait_are_told_how_many_are_before_them(site: Site, gate: Event) -> None:
    workshop = Workshop(site, at_once=1, most_waiting=2)
    first = take(workshop)
    while workshop.headway(first).total != 7:
        assert not first.future.done()
    assert not workshop.of(READER, first.identity).is_over
    assert workshop.headway(first).words == "Tracing what was asked for: 2 of 7"
    waiting = [take(workshop, Order("Aldermere", area)) for area in ("Permanence", "Workforce")]
    assert workshop.headway(waiting[1]).words == "1 brief is before yours"
    with pytest.raises(HTTPException) as refused:
        take(workshop, Order("Aldermere", "Leadership"))
    assert refused.value.status_code == 429
    gate.set()
    assert all(done(workshop, job).is_made for job in (first, *waiting))


def test_the_last_eight_are_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = site.app.brief(wanted(ORDER, ("Aldermere",))[0])
    monkeypatch.setattr(App, "brief", lambda *_: brief)
    workshop = Workshop(site)
    other = done(workshop, take(workshop, visitor=OTHER), OTHER)
    jobs = [done(workshop, take(workshop, Order("Aldermere", topic=str(n)))) for n in range(11)]
    assert workshop.recent(READER) == jobs[:2:-1]
    assert workshop.recent(OTHER) == [other]
    with pytest.raises(HTTPException):
        workshop.of(READER, jobs[0].identity)


def test_what_cannot_be_made_says_why(site: Site) -> None:
    workshop = Workshop(site)
    job = done(workshop, take(workshop, Order("Aldermere", topic="beekeeping")))
    assert not job.is_made
    assert workshop.made(job) is None
    assert "speaks of “beekeeping”" in job.failed


def test_a_failure_is_told_without_what_was_typed(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_app: App, asked: Wanted, _count: object) -> Brief:
        raise RuntimeError(asked.topic)

    monkeypatch.setattr(App, "brief", broken)
    workshop = Workshop(site)
    job = done(workshop, take(workshop, Order("Aldermere", topic="the LADO")))
    assert job.failed == FAILED
    assert "RuntimeError" in caplog.text
    assert "LADO" not in caplog.text


def test_a_brief_is_compared_with_an_earlier_one(site: Site) -> None:
    asked = wanted(ORDER, ("Aldermere",))[0]
    earlier = Earlier(kept_of(site.app.brief(asked)), edited=True)
    workshop = Workshop(site)
    made = workshop.made(done(workshop, workshop.take(READER, ORDER, asked, earlier)))
    assert made
    section = made.brief.sections[0]
    assert section.title.startswith("What has changed since")
    assert "edited" in repr(section.blocks)


def test_another_process_shows_the_same_brief(site: Site) -> None:
    workshop = Workshop(site)
    job = done(workshop, take(workshop))
    made = workshop.made(job)
    assert made
    assert made.brief == site.app.brief(wanted(ORDER, ("Aldermere",))[0])
    other = Workshop(site)
    assert other.of(READER, job.identity) == job
    assert other.made(job) == made
    assert other.headway(job).over


def test_a_brief_whose_process_has_died_is_said_not_to_be_made(
    site: Site, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(site)
    job = take(workshop)
    other = Workshop(site)
    assert not other.headway(job).over
    assert other.headway(job).words == "Looking through the documents"
    monkeypatch.setattr("bot.state.briefs.has_ended", lambda *_: True)
    assert other.headway(job).over
    assert other.of(READER, job.identity).failed == CUT_SHORT
    gate.set()
    job.future.result(_SECONDS)
