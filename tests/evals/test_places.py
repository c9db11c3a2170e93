from pathlib import Path

import pytest

from corpus.sample import DOCUMENTS
from evals.cases import Place
from evals.places import Stretch, faults, is_checkable, on_page, quoted_there, stretch_of
from evals.sources import sha256
from tests.evals.asked import LETTER, a_citation, letter, of_letter

REPORT = DOCUMENTS / "aldermere-inspection-2024.pdf"
SCAN = DOCUMENTS / "aldermere-unannounced-inspection-2012.pdf"


def test_a_stretch_is_on_the_page_of_its_file_alone() -> None:
    place = Place(file="somewhere/aldermere-inspection-2024.pdf", page=3)
    assert on_page(Stretch(REPORT, 3, 0, 9), place)
    assert not on_page(Stretch(REPORT, 4, 0, 9), place)
    assert not on_page(Stretch(Path("other.pdf"), 3, 0, 9), place)


def test_a_hash_wins_over_a_name() -> None:
    right = Place(file="renamed.pdf", file_sha256=sha256(REPORT), page=3)
    wrong = Place(file=REPORT.name, file_sha256="0" * 64, page=3)
    assert on_page(Stretch(REPORT, 3, 0, 9), right)
    assert not on_page(Stretch(REPORT, 3, 0, 9), wrong)
    assert not on_page(Stretch(Path("gone.pdf"), 3, 0, 9), right)


def test_in_a_text_offsets_have_to_overlap(tmp_path: Path) -> None:
    path = letter(tmp_path)
    place = Place(file="letter.txt", start=10, end=20)
    assert on_page(Stretch(path, None, 19, 30), place)
    assert not on_page(Stretch(path, None, 20, 30), place)
    assert on_page(Stretch(path, None, 20, 30), Place(file="letter.txt"))


def test_a_quote_is_there_only_where_it_shares_a_character_with_the_gold() -> None:
    words = "Arrangements for handling allegations against people in positions of trust"
    place = Place(file=REPORT.name, page=3, quote=words)
    cited = a_citation(source=str(REPORT), page=3, quote="")
    everything = a_citation(source=str(REPORT), page=3, start=0, end=100_000)
    assert quoted_there(everything, place)
    assert not quoted_there(cited | {"start": 0, "end": 1}, place)
    assert not quoted_there(everything | {"page": 4}, place)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"quote": "Visits are in time."}, "is not on page"),
        ({"start": 0}, "offsets"),
        ({"sha256": "0" * 64}, "another file"),
        ({"source": "nowhere.txt"}, "not there"),
    ],
)
def test_what_is_wrong_with_a_citation_is_said(
    tmp_path: Path, changed: dict[str, object], fault: str
) -> None:
    good = of_letter(letter(tmp_path), "Visits are on time.")
    assert list(faults(good)) == []
    (said,) = faults(good | changed)
    assert fault in said


def test_a_scan_has_nothing_to_hold_a_quote_against() -> None:
    scanned = a_citation(source=str(SCAN), sha256=sha256(SCAN), page=2)
    assert not is_checkable(scanned)
    assert list(faults(scanned)) == []
    assert is_checkable(a_citation(source=str(REPORT), page=1))


def test_a_citation_and_a_hit_name_a_stretch() -> None:
    assert stretch_of(a_citation(page=2)) == Stretch(Path("aldermere-2024.pdf"), 2, 0, 19)
    assert LETTER[27:30] == "The"
