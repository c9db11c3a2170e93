"""Syncs that are killed at random moments, and the next one that goes on from there."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bot.syncing.sites import ofsted_reports
from evals.benchmarks.processes import environment, module, scrutineer
from evals.benchmarks.sources.following import following, settings_for
from tests.sites.reporting import report_pdf
from tests.sites.reports import Provider, Report, put_up
from tests.sites.serving import Play, served

_BOROUGH = Provider(80_001, "Aldermere")
_EACH = 2
_SOON, _LATE = 0.4, 6.0
_PATIENCE = 300.0


@dataclass(slots=True)
class Killed:
    """What the kills came to; `under_way` are fetches that a kill cut off and that came again."""

    kills: int = 0
    by_program: int = 0
    documents: int = 0
    fetched: int = 0
    under_way: int = 0
    ended_early: int = 0
    faults: list[str] = field(default_factory=list)


def kill_and_go_on(folder: Path, kills: int, programs: int, seed: int = 11) -> Killed:
    """Kill so many syncs while reports keep appearing; of them `programs` as a user starts them.

    Each dies by SIGKILL, at a random moment after a random number of requests.
    """
    told, play, chance = Killed(), Play(), random.Random(seed)
    home, reports = folder / "home", list[Report]()
    cut_off: dict[str, int] = {}
    with served(play) as address:
        settings = settings_for(home, address, pause=0.0)
        with following(settings) as program:
            program.syncer.add(ofsted_reports(str(_BOROUGH.number), settings))
        while told.kills < kills:
            reports += _published(len(reports))
            put_up(play, [Provider(_BOROUGH.number, _BOROUGH.name, tuple(reversed(reports)))])
            as_user = told.kills < programs
            begun = play.begun
            process = _begun(home, address, as_user=as_user)
            _await(play, begun + chance.randint(1, _EACH + 3), process)
            late = chance.random() < 0.3
            time.sleep(chance.uniform(0, _LATE if late else _SOON))
            if process.poll() is not None:
                told.ended_early += 1
                continue
            _kill(process)
            told.kills += 1
            told.by_program += as_user
            last = [each.address for each in play.asked[begun:] if "/file/" in each.address][-1:]
            for each in last:
                cut_off[each] = cut_off.get(each, 0) + 1
        put_up(play, [Provider(_BOROUGH.number, _BOROUGH.name, tuple(reversed(reports)))])
        with following(settings) as program:
            program.syncer.sync("benchmark")
            documents = [held.document for held in program.app.documents()]
            files = [path.name for path in settings.sources_folder.glob("*/.arriving-*")]
            items = program.state.sources.items(1)
        told.faults += _compared(play, reports, cut_off, told)
    told.documents, told.fetched = len(documents), sum(play.fetched(r.address) for r in reports)
    if len(documents) != len(reports) or any(d.origin is None for d in documents):
        told.faults.append(f"{len(documents)} of {len(reports)} documents are in the index")
    if files:
        told.faults.append(f"{len(files)} half-done files were left")
    if any(item.state != "kept" for item in items):
        told.faults.append("a document is not noted as kept")
    return told


def _compared(
    play: Play, reports: Sequence[Report], cut_off: dict[str, int], told: Killed
) -> list[str]:
    """Documents that came more than once although no kill cut them off."""
    faults = []
    for report in reports:
        again = play.fetched(report.address) - 1
        told.under_way += max(again, 0)
        if again < 0:
            faults.append(f"{report.address} was never fetched")
        if again > cut_off.get(report.address, 0):
            faults.append(f"{report.address} was fetched {again + 1} times")
    return faults


def _published(already: int) -> list[Report]:
    made = []
    for number in range(already, already + _EACH):
        day = date(2012, 1, 10) + timedelta(days=20 * number)
        body = report_pdf("Aldermere", day, [f"The pace of reviews, part {number}."])
        label = "Children's services inspection"
        made.append(Report(50_000 + number, label, day + timedelta(days=30), body))
    return made


def _begun(home: Path, address: str, *, as_user: bool) -> "subprocess.Popen[bytes]":
    command = (
        scrutineer("sources", "sync", "--home", home)
        if as_user
        else module("evals.benchmarks.sources.killing", home, address)
    )
    own = {
        "SCRUTINEER_OFSTED_URL": address,
        "SCRUTINEER_SOURCES_LOOPBACK": "true",
        "SCRUTINEER_SOURCES_PAUSE": "0",
    }
    return subprocess.Popen(
        command,
        env={**environment(), **own},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _await(play: Play, requests: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait for so many requests in all; some syncs make fewer, and are killed later."""
    deadline, quiet = time.monotonic() + _PATIENCE, 0.0
    seen = play.begun
    while time.monotonic() < deadline and process.poll() is None:
        if play.begun >= requests or (quiet > 2 and seen > requests - _EACH - 3):
            return
        time.sleep(0.01)
        quiet = quiet + 0.01 if play.begun == seen else 0.0
        seen = play.begun


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a program and what it has started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _sync(home: Path, address: str) -> None:
    """One sync, in a process of its own."""
    with following(settings_for(home, address, pause=0.0)) as program:
        program.syncer.sync("benchmark")


if __name__ == "__main__":
    _sync(Path(sys.argv[1]), sys.argv[2])
