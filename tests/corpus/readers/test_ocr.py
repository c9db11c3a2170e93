"""Scans through the real OCRmyPDF and Tesseract; run.py installs them."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from pypdf import PdfReader, PdfWriter

from corpus.readers import read
from corpus.readers.extracts import Extract, Refusal
from corpus.readers.kept_pages import KeptPages, clear_kept
from corpus.readers.ocr import how_to_install, is_available, read_scans
from corpus.readers.pdf import read_pdf
from corpus.sample import DOCUMENTS
from corpus.sources import SkippedFile, Source
from corpus.workers.workplace import Workplace, work_at
from tests.corpus.readers.making import WORDS, make_pdf, make_scan

SCAN = DOCUMENTS / "aldermere-unannounced-inspection-2012.pdf"
LINES = ("Carers in Aldermere are heard by managers.", "Plans for 14 children drift for months.")


def extract(data: bytes, kept: KeptPages) -> Extract:
    result = read_pdf(data, kept)
    assert isinstance(result, Extract), result
    return result


def joined(*files: bytes) -> bytes:
    writer = PdfWriter()
    for file in files:
        writer.append(PdfReader(io.BytesIO(file)))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not is_available()


@pytest.fixture(scope="module")
def mixed() -> bytes:
    """A page with text, a scan lying on its side, a blank page."""
    return joined(make_pdf([WORDS]), make_scan([LINES * 6], turned=90), make_scan([[]]))


@pytest.fixture(scope="module")
def kept(mixed: bytes, tmp_path_factory: pytest.TempPathFactory) -> KeptPages:
    """What was recognised in `mixed`, in a folder of its own."""
    folder = tmp_path_factory.mktemp("kept") / "scans"
    kept = KeptPages(folder, "0" * 64)
    assert read_scans(mixed, [2], kept).trouble is None
    return kept


def test_a_scan_is_read_turned_and_the_pages_beside_it_are_left_alone(
    mixed: bytes, kept: KeptPages
) -> None:
    result = extract(mixed, kept)
    first, second, third = result.pages
    assert first.text.strip() == WORDS
    assert first.confidence is None
    assert second.text.split("\r\n")[:2] == list(LINES)
    assert second.confidence is not None
    assert len(second.confidence) == len(second.text.split())
    assert min(second.confidence) > 50
    assert third.text == ""
    assert result.notes == (
        "Page 3 is blank.",
        "1 of 3 pages were read by OCR (page 2): hold what matters against the page itself.",
    )


@pytest.mark.usefixtures("no_tesseract")
def test_what_was_recognised_once_needs_no_tesseract(mixed: bytes, kept: KeptPages) -> None:
    assert LINES[0] in extract(mixed, kept).pages[1].text


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_the_rest_is_read_and_the_command_is_named(mixed: bytes) -> None:
    result = extract(mixed, KeptPages(None, ""))
    assert [bool(page.text.strip()) for page in result.pages] == [True, False, False]
    assert result.notes[1].startswith("Page 2 is a scan and could not be read. ")
    assert how_to_install() in result.notes[1]


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_a_scan_is_reported_with_the_command() -> None:
    outcome = read(SCAN)
    assert isinstance(outcome, SkippedFile)
    assert outcome.reason.startswith("Its 2 pages are scans: pictures without text.")
    assert outcome.reason.endswith(how_to_install())
    assert "`" in how_to_install()


def test_the_sample_scan_is_read_nearly_without_error(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    work_at(Workplace(2, lambda done, total: told.append((done, total))))
    try:
        outcome = read(SCAN, tmp_path / "scans")
    finally:
        work_at(Workplace(2, lambda *_: None))
    assert isinstance(outcome, Source)
    assert told == [(0, 2), (1, 2), (2, 2)]
    text = " ".join(" ".join(page.text.split()) for page in outcome.pages)
    written = (DOCUMENTS.parent / "sources" / "aldermere-unannounced-inspection-2012.md").read_text(
        "utf-8"
    )
    words = [word for word in written.partition("\n\n")[2].split() if word.isalpha()]
    missed = [word for word in words if word not in text]
    assert len(words) > 250
    assert len(missed) <= len(words) / 50, missed
    assert text.count("•") == 11
    (folder,) = (tmp_path / "scans").iterdir()
    assert len(list(folder.iterdir())) == 2  # and no work folder is left


def test_a_picture_without_words_is_no_trouble() -> None:
    result = extract(make_pdf([WORDS, None]), KeptPages(None, ""))
    assert result.notes == ("Page 2 is a picture without words.",)
    refused = read_pdf(make_pdf([None]))
    assert isinstance(refused, Refusal)
    assert refused.reason.startswith("Its page has no words, in text or in pictures")


def test_when_recognising_fails_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "tesseract"
    broken.write_text(
        "#!/bin/sh\n"
        'case "$1" in --list-langs) echo list; echo eng;; --version) echo tesseract 5.3.0;;\n'
        "*) echo no such luck >&2; exit 1;; esac\n"
    )
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    refused = read_pdf(make_scan([LINES]))
    assert isinstance(refused, Refusal)
    assert "Recognising it failed (" in refused.reason


READER = """
import sys
from pathlib import Path
from corpus.readers import read
print("reading", flush=True)
read(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def until(happened: Callable[[], bool], seconds: float = 300.0) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGINT])
def test_nothing_runs_on_and_no_temporary_file_stays_when_the_reader_is_ended(
    tmp_path: Path, by: signal.Signals
) -> None:
    scan, scans = tmp_path / "long.pdf", tmp_path / "scans"
    scan.write_bytes(make_scan([LINES * 8] * 6))
    process = subprocess.Popen(
        [sys.executable, "-c", READER, str(scan), str(scans)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    reader = psutil.Process(process.pid)
    started: set[psutil.Process] = set()

    def recognising() -> bool:
        started.update(reader.children(recursive=True))
        at_work = any("tesseract" in _name(child) for child in started)
        return at_work and any(scans.glob("work-*/ocrmypdf.io.*/*_ocr.png"))

    try:
        until(recognising)
        process.send_signal(by)
        process.communicate(timeout=30)
    finally:
        process.kill()
    until(lambda: not any(map(_name, started)))
    until(lambda: not any(scans.glob("work-*")))


def _name(process: psutil.Process) -> str:
    """A process's name, "" when it has ended."""
    try:
        return "" if process.status() == psutil.STATUS_ZOMBIE else process.name()
    except psutil.NoSuchProcess:
        return ""


def test_what_is_kept_goes_with_its_file(tmp_path: Path) -> None:
    wanted, other = KeptPages(tmp_path, "a" * 64), KeptPages(tmp_path, "b" * 64)
    wanted.put(3, b"page three")
    other.put(1, b"page one")
    (tmp_path / "work-left").mkdir()
    clear_kept(tmp_path, {"a" * 64})
    assert wanted.get(3) == b"page three"
    assert other.get(1) is None
    assert wanted.get(4) is None
    assert len(list(tmp_path.iterdir())) == 1
    clear_kept(tmp_path / "not made", set())
