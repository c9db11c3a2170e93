import pickle
from pathlib import Path

import pytest

from corpus.ingest import documents_of
from corpus.ingested import Ingested
from evals.benchmarks.scaling.copies import (
    Copy,
    Originals,
    copies,
    laid_out,
    originals,
    perturbed,
    read_copy,
)
from tests.documents import REPORT_PAGES

SAMPLE = Path("corpus/sample/documents")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scaling") / "originals.pickle"


@pytest.fixture(scope="module")
def found(kept: Path) -> Originals:
    return originals(SAMPLE, kept)


def report(found: Originals) -> int:
    """The place of a report with grades and a list."""
    return next(
        place
        for place, original in enumerate(found.files)
        for first in documents_of(original.source)[:1]
        if original.authority and first.judgements and first.recommendations
    )


def test_a_copy_is_about_another_authority_and_other_years(found: Originals) -> None:
    place = report(found)
    (before, *_), (after, *_) = (
        documents_of(perturbed(copy, found))
        for copy in (Copy(place, 0), Copy(place, 1, "Barnsley", -3))
    )
    assert after.document.authority == "Barnsley"
    first, then = before.document.dates.ordering, after.document.dates.ordering
    assert first is not None
    assert then is not None
    assert then.year == first.year - 3
    assert after.document.kind == before.document.kind
    assert [(j.area, j.grade) for j in after.judgements] == [
        (j.area, j.grade) for j in before.judgements
    ]
    assert len(after.recommendations) == len(before.recommendations)
    assert [p.text for p in after.passages] != [p.text for p in before.passages]


def test_copies_are_the_same_every_time_and_differ_from_each_other(found: Originals) -> None:
    place = report(found)
    one, again, other = (
        perturbed(Copy(place, number, "Barnsley", 2), found) for number in (1, 1, 2)
    )
    assert one == again
    assert one.pages != other.pages


def test_passages_of_a_copy_are_found_on_its_pages(found: Originals) -> None:
    for place in range(len(found.files)):
        source = perturbed(Copy(place, 3, "Kingston upon Thames", 1), found)
        pages = {page.number: page.text for page in source.pages}
        for document in documents_of(source):
            for passage in document.passages:
                for span in passage.spans:
                    told = passage.text[span.at : span.at + span.length]
                    assert pages[span.page][span.start : span.start + span.length] == told


def test_the_originals_come_first_and_there_are_enough(found: Originals) -> None:
    made = list(copies(found, 3 * found.passages))
    assert [copy.authority for copy in made[: len(found.files)]] == [None] * len(found.files)
    assert len(made) == 3 * len(found.files)
    assert len({(copy.original, copy.authority, copy.years) for copy in made}) == len(made)


def test_a_file_that_stands_for_a_copy_is_read_as_the_copy(
    found: Originals, kept: Path, tmp_path: Path
) -> None:
    count = laid_out(found, found.passages + 50, tmp_path)
    files = sorted(tmp_path.rglob("*.copy"))
    assert len(files) == count
    for file in files:
        ingested = read_copy(file, kept)
        assert isinstance(ingested, Ingested)
        assert ingested.source.path == str(file)
        assert ingested.documents[0].passages


def test_originals_are_read_again_when_the_reader_has_changed(tmp_path: Path) -> None:
    kept = tmp_path / "kept.pickle"
    kept.write_bytes(pickle.dumps(("an earlier one", None)))
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "report.txt").write_text("\n".join(REPORT_PAGES), encoding="utf-8")
    read = originals(tmp_path / "papers", kept)
    assert len(read.files) == 1
    assert originals(tmp_path / "none", kept) == read
