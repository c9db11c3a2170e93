"""Briefs over published reports, which lie beside the checkout and are not part of the repository.

Every statement is held against the documents by the checker of briefs, which reads them by another
route than that by which they were indexed; the register against the list that people made.
"""

from pathlib import Path

import pypdfium2
import pytest

from evals.briefs.command import check_files
from tests.bot.running import Scrutineer
from tests.scenarios.test_published_reports import SHARED

FOLDERS = {
    "Merton": "80510_merton",
    "Wandsworth": "80518_wandsworth",
    "Nottingham": "80533_nottingham",
    "Reading": "80540_reading",
    "Somerset": "80555_somerset",
}
BRIEFS = [
    ("Merton", ""),
    ("Merton", "care leavers"),
    ("Merton", "LADO"),
    *((authority, "") for authority in FOLDERS if authority != "Merton"),
]

pytestmark = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the published reports are not beside the checkout"
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Scrutineer:
    scrutineer = Scrutineer(tmp_path_factory.mktemp("briefs") / "home")
    folders = [str(SHARED / "corpus" / "ofsted" / name) for name in FOLDERS.values()]
    assert scrutineer.run("index", *folders).exit_code == 0
    return scrutineer


def write(scrutineer: Scrutineer, path: Path, authority: str, topic: str, *more: str) -> Path:
    subject = [topic] if topic else []
    done = scrutineer.run("brief", *subject, "--authority", authority, "--output", str(path), *more)
    assert done.exit_code == 0, done.stderr
    return path


@pytest.mark.parametrize(("authority", "topic"), BRIEFS)
def test_every_statement_stands_and_the_register_is_whole(
    reports: Scrutineer, tmp_path: Path, authority: str, topic: str
) -> None:
    files = [write(reports, tmp_path / "brief.docx", authority, topic)]
    if topic == "LADO":
        files.append(write(reports, tmp_path / "brief.pdf", authority, topic))
    gold = SHARED / "gold" / "recommendations.jsonl"
    for path, outcome in check_files(files, reports.home, gold, authority).items():
        assert outcome.statements > (10 if topic else 40), path
        assert not outcome.faults, path
        assert outcome.items, path
        assert not outcome.missing, path


@pytest.mark.parametrize("authority", ["Nottingham", "Somerset"])
def test_one_page_is_one_page_and_holds_what_it_says(
    reports: Scrutineer, tmp_path: Path, authority: str
) -> None:
    path = write(reports, tmp_path / "one.pdf", authority, "", "--length", "one-page")
    assert len(pypdfium2.PdfDocument(path)) == 1
    outcome = check_files([path], reports.home, None, None)[path]
    assert outcome.statements > 5
    assert not outcome.faults
