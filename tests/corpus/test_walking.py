import os
from pathlib import Path

import pytest

from corpus.walking import MissingPathError, digest, fingerprint, walk


def names(folder: Path, *paths: Path) -> list[str]:
    found = walk(paths or (folder,), folder / ".scrutineer")
    return [os.path.relpath(path, folder) for path in found.files]


def test_files_come_in_order_and_odd_ones_are_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden", ".scrutineer/x", "~$b.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "b.txt.meta.toml").write_text("x")
    assert names(tmp_path) == ["b.txt", "a/z.txt", "a/b/c.txt"]
    assert names(tmp_path, tmp_path / ".hidden") == [".hidden"]


def test_a_home_of_any_name_is_left_out(tmp_path: Path) -> None:
    home = tmp_path / "index"
    home.mkdir()
    (home / "catalogue.sqlite").write_text("x")
    assert walk([tmp_path], home).files == {}


def test_loops_of_links_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text("x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    found = walk([tmp_path], tmp_path / "home")
    assert [os.path.basename(path) for path in found.files] == ["one.txt"]
    assert [os.path.basename(path) for path in found.unreadable] == ["self"]


def test_names_that_are_not_text_survive(tmp_path: Path) -> None:
    odd = os.path.join(os.fsencode(tmp_path), b"caf\xe9 \n.txt")
    with open(odd, "w") as file:
        file.write("x")
    (path,) = walk([tmp_path], tmp_path / "home").files
    assert os.fsencode(path) == odd


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match=r"nowhere\.pdf does not exist"):
        walk([tmp_path, tmp_path / "nowhere.pdf"], tmp_path / "home")


def test_pipes_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = walk([tmp_path], tmp_path / "home")
    assert found.files == {}
    assert [skipped.reason for skipped in found.unreadable.values()] == [
        "This is not a regular file."
    ]


def test_what_lies_in_a_folder_that_cannot_be_opened_is_not_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, closed = os.scandir, str(tmp_path / "closed")
    (tmp_path / "closed").mkdir()

    def scandir(path: str) -> object:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = walk([tmp_path], tmp_path / "home")
    assert "Permission denied" in found.unreadable[closed].reason
    assert not found.is_gone(os.path.join(closed, "a.txt"))
    assert found.is_gone(str(tmp_path / "a.txt"))
    assert not found.is_gone("/elsewhere/a.txt")


def test_a_fingerprint_knows_name_and_sidecar_but_not_the_folder(tmp_path: Path) -> None:
    sha256 = "0" * 64
    plain = fingerprint(str(tmp_path / "a.txt"), sha256)
    assert plain == fingerprint("/elsewhere/a.txt", sha256)
    assert plain != fingerprint("/elsewhere/b.txt", sha256)
    assert plain != fingerprint("/elsewhere/a.txt", "1" * 64)
    (tmp_path / "a.meta.toml").write_text("date = 2019-01-01")
    assert plain != fingerprint(str(tmp_path / "a.txt"), sha256)


def test_links_that_lead_out_are_told_of_and_not_followed(tmp_path: Path) -> None:
    given, secret = tmp_path / "given", tmp_path / "secret"
    (given / "a").mkdir(parents=True)
    secret.mkdir()
    (secret / "draft.txt").write_text("x")
    (given / "a" / "own.txt").write_text("x")
    (given / "file.txt").symlink_to(secret / "draft.txt")
    (given / "folder").symlink_to(secret)
    (given / "zero.txt").symlink_to("/dev/zero")
    (given / "inside").symlink_to(given / "a")
    found = walk([given], tmp_path / "home")
    assert [os.path.relpath(path, given) for path in found.files] == ["a/own.txt"]
    assert {os.path.basename(path) for path in found.unreadable} == {
        "file.txt",
        "folder",
        "zero.txt",
    }
    assert all("leads out" in skipped.reason for skipped in found.unreadable.values())
    both = walk([given, secret], tmp_path / "home")
    assert str(given / "file.txt") in both.files
    assert [os.path.basename(path) for path in both.unreadable] == ["zero.txt"]


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "report.pdf")
    with pytest.raises(OSError, match="in its place"):
        digest(str(tmp_path / "report.pdf"))
