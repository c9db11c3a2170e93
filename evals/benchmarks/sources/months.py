"""Months in the life of three authorities on a played reports site.

Reports appear, move to other addresses, vanish and come back; a web page comes in place of a PDF;
the site is down, asks to be left alone, and changes its layout. After each sync the current
recommendations have to be those of the newest inspection that could be had.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from bot.syncing.sites import ofsted_reports
from evals.benchmarks.sources.following import PAUSE, Following, following, settings_for
from tests.sites.clocks import SetClock
from tests.sites.reporting import letter_pdf, report_pdf
from tests.sites.reports import Provider, Report, put_up
from tests.sites.serving import Given, Play, served

_BOROUGHS = ("Aldermere", "Thornbeck", "Quillbury")
_HOW = ("pace", "quality", "recording", "timeliness", "oversight", "consistency")
_WHAT = (
    *("supervision", "first visits", "plans for children", "decisions", "assessments", "reviews"),
    *(
        "life-story work",
        "return interviews",
        "pathway plans",
        "health assessments",
        "chronologies",
    ),
)
_NOT_FOUND = b"<html><body><h1>Report not found</h1><p>We are sorry.</p></body></html>"
_ROBOTS = "User-agent: *\nDisallow: /search/private\nCrawl-delay: 3\n"
_START = datetime(2021, 1, 12, 6, tzinfo=UTC)


@dataclass(slots=True)
class _Borough:
    """An authority: what the site lists of it, what was taken down, what was had of it."""

    provider: Provider
    hidden: list[Report] = field(default_factory=list)
    lists: dict[bytes, tuple[date, tuple[str, ...]]] = field(default_factory=dict)
    had: set[bytes] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)

    def current(self) -> tuple[str, ...]:
        """The recommendations of the newest inspection that could be had."""
        known = [self.lists[body] for body in self.had if body in self.lists]
        return max(known)[1] if known else ()


@dataclass(slots=True)
class Life:
    """What the months came to: faults are sentences, and there should be none."""

    months: int = 0
    syncs: int = 0
    events: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    requests: int = 0
    faults: list[str] = field(default_factory=list)


def live(folder: Path, months: int, seed: int = 7) -> Life:
    """Live through so many months, keeping everything in a folder."""
    life, play, clock = Life(), Play(), SetClock(_START)
    play.now = clock.now
    chance = random.Random(seed)
    boroughs = [_Borough(Provider(80_001 + number, name)) for number, name in enumerate(_BOROUGHS)]
    play.put("/robots.txt", _ROBOTS, "text/plain")
    with (
        served(play) as address,
        following(settings_for(folder / "home", address), clock) as program,
    ):
        for borough in boroughs:
            wanted = ofsted_reports(str(borough.provider.number), program.app.settings)
            program.syncer.add(wanted)
        for month in range(months):
            layout = month >= months // 2
            _pass(month, boroughs, clock.now().date(), chance, life)
            broken = _broken(month, boroughs, chance)
            _put_up(play, boroughs, broken, new_layout=layout)
            fault = _outage(month, chance)
            if fault is not None:
                _count(life, "outage")
                play.down = fault
                _sync(program, life, boroughs, month, up=False, broken=broken, layout=layout)
                play.down = None
                clock.go_on(days=3)
            _sync(program, life, boroughs, month, up=True, broken=broken, layout=layout)
            if broken is not None:
                _count(life, "page in place of a report")
                _put_up(play, boroughs, None, new_layout=layout)
                clock.go_on(days=3)
                _sync(program, life, boroughs, month, up=True, broken=None, layout=layout)
            life.months += 1
            clock.at = (clock.at + timedelta(days=31)).replace(day=12, hour=6, minute=0)
        life.faults += _rudeness(play)
        life.faults += _repeats(play, boroughs)
        life.faults += _losses(program, boroughs)
        life.documents, life.requests = len(program.app.documents()), len(play.asked)
    return life


def _pass(
    month: int, boroughs: list[_Borough], today: date, chance: random.Random, life: Life
) -> None:
    """What happens in a month."""
    for number, borough in enumerate(boroughs):
        if month % 9 == (3 * number) % 9:
            _count(life, "inspection")
            _inspect(borough, today, chance, month * 10 + number)
        elif chance.random() < 0.25:
            _count(life, "visit")
            body = letter_pdf(borough.provider.name, today - timedelta(days=30), f"Visit {month}.")
            _publish(borough, "Children's services focused visit", today, body, chance)
        reports = list(borough.provider.reports)
        if reports and chance.random() < 0.2:
            _count(life, "move")
            moved = chance.randrange(len(reports))
            reports[moved] = replace(reports[moved], file=_number(chance))
        if len(reports) > 1 and chance.random() < 0.15:
            _count(life, "vanishing")
            borough.hidden.append(reports.pop(chance.randrange(len(reports))))
        if borough.hidden and chance.random() < 0.3:
            _count(life, "return")
            reports.append(borough.hidden.pop())
        borough.provider = replace(borough.provider, reports=tuple(reports))


def _inspect(borough: _Borough, today: date, chance: random.Random, mark: int) -> None:
    ended = today - timedelta(days=40)
    items = tuple(
        f"The {_HOW[(mark + n) % len(_HOW)]} of {_WHAT[(mark // 3 + n) % len(_WHAT)]}, part {mark}."
        for n in range(chance.randint(2, 5))
    )
    body = report_pdf(borough.provider.name, ended, items)
    borough.lists[body] = (ended, items)
    _publish(borough, "Children's services inspection", today, body, chance)


def _publish(
    borough: _Borough, label: str, today: date, body: bytes, chance: random.Random
) -> None:
    report = Report(_number(chance), label, today - timedelta(days=2), body)
    borough.provider = replace(borough.provider, reports=(report, *borough.provider.reports))


def _number(chance: random.Random) -> int:
    return chance.randrange(50_000_000, 59_999_999)


def _broken(month: int, boroughs: list[_Borough], chance: random.Random) -> Report | None:
    """A report that was just published and of which a web page comes, in some months."""
    if month % 7 != 3:
        return None
    fresh = [
        report
        for borough in boroughs
        for report in borough.provider.reports
        if report.body not in borough.had
    ]
    return chance.choice(fresh) if fresh else None


def _put_up(
    play: Play, boroughs: list[_Borough], broken: Report | None, *, new_layout: bool
) -> None:
    put_up(play, [borough.provider for borough in boroughs], new_layout=new_layout)
    if broken is not None:
        play.put(broken.address, _NOT_FOUND)


def _outage(month: int, chance: random.Random) -> Given | None:
    if month % 5 != 2:
        return None
    return chance.choice(
        [
            Given(b"", status=500),
            Given(b"<h1>Service unavailable</h1>", status=503, headers={"Retry-After": "86400"}),
            Given(b"", status=429, headers={"Retry-After": "7200"}),
            Given(b"<h1>We will be back</h1>", status=502),
        ]
    )


def _sync(
    program: Following,
    life: Life,
    boroughs: list[_Borough],
    month: int,
    *,
    up: bool,
    broken: Report | None,
    layout: bool,
) -> None:
    done = program.syncer.sync("benchmark")
    life.syncs += 1
    if up:
        for borough in boroughs:
            for report in borough.provider.reports:
                borough.addresses.add(report.address + ("?download=1" if layout else ""))
                if report is broken:
                    borough.broken.add(report.address)
                else:
                    borough.had.add(report.body)
    troubled = [look for look in done.looks if look.trouble is not None]
    if up and troubled:
        life.faults.append(f"month {month}: {troubled[0].trouble}")
    if not up and len(troubled) != len(done.looks):
        life.faults.append(f"month {month}: an outage was not told")
    if broken is not None and not any(look.failed for look in done.looks):
        life.faults.append(f"month {month}: a page in place of a report was not told")
    for borough in boroughs:
        told = {
            each.recommendation.text
            for each in (program.app.recommendations(current=True) if _any(boroughs) else ())
            if each.document.authority == borough.provider.name
        }
        if told != set(borough.current()):
            life.faults.append(f"month {month}: {borough.provider.name}: {sorted(told)}")


def _any(boroughs: list[_Borough]) -> bool:
    return any(borough.had for borough in boroughs)


def _rudeness(play: Play) -> Iterator[str]:
    """Requests that a guest would not have made."""
    for before, after in pairwise(play.asked):
        assert before.at is not None
        assert after.at is not None
        if after.began < before.ended:
            yield f"{after.address} was asked while {before.address} was answered"
        apart = (after.at - before.at).total_seconds()
        if apart < max(PAUSE, 3.0) and "robots" not in f"{before.address}{after.address}":
            yield f"{after.address} came {apart} s after {before.address}"
        if apart < PAUSE:
            yield f"{after.address} came {apart} s after {before.address}"
        if before.status in (429, 503) and apart < 7200:
            yield f"{after.address} came {apart} s after a host had asked to be left alone"
    if any("Scrutineer/" not in each.agent for each in play.asked):
        yield "a request did not say whose it is"
    if any("private" in each.address for each in play.asked):
        yield "what robots.txt forbids was asked for"


def _repeats(play: Play, boroughs: list[_Borough]) -> Iterator[str]:
    for borough in boroughs:
        for address in sorted(borough.addresses):
            # A page that came in place of a report was fetched as well.
            most = 2 if address.partition("?")[0] in borough.broken else 1
            if (times := play.fetched(address)) > most:
                yield f"{address} was fetched {times} times"


def _losses(program: Following, boroughs: list[_Borough]) -> Iterator[str]:
    documents = [held.document for held in program.app.documents()]
    wanted = sum(len(borough.had) for borough in boroughs)
    if len(documents) != wanted:
        yield f"{len(documents)} documents are in the index, and {wanted} were there to be had"
    for document in documents:
        if document.origin is None:
            yield f"{document.title} does not say where it is from"


def _count(life: Life, event: str) -> None:
    life.events[event] = life.events.get(event, 0) + 1
