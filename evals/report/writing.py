"""All reports of a run, written into a folder."""

from dataclasses import dataclass
from pathlib import Path

from evals.report.junit import as_junit
from evals.report.page import as_page
from evals.results import Results, write_results


@dataclass(frozen=True, slots=True)
class Written:
    """Where the reports of a run are."""

    results: Path
    junit: Path
    page: Path


def write(results: Results, directory: Path, baseline: Results | None = None) -> Written:
    """Write `results.json`, `junit.xml` and `report.html` into a folder, made if it is not there.

    Raises OSError where the folder cannot be written to.
    """
    directory.mkdir(parents=True, exist_ok=True)
    junit, page = directory / "junit.xml", directory / "report.html"
    junit.write_bytes(as_junit(results))
    page.write_text(as_page(results, baseline), encoding="utf-8")
    return Written(write_results(results, directory), junit, page)
