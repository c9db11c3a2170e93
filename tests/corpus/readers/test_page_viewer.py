"""The process that draws pages: what it gives, and what becomes of it when a page is too much."""

import hashlib
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from corpus.readers.originals import SourceGoneError
from corpus.readers.page_viewer import PageViewer
from corpus.readers.page_views import OpenFiles, PageRefusedError, PrintedFile, PrintedPage
from tests.corpus.readers.making import WORDS, make_pdf, make_raw_pdf


def kept(path: Path, data: bytes) -> PrintedFile:
    path.write_bytes(data)
    return PrintedFile((str(path),), hashlib.sha256(data).hexdigest())


@pytest.fixture
def viewer() -> Iterator[PageViewer]:
    with closing(PageViewer()) as viewer:
        yield viewer


@pytest.fixture
def file(tmp_path: Path) -> PrintedFile:
    return kept(tmp_path / "pages.pdf", make_pdf([f"{WORDS} {n}" for n in range(1, 6)]))


def drawing() -> list[psutil.Process]:
    """The processes of ours that draw."""
    return [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE and "page_viewer" in " ".join(child.cmdline())
    ]


def endless() -> bytes:
    """Two kilobytes that draw a line ten million times."""

    def form(number: int) -> bytes:
        body = b"/I Do " * 10
        return (
            b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</I %d 0 R>>>>"
            b"/Length %d>>stream\n%b\nendstream" % (number, len(body), body)
        )

    line = b"0 0 m 600 800 l S"
    return make_raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length 60>>stream\n%b\nendstream" % (b"/I Do " * 10),
        *(form(number) for number in range(6, 13)),
        b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Length %d>>stream\n%b\nendstream"
        % (len(line), line),
    )


def test_it_gives_what_is_found_and_drawn_in_another_process(
    viewer: PageViewer, file: PrintedFile
) -> None:
    page = PrintedPage(file, 2, f"{WORDS} 2")
    stretches = [(0, 8), (9, 11)]
    assert viewer.places(page, stretches) == OpenFiles().places(page, stretches)
    assert viewer.picture(file, 2, 1.0) == OpenFiles().picture(file, 2, 1.0)
    assert viewer.clipping(page, stretches, 1.0) == OpenFiles().clipping(page, stretches, 1.0)
    assert len(drawing()) == 1


def test_pictures_are_kept_and_faults_are_told(viewer: PageViewer, file: PrintedFile) -> None:
    first = viewer.picture(file, 1, 1.0)
    Path(file.paths[0]).unlink()
    assert viewer.picture(file, 1, 1.0) == first
    with pytest.raises(SourceGoneError):
        viewer.picture(file, 2, 1.0)
    with pytest.raises(SourceGoneError):
        viewer.places(PrintedPage(file, 1, WORDS), [(0, 4)])


def test_threads_share_it(viewer: PageViewer, file: PrintedFile) -> None:
    with ThreadPoolExecutor(8) as pool:
        pictures = list(pool.map(lambda n: viewer.picture(file, n % 5 + 1, 1.0), range(40)))
    alone = [OpenFiles().picture(file, number, 1.0) for number in range(1, 6)]
    assert pictures == [alone[n % 5] for n in range(40)]


def test_a_page_that_takes_all_time_and_memory_costs_itself(
    tmp_path: Path, file: PrintedFile
) -> None:
    hostile = kept(tmp_path / "hostile.pdf", endless())
    with closing(PageViewer(seconds=3.0)) as viewer:
        viewer.picture(file, 1, 1.0)
        (before,) = drawing()
        with pytest.raises(PageRefusedError):
            viewer.picture(hostile, 1, 1.0)
        assert not before.is_running()
        assert viewer.picture(file, 2, 1.0)
        with pytest.raises(PageRefusedError, match="a moment ago"):
            viewer.places(PrintedPage(hostile, 1, ""), [])


def test_a_process_that_does_not_answer_is_ended(file: PrintedFile) -> None:
    with closing(PageViewer(seconds=3.0)) as viewer:
        viewer.picture(file, 1, 1.0)
        (process,) = drawing()
        process.suspend()
        with pytest.raises(PageRefusedError, match="longer than 3 seconds"):
            viewer.picture(file, 2, 1.0)
        assert not process.is_running()
        assert viewer.picture(file, 3, 1.0)


def test_a_file_that_was_too_much_several_times_is_left_alone(
    viewer: PageViewer, file: PrintedFile, tmp_path: Path
) -> None:
    other = kept(tmp_path / "other.pdf", make_pdf())
    for number in range(1, 4):
        viewer.picture(other, 1, number)
        (process,) = drawing()
        process.kill()
        process.wait()
        with pytest.raises(PageRefusedError, match=r"lost|ended"):
            viewer.picture(file, number, 1.0)
    with pytest.raises(PageRefusedError, match="a moment ago"):
        viewer.picture(file, 4, 1.0)
    assert viewer.picture(other, 1, 1.5)


def test_a_page_that_kills_the_process_costs_itself(viewer: PageViewer, file: PrintedFile) -> None:
    viewer.picture(file, 1, 1.0)
    (process,) = drawing()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with pytest.raises(PageRefusedError):
        viewer.picture(file, 2, 1.0)
    assert viewer.picture(file, 3, 1.0)
    assert drawing() != [process]


@pytest.mark.skipif(not hasattr(psutil, "RLIMIT_AS"), reason="the limit is kept on Linux alone")
def test_it_may_take_so_much_memory_and_no_more(file: PrintedFile) -> None:
    with closing(PageViewer(memory=700_000_000)) as viewer:
        viewer.picture(file, 1, 1.0)
        (process,) = drawing()
        assert process.rlimit(psutil.RLIMIT_AS) == (700_000_000, 700_000_000)


def test_without_memory_to_begin_with_a_page_is_refused(file: PrintedFile) -> None:
    with (
        closing(PageViewer(memory=30_000_000)) as viewer,
        pytest.raises(PageRefusedError),
    ):
        viewer.picture(file, 1, 1.0)


def test_nothing_runs_on_when_it_is_closed_or_forgotten(file: PrintedFile) -> None:
    viewer = PageViewer()
    viewer.picture(file, 1, 1.0)
    viewer.close()
    assert drawing() == []
    viewer.picture(file, 2, 1.0)
    assert len(drawing()) == 1
    del viewer
    assert drawing() == []
