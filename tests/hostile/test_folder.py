"""A folder that means harm: names, links, pipes, sizes; and the index that comes of it."""

import os
from pathlib import Path

from corpus.catalogue.catalogue import Catalogue
from corpus.ingest import ingest
from retrieval.index.building import build
from tests.fakes.embedding import WordEmbedder
from tests.hostile.others import SAYS

NAMES = (
    "report\x1b[2J\x07.txt",
    "report\n2024.txt",
    "report\r.txt",
    "\u202etxt.exe.txt",
    "\u200b\ufeff.txt",
    "-rf.txt",
    "$(touch x);`id`.txt",
    "e\u0301" * 60 + ".txt",
    "n" * 251 + ".txt",
    "<img src=x>.txt",
    "' OR 1=1 --.txt",
    "a.pdf",
)


def test_a_hostile_folder_costs_what_is_hostile_in_it(tmp_path: Path) -> None:
    papers, home, away = tmp_path / "papers", tmp_path / "home", tmp_path / "away"
    papers.mkdir()
    away.mkdir()
    (away / "draft.txt").write_text("A draft for leaders alone.")
    for number, name in enumerate(NAMES):
        (papers / name).write_text(f"{SAYS} It is said for time {number}.")
    (papers / os.fsdecode(b"caf\xe9\xff.txt")).write_text(f"{SAYS} In another code.")
    (papers / "link.txt").symlink_to(away / "draft.txt")
    (papers / "folder").symlink_to(away)
    os.mkfifo(papers / "pipe.pdf")
    with open(papers / "sparse.pdf", "wb") as sparse:
        sparse.truncate(40 * 1024**3)
    with open(papers / "holes.txt", "wb") as sparse:
        sparse.truncate(60_000_000)
    (papers / "a.pdf.meta.toml").write_text("[" * 50_000)
    report = build(home, [papers], ingest, WordEmbedder(), "1", workers=1)
    reasons = {os.path.basename(each.path): each.reason for each in report.failures}
    assert set(reasons) == {"link.txt", "folder", "pipe.pdf", "sparse.pdf", "holes.txt"}
    assert all(reason.endswith(".") and reason.isprintable() for reason in reasons.values())
    with Catalogue(home) as catalogue:
        read = [os.path.basename(document.path) for document in catalogue.documents()]
        assert {*NAMES, os.fsdecode(b"caf\xe9\xff.txt")} == set(read)
    assert os.listdir(tmp_path / "away") == ["draft.txt"]
    again = build(home, [papers], ingest, WordEmbedder(), "1", workers=1)
    assert again.read == 0
