import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from bot.briefs.comparing import compared
from bot.briefs.content import Brief, Note, Told
from bot.briefs.files import FORMATS, checked_path, contents, read_earlier, write
from bot.briefs.kept import kept_of, packed, unpacked
from bot.faults import MendableError, UsageError
from tests.bot.briefs.making import brief_of
from tests.bot.running import Scrutineer


@pytest.fixture(scope="module")
def brief(sample: Scrutineer) -> Brief:
    return brief_of(sample, length="one-page")


def test_every_format_gives_a_file(brief: Brief) -> None:
    begins = {".docx": b"PK", ".pdf": b"%PDF", ".html": b"<!doctype html>", ".md": b"# Inspection"}
    assert {
        suffix: contents(brief, suffix, None)[: len(b)] for suffix, b in begins.items()
    } == begins
    assert set(FORMATS) == set(begins)


def test_only_paths_that_may_be_written_are_taken(tmp_path: Path) -> None:
    assert checked_path(tmp_path / "A.DOCX", force=False)
    with pytest.raises(UsageError, match=r"\.docx, \.pdf, \.html, \.md"):
        checked_path(tmp_path / "a.odt", force=True)
    with pytest.raises(MendableError, match="no folder"):
        checked_path(tmp_path / "none" / "a.pdf", force=True)
    there = tmp_path / "a.pdf"
    there.write_bytes(b"mine")
    with pytest.raises(MendableError, match="--force"):
        checked_path(there, force=False)
    assert checked_path(there, force=True) == there
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(MendableError, match="is a folder"):
        checked_path(tmp_path / "b.pdf", force=True)


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brief.md"
    write(b"first", path)
    assert path.read_bytes() == b"first"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(b"second", path)
    assert path.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["brief.md"]


def test_what_is_kept_is_read_back(brief: Brief) -> None:
    kept = kept_of(brief)
    assert unpacked(packed(kept)) == kept
    for damaged in ("", "[]", "{}", '{"version": 1, "made": "soon"}'):
        with pytest.raises(MendableError, match="damaged"):
            unpacked(damaged)
    with pytest.raises(MendableError, match="another version"):
        unpacked('{"version": 99}')


def test_the_same_brief_has_not_changed(brief: Brief, tmp_path: Path) -> None:
    path = tmp_path / "old.docx"
    write(contents(brief, ".docx", None), path)
    earlier = read_earlier(path)
    assert not earlier.edited
    section = compared(brief, earlier.kept, edited=earlier.edited).sections[0]
    assert [block.text for block in section.blocks if isinstance(block, Note)] == [
        f"Nothing has changed since the brief of {date.today().day} {date.today():%B %Y}."
    ]


def test_what_is_new_and_what_is_gone_is_told(brief: Brief) -> None:
    earlier = kept_of(brief)
    dropped, *others = earlier.statements
    other = replace(dropped, text="Something that no paper says any more.")
    earlier = replace(earlier, made=date(2020, 5, 1), statements=(other, *others))
    now = compared(brief, earlier, edited=False)
    section = now.sections[0]
    assert section.title == "What has changed since 1 May 2020"
    new = [block for block in section.blocks if isinstance(block, Told)]
    assert [s.text for block in new for s in block.statements] == [dropped.text]
    assert any(
        isinstance(block, Note) and "Something that no paper says" in block.text
        for block in section.blocks
    )
    assert now.sections[1:] == brief.sections


def test_a_brief_of_another_kind_is_said_to_be_one(brief: Brief) -> None:
    earlier = replace(kept_of(brief), topic="care leavers")
    section = compared(brief, earlier, edited=True).sections[0]
    notes = " ".join(block.text for block in section.blocks if isinstance(block, Note))
    assert "of another kind (Aldermere, care leavers" in notes
    assert "edited after it was made" in notes


def test_an_edited_file_is_known_and_compared_as_it_was_made(brief: Brief, tmp_path: Path) -> None:
    path = tmp_path / "old.docx"
    write(contents(brief, ".docx", None), path)
    document = docx.Document(str(path))
    run = next(
        run
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.style and run.style.name == "Evidence"
    )
    run.text = "“All is well.”"
    document.save(str(path))
    earlier = read_earlier(path)
    assert earlier.edited
    assert earlier.kept == kept_of(brief)


def test_what_is_no_brief_of_ours_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "letter.docx"
    docx.Document().save(str(other))
    with pytest.raises(MendableError, match="was not written by Scrutineer"):
        read_earlier(other)
    with pytest.raises(MendableError, match="not there, or cannot be read"):
        read_earlier(tmp_path / "none.docx")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 not a zip")
    with pytest.raises(MendableError, match="no DOCX"):
        read_earlier(broken)
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("a.txt", "b")
    with pytest.raises(MendableError, match="no DOCX"):
        read_earlier(broken)
    with pytest.raises(UsageError, match="--since takes a DOCX"):
        read_earlier(tmp_path / "old.pdf")
