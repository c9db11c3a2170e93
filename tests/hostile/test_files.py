"""Files that mean harm cost themselves, with a reason, and call nobody."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

import pytest

from corpus.ingest import ingest
from corpus.ingested import Ingested
from corpus.readers import read
from corpus.readers.examiner import Examiner
from corpus.readers.extracts import Refusal
from corpus.readers.originals import SourceError
from corpus.readers.page_viewer import PageViewer
from corpus.readers.page_views import PrintedFile
from corpus.sources import Source
from corpus.walking import digest
from corpus.workers.pool import ReadResult, read_all
from tests.corpus.readers.making import make_pdf
from tests.hostile.listening import Listener, listener
from tests.hostile.others import texts, web_pages, word_files
from tests.hostile.pdfs import pdfs

MEMORY = 700_000_000
# Of what it costs pdfium's own code to read them, nothing can be caught inside the process.
KILL = {"flate in hex", "drawings that draw drawings", "labels and names"}
# Their reader would go on for hours; they are given two seconds to show it.
ENDLESS = {"flate ten times", "tiles"}
READ = {
    "scripts", "launching", "calling", "forms", "a file inside", "bookmarks", "saved states",
    "drawings in themselves", "a web page before it", "a picture before it", "an odd title",
    "an archive after it", "a map of characters", "a font file", "outside relations", "zip slip",
    "a remote grammar", "fields", "inclusions", "names of members", "styles in a ring",
    "tables in tables", "a wide cell", "remote content", "a remote entity", "deep", "open tags",
    "lists in lists", "wide empty cells", "a long line", "utf-7", "overlong", "controls",
    "no space",
    "utf-16 without a mark", "empty cells", "numbers", "accents", "tags",
}  # fmt: skip


@pytest.fixture(scope="module")
def called() -> Iterator[Listener]:
    with listener() as heard:
        yield heard


def laid(folder: Path, files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Names by path."""
    folder.mkdir()
    names: dict[str, str] = {}
    for number, (name, data) in enumerate(files):
        path = folder / f"{number}.bin"
        path.write_bytes(data)
        names[str(path)] = name
    return names


def results(names: Mapping[str, str], seconds: float = 300.0) -> Iterator[tuple[str, ReadResult]]:
    left = set(names)
    for result in read_all(ingest, list(names), 2, seconds, memory=MEMORY):
        left.remove(result.path)
        yield names[result.path], result
    assert not left


@pytest.mark.parametrize("kind", ["pdf", "word", "web", "text"])
def test_each_costs_itself_and_says_why(
    kind: str, tmp_path: Path, called: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # scans are another matter
    monkeypatch.chdir(tmp_path)
    made = {
        "pdf": pdfs(called.address),
        "word": word_files(called.address),
        "web": web_pages(called.address),
        "text": texts(),
    }[kind]
    names = laid(tmp_path / "files", ((n, data) for n, data in made if n not in ENDLESS))
    for name, result in results(names):
        ended = result.end in ("answered", "memory") or (result.end == "died" and name in KILL)
        assert ended, (name, result.outcome)
        if isinstance(result.outcome, Ingested):
            continue
        reason = result.outcome.reason
        assert name not in READ or name == "a remote entity", (name, reason)
        assert reason.endswith("."), name
        assert reason.isprintable(), name
        assert len(reason) < 400, name
    assert os.listdir(tmp_path) == ["files"]
    assert not Path("/tmp/slipped").exists()
    assert called.calls == 0
    assert called.heeds()


def test_what_never_ends_is_ended_and_the_next_is_read(tmp_path: Path) -> None:
    never = dict(pdfs("http://127.0.0.1:1"))["tiles"]
    names = laid(tmp_path / "files", [("tiles", never)])
    ((_, result),) = results(names, seconds=2.0)
    assert result.end == "time"
    names = laid(tmp_path / "more", [("sound", make_pdf())])
    ((_, result),) = results(names)
    assert isinstance(result.outcome, Ingested)


def test_nothing_is_fetched_where_it_could_be(tmp_path: Path, called: Listener) -> None:
    """The readers themselves call nobody, whatever the process may."""
    files = [*word_files(called.address), *web_pages(called.address)]
    few = [each for each in files if called.address.encode() in each[1] or each[1][:2] == b"PK"]
    for path in laid(tmp_path / "files", (each for each in few if len(each[1]) < 30_000)):
        outcome = read(Path(path))
        if isinstance(outcome, Source):
            assert "root:" not in outcome.pages[0].text
    assert called.calls == 0


def test_pages_of_hostile_files_are_drawn_or_refused(tmp_path: Path, called: Listener) -> None:
    wanted = {
        "picture", "drawings in themselves", "glyphs in themselves", "scripts", "launching",
        "calling", "a large page", "tiles", "pages in themselves", "a font file",
        "labels and names",
    }  # fmt: skip
    files = [each for each in pdfs(called.address) if each[0] in wanted]
    sound = tmp_path / "sound.pdf"
    sound.write_bytes(make_pdf())
    whole = PrintedFile((str(sound),), digest(str(sound)))
    with closing(PageViewer(seconds=3.0, memory=MEMORY)) as viewer:
        for path in laid(tmp_path / "files", files):
            with suppress(SourceError):
                assert viewer.picture(PrintedFile((path,), digest(path)), 1, 1.0)
            assert viewer.picture(whole, 1, 1.0)
    assert called.calls == 0


def test_an_upload_that_means_harm_is_refused_and_the_next_is_taken() -> None:
    examiner = Examiner(memory=400_000_000)
    entry = b"PK\x01\x02" + bytes(24) + b"\x01\x00" + bytes(16) + b"a"
    many = entry * 700_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff"
    end += len(many).to_bytes(4, "little") + bytes(4) + bytes(2)
    refused = examiner.kind(b"PK\x03\x04" + many + end)
    assert isinstance(refused, Refusal)
    assert examiner.kind(make_pdf()) == "pdf"
    assert examiner.kind(b"\0\0") == Refusal("The file is empty: download or save it again.")
    assert isinstance(examiner.kind(b"\x01\x02" * 500), Refusal)
