import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.benchmarks.sources.killing import kill_and_go_on
from evals.benchmarks.sources.months import live
from evals.benchmarks.sources.published import follow_all
from tests.sites.reporting import report_pdf


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    # What sites do wrong is meant to happen here.
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def test_the_index_is_current_after_each_sync_of_some_months(tmp_path: Path) -> None:
    life = live(tmp_path, 4)
    assert life.faults == []
    assert {"outage", "page in place of a report"} <= life.events.keys()


def test_killed_syncs_go_on_without_loss_or_repeat(tmp_path: Path) -> None:
    told = kill_and_go_on(tmp_path, kills=2, programs=0)
    assert (told.kills, told.faults) == (2, [])


def test_published_reports_are_followed_by_the_names_of_authorities(tmp_path: Path) -> None:
    from datetime import date

    corpus = tmp_path / "corpus"
    for number, name in ((80487, "barnet"), (80430, "blackburn with darwen")):
        folder = corpus / f"{number}_{name}"
        folder.mkdir(parents=True)
        body = report_pdf(name.title(), date(2024, 3, 15), ["The pace of reviews."])
        (folder / "children's services inspection - 03 may 2024.pdf").write_bytes(body)
    (folder / "children's services inspection,  pdf - 19 october 2012.pdf").write_text(
        "<html><body><h1>Report not found</h1></body></html>"
    )
    told = follow_all(corpus, tmp_path)
    assert told.faults == []
    assert (told.documents, told.with_address, told.error_pages) == (2, 2, 1)
