from itertools import islice
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader

from corpus.ingested import Ingested
from corpus.readers import read
from corpus.sample import DOCUMENTS
from corpus.sources import Source
from evals.fuzzing.pdf_files import assembled, mutated_pdf
from evals.fuzzing.reading import read_checked
from evals.fuzzing.running import MUTATORS, mutants, run
from evals.fuzzing.seeds import Seeds, seeds, word_file
from tests.corpus.readers.making import make_pdf


@pytest.fixture(scope="module")
def material() -> Seeds:
    return seeds(DOCUMENTS, Random(1))


def test_seeds_are_sound(material: Seeds, tmp_path: Path) -> None:
    for kind, some in material.items():
        path = tmp_path / f"a.{kind}"
        path.write_bytes(some[-1])
        assert isinstance(read_checked(path), Ingested), kind


def test_the_same_seed_makes_the_same_files(material: Seeds) -> None:
    first = list(islice(mutants(material, Random(5)), 60))
    assert first == list(islice(mutants(material, Random(5)), 60))
    assert first != list(islice(mutants(material, Random(6)), 60))
    assert {kind for kind, _ in first} == set(MUTATORS)


def test_damaged_pdfs_are_read_far_in(tmp_path: Path) -> None:
    whole = make_pdf()
    path = tmp_path / "a.pdf"
    opened = 0
    for number in range(40):
        path.write_bytes(mutated_pdf(whole, Random(number)))
        opened += isinstance(read(path), Source)
    assert opened > 15


def test_a_pdf_is_put_together_as_one(tmp_path: Path) -> None:
    body = b"<</Type/Catalog/Pages 2 0 R>>"
    path = tmp_path / "a.pdf"
    path.write_bytes(
        assembled([(1, body), (2, b"<</Type/Pages/Kids[]/Count 0>>")], b"<</Root 1 0 R/Size 3>>")
    )
    assert len(PdfReader(path).pages) == 0


def test_every_file_of_a_run_is_counted_and_finds_are_kept(
    material: Seeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # scans would take seconds each
    tally = run(material, 60, 3, tmp_path, tmp_path / "finds", file_seconds=300.0)
    assert (tally.files, tally.lost) == (60, 0)
    assert tally.of("read") + tally.of("refused") == 60
    assert not (tmp_path / "finds").exists()


def test_a_word_file_of_ours_holds_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_file("Children are seen.\nLeaders listen."))
    source = read(path)
    assert isinstance(source, Source)
    assert "• Leaders listen." in source.pages[0].text
