import errno
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.library.uploads import Kept, Uploads, safe_name, sidecar
from corpus.readers.extracts import Refusal
from corpus.sample import DOCUMENTS
from corpus.sidecars import sidecar_of
from corpus.sources import Media
from corpus.walking import SIDECAR

LETTER = b"The panel met in Thornbeck and heard that visits are made on time."
PDF = (DOCUMENTS / "aldermere-inspection-2019.pdf").read_bytes()
MEDIA: tuple[Media, ...] = ("pdf", "docx", "html", "text")
_ENDINGS = {"pdf": {".pdf"}, "docx": {".docx"}, "html": {".html", ".htm"}, "text": {".txt", ".md"}}


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "home")


def _kept(uploads: Uploads, name: str, data: bytes, **given: str) -> Kept:
    kept = uploads.keep(name, data, given)
    assert isinstance(kept, Kept)
    return kept


def test_a_file_is_kept_as_it_is(uploads: Uploads) -> None:
    kept = _kept(uploads, "Inspection 2019.pdf", PDF)
    assert kept.new
    assert kept.path == os.path.join(uploads.folder, "Inspection 2019.pdf")
    assert Path(kept.path).read_bytes() == PDF
    assert Path(kept.path).stat().st_mode & 0o077 == 0
    assert uploads.files() == [kept.path]


def test_the_same_again_is_the_same_file(uploads: Uploads) -> None:
    first = _kept(uploads, "a.txt", LETTER)
    assert _kept(uploads, "b.txt", LETTER) == Kept(first.path, new=False)
    assert len(uploads.files()) == 1


def test_another_of_the_same_name_overwrites_nothing(uploads: Uploads) -> None:
    paths = [_kept(uploads, "a.txt", LETTER + mark).path for mark in (b"", b"!", b"?")]
    assert [os.path.basename(path) for path in paths] == ["a.txt", "a (2).txt", "a (3).txt"]
    assert [Path(path).read_bytes() for path in paths] == [LETTER, LETTER + b"!", LETTER + b"?"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("report.pdf", b"", "empty"),
        ("report.pdf", b" \n\0", "empty"),
        ("report.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 50, "picture"),
        ("report.txt", bytes(range(256)) * 20, "binary data"),
        ("report.pdf", b"MZ\x90\0" + b"\0" * 100, "program"),
    ],
)
def test_what_is_not_read_is_not_kept(uploads: Uploads, name: str, data: bytes, said: str) -> None:
    refused = uploads.keep(name, data, {})
    assert isinstance(refused, Refusal)
    assert said in refused.reason
    assert not Path(uploads.folder).exists()


def test_an_archive_is_refused_whatever_it_is_called(uploads: Uploads) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    refused = uploads.keep("report.docx", packed.getvalue(), {})
    assert isinstance(refused, Refusal)
    assert "archive" in refused.reason


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\jo\\Minutes 12 May.TXT", "Minutes 12 May.txt"),
        ("..", "document.txt"),
        (".hidden.txt", "hidden.txt"),
        ("re\u3164port\uffa0\u115f.txt", "report.txt"),
        ("~$lock.docx", "$lock.txt".replace("$", "-")[1:]),
        ("minutes.2024", "minutes.2024.txt"),
        ("notes.md", "notes.md"),
        ("report.pdf", "report.txt"),
        ("a\0b\nc.txt", "a-b-c.txt"),
        ("-rf.txt", "rf.txt"),
        ("report.pdf.meta.toml", "report.pdf.meta.txt"),
        ("Bericht \udcff.txt", "Bericht.txt"),
        ("Cyfarfod y Cyngor, Môn’s.txt", "Cyfarfod y Cyngor, Môn’s.txt"),
        ("<script>alert(1)</script>.txt", "script.txt"),
    ],
)
def test_names_are_ours(name: str, kept: str) -> None:
    assert safe_name(name, "text") == kept


@given(st.text(max_size=400), st.sampled_from(MEDIA))
def test_no_name_leaves_the_folder_or_means_something(name: str, media: Media) -> None:
    safe = safe_name(name, media)
    assert os.path.basename(safe) == safe
    assert safe.isprintable()
    assert not safe.startswith((".", "-", "~"))
    assert not (safe + SIDECAR).removesuffix(SIDECAR).endswith(SIDECAR)
    assert os.path.splitext(safe)[1] in _ENDINGS[media]
    assert len(os.fsencode(safe + SIDECAR)) < 200


def test_what_is_given_is_read_with_the_file(uploads: Uploads) -> None:
    given = {"title": 'The "front door" \\ Ø', "meeting": "2024-05-31"}
    kept = _kept(uploads, "a.txt", LETTER, **given)
    read = sidecar_of(kept.path)
    assert not read.faults
    assert read.values == {"": given}
    assert sidecar(given).count("\n") == 2
    assert uploads.files() == [kept.path]
    # Another file never gets what was given for this one.
    Path(kept.path).unlink()
    assert os.path.basename(_kept(uploads, "a.txt", LETTER + b"!").path) == "a (2).txt"


def test_a_disk_that_fails_leaves_nothing(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    _kept(uploads, "a.txt", LETTER)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for call in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, call, full)
            with pytest.raises(OSError, match="No space"):
                uploads.keep("b.txt", LETTER + b"!", {"kind": "minutes"})
        assert os.listdir(uploads.folder) == ["a.txt"]


def test_a_name_that_looks_like_a_sidecar_is_a_file(uploads: Uploads) -> None:
    for name in ("a.txt.meta.toml", "a.meta.toml.txt"):
        kept = _kept(uploads, name, LETTER + name.encode())
        assert kept.path in uploads.files()


def test_a_file_that_was_deleted_leaves_nothing(uploads: Uploads) -> None:
    kept = _kept(uploads, "a.txt", LETTER, kind="minutes")
    other = _kept(uploads, "b.txt", LETTER + b"!")
    uploads.discard(str(Path(uploads.folder).parent))
    uploads.discard(os.path.join(uploads.folder, "..", "uploads", "b.txt"))
    assert uploads.unindexed({other.path}) == [kept.path]
    uploads.discard(kept.path)
    assert os.listdir(uploads.folder) == ["b.txt"]


def test_what_a_killed_server_left_half_written_goes_when_it_is_old(uploads: Uploads) -> None:
    _kept(uploads, "a.txt", LETTER)
    old, new = (Path(uploads.folder) / f".arriving-{name}" for name in ("old", "new"))
    for half in (old, new):
        half.write_bytes(b"%PDF-1")
    os.utime(old, (0, 0))
    assert len(uploads.files()) == 1
    _kept(uploads, "b.txt", LETTER + b"!")
    assert (old.exists(), new.exists()) == (False, True)
