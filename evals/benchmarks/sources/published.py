"""The published reports of CORPUS, served as the reports site serves them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.faults import UsageError
from bot.syncing.sites import ofsted_reports
from corpus.dates import day_ranges
from evals.benchmarks.sources.following import following, settings_for
from tests.sites.clocks import SetClock
from tests.sites.reports import Provider, Report, put_up
from tests.sites.serving import Play, served

_FOLDER = re.compile(r"(?P<number>\d+)_(?P<name>.+)")


@dataclass(slots=True)
class Published:
    """What following all authorities of a corpus came to."""

    authorities: int = 0
    files: int = 0
    documents: int = 0
    with_address: int = 0
    error_pages: int = 0
    requests: int = 0
    faults: list[str] = field(default_factory=list)


def follow_all(corpus: Path, folder: Path) -> Published:
    """Follow each authority of a corpus by its name, look twice, and index what came."""
    told, play, clock = Published(), Play(), SetClock()
    providers = list(_providers(corpus))
    put_up(play, providers)
    with (
        served(play) as address,
        following(settings_for(folder / "home", address), clock) as program,
    ):
        for provider in providers:
            try:
                wanted = ofsted_reports(provider.name, program.app.settings)
            except UsageError as error:
                told.faults.append(f"{provider.name}: {error}")
                continue
            program.syncer.add(wanted)
        first = program.syncer.sync("benchmark")
        failed = {key for look in first.looks for key in look.failed}
        clock.go_on(days=1)
        again = program.syncer.sync("benchmark")
        told.faults += [
            f"{look.source.name}: {look.trouble}" for look in first.looks if look.trouble
        ]
        if {key for look in again.looks for key in look.failed} != failed:
            told.faults.append("what failed was not asked for again")
        for source in program.syncer.sources():
            for item in program.syncer.items(source):
                if item.key in failed and "not found" not in (item.trouble or "").lower():
                    told.faults.append(f"{item.offer.address}: {item.trouble}")
        documents = [held.document for held in program.app.documents()]
    every = [report for provider in providers for report in provider.reports]
    reports = [report for report in every if report.body.startswith(b"%PDF")]
    told.authorities, told.files, told.documents = len(providers), len(every), len(documents)
    told.with_address = sum(document.origin is not None for document in documents)
    told.error_pages, told.requests = len(failed), len(play.asked)
    if len(failed) != len(every) - len(reports):
        told.faults.append(f"{len(failed)} files failed, {len(every) - len(reports)} should have")
    for report in reports:
        if (times := play.fetched(report.address)) != 1:
            told.faults.append(f"{report.address} ({report.label}) was fetched {times} times")
    if told.with_address != len(reports):
        told.faults.append(f"{told.with_address} of {len(reports)} reports have their address")
    return told


def _providers(corpus: Path) -> Sequence[Provider]:
    providers, number = [], 50_000_000
    for folder in sorted(corpus.iterdir()):
        match = _FOLDER.fullmatch(folder.name)
        if match is None:
            continue
        reports = []
        for file in sorted(folder.glob("*.pdf")):
            number += 1
            label, _, day = file.stem.rpartition(" - ")
            published = day_ranges(day)[0].first
            label = label.removesuffix(",  pdf").capitalize()
            reports.append(Report(number, label, published, file.read_bytes()))
        name = match["name"].title()
        providers.append(Provider(int(match["number"]), name, tuple(reports)))
    return providers
