import hashlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.readers import opening, read
from corpus.readers.extracts import name_pages
from corpus.sources import SkippedFile, Source
from tests.corpus.readers.making import WORDS, make_pdf, make_zip


def reason_for(path: Path) -> str:
    result = read(path)
    assert isinstance(result, SkippedFile), result
    assert result.path == str(path)
    return result.reason


def test_what_is_said_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(WORDS)
    result = read(path)
    assert isinstance(result, Source)
    assert result.path == str(path)
    assert result.sha256 == hashlib.sha256(WORDS.encode()).hexdigest()
    assert (result.size, result.media) == (len(WORDS), "text")


def test_refused_files_keep_their_digest(tmp_path: Path) -> None:
    path = tmp_path / "photo.pdf"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    result = read(path)
    assert isinstance(result, SkippedFile)
    assert result.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["with spaces.pdf", "😀 naïve.pdf", "-rf *.pdf", "no_suffix"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(make_pdf())
    assert isinstance(read(path), Source)


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.pdf"
    with open(name, "wb") as file:
        file.write(make_pdf())
    path = Path(os.fsdecode(name))
    result = read(path)
    assert isinstance(result, Source)
    assert os.fsencode(result.path) == name


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\0\0\0"])
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(data)
    reason = reason_for(path)
    assert "empty" in reason
    assert "download or save it again" in reason


def test_folder(tmp_path: Path) -> None:
    assert "index it as a folder" in reason_for(tmp_path)


def test_vanished(tmp_path: Path) -> None:
    assert "put it back" in reason_for(tmp_path / "gone.pdf")
    file = tmp_path / "file"
    file.touch()
    assert "put it back" in reason_for(file / "below.pdf")
    assert "put it back" in reason_for(Path("nul\0in.pdf"))


def test_broken_links(tmp_path: Path) -> None:
    dangling, round_and_round = tmp_path / "dangling.pdf", tmp_path / "round.pdf"
    dangling.symlink_to(tmp_path / "nowhere.pdf")
    round_and_round.symlink_to(round_and_round)
    for path in (dangling, round_and_round):
        reason = reason_for(path)
        assert "leads nowhere" in reason
        assert "put the document itself in its place" in reason


def test_links_that_lead_somewhere_are_read(tmp_path: Path) -> None:
    target, link = tmp_path / "a.pdf", tmp_path / "b.pdf"
    target.write_bytes(make_pdf())
    link.symlink_to(target)
    result = read(link)
    assert isinstance(result, Source)
    assert result.path == str(link)


def test_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "closed.pdf"
    path.write_bytes(make_pdf())

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(
        opening, "open_regular", refuse
    )  # root, who runs tests in containers, may open all
    reason = reason_for(path)
    assert "permissions" in reason
    assert "chmod" in reason


def test_failing_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "unlucky.pdf"
    path.write_bytes(make_pdf())

    def fail(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(opening, "open_regular", fail)
    reason = reason_for(path)
    assert "Input/output error" in reason
    assert "copy the file again" in reason


def test_pipes_and_sockets_are_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "device or pipe" in reason_for(pipe)


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FILE_LIMIT", 10)
    path = tmp_path / "large.txt"
    path.write_text(WORDS)
    assert "split it into its documents" in reason_for(path)


def test_pages_are_named_in_runs() -> None:
    assert name_pages([3]) == "page 3"
    assert name_pages([3, 5, 6, 7, 9]) == "pages 3, 5–7, 9"


def read_bytes(data: bytes) -> Source | SkippedFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.pdf"
        path.write_bytes(data)
        return read(path)


def check(result: Source | SkippedFile) -> None:
    if isinstance(result, SkippedFile):
        assert result.reason.endswith(".")
    else:
        assert "".join(page.text for page in result.pages).encode().strip()


@settings(max_examples=200)
@given(
    start=st.sampled_from(
        [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
    ),
    rest=st.binary(max_size=2000) | st.text(max_size=500).map(str.encode),
)
def test_arbitrary_bytes_never_raise(start: bytes, rest: bytes) -> None:
    check(read_bytes(start + rest))


WHOLE = (
    make_pdf([WORDS, WORDS]),
    make_zip({"word/document.xml": b"<w:document/>", "[Content_Types].xml": b"<Types/>"}),
    b"<!DOCTYPE html><html><h1>Minutes</h1><table><tr><td>1</td></tr></table></html>",
)


@settings(max_examples=200)
@given(
    whole=st.sampled_from(WHOLE),
    cut=st.floats(0, 1),
    length=st.integers(0, 40),
    patch=st.binary(max_size=40),
)
def test_damaged_files_never_raise(whole: bytes, cut: float, length: int, patch: bytes) -> None:
    place = int(cut * len(whole))
    check(read_bytes(whole[:place] + patch + whole[place + length :]))


@settings(max_examples=60)
@given(whole=st.sampled_from(WHOLE), cut=st.floats(0, 1))
def test_truncated_files_never_raise(whole: bytes, cut: float) -> None:
    check(read_bytes(whole[: int(cut * len(whole))]))
