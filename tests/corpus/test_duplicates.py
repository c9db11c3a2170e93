import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Dates, Document, Kind
from corpus.duplicates import duplicates_of, sketch_of
from tests.documents import a_document

WORDS = (
    "child family worker visit plan school carer health record review panel leader team home "
    "safety advice contact referral meeting strategy assessment decision progress placement"
)
UNKNOWN = Dates()


def report(seed: int, length: int = 3000) -> str:
    """A text that no other seed gives."""
    draw, words = random.Random(seed), WORDS.split()
    return " ".join(
        draw.choice(words) + (f" {draw.randrange(1000)}" if draw.random() < 0.1 else "")
        for _ in range(length)
    )


def misread(text: str, share: float) -> str:
    """A text with this share of its characters misread."""
    draw = random.Random(1)
    return "".join(draw.choice("abcdefgh1.") if draw.random() < share else c for c in text)


def found(*pairs: tuple[Document, str]) -> set[tuple[str, ...]]:
    documents = [replace(document, id=f"d{n}") for n, (document, _) in enumerate(pairs)]
    sketches = {f"d{n}": sketch_of(text) for n, (_, text) in enumerate(pairs)}
    copies = duplicates_of(documents, sketches)
    for identity, group in copies.items():
        assert identity in group
    return set(copies.values())


def a_text(document: Document) -> Document:
    return replace(document, first_page=None, last_page=None, path="text.txt")


def test_a_text_of_a_report_is_a_copy_and_the_pdf_is_cited() -> None:
    text = report(1)
    lost = replace(a_text(a_document()), dates=UNKNOWN)
    laid_out = text.upper().replace(" ", "\n \n")
    assert found((lost, laid_out), (a_document(), text)) == {("d1", "d0")}


def test_a_report_inside_a_pack_is_a_copy_of_the_one_of_its_own() -> None:
    text = report(1)
    inside = replace(a_document(), path="a-pack.pdf", part_of="dpack", first_page=23)
    assert found((inside, text + report(2, 100)), (a_document(), text)) == {("d1", "d0")}
    assert found((a_text(a_document()), text), (inside, text)) == {("d1", "d0")}


def test_a_scan_that_was_read_with_mistakes_is_a_copy() -> None:
    text = report(1)
    assert found((a_document(), text), (a_document(), misread(text, 0.04))) == {("d0", "d1")}
    undated = replace(a_document(), dates=UNKNOWN)
    assert found((a_document(), text), (undated, misread(text, 0.02))) == {("d0", "d1")}


def test_two_inspections_that_share_a_third_of_their_words_are_two() -> None:
    shared = report(1)
    one, other = shared + report(2, 6000), shared + report(3, 6000)
    undated = replace(a_document(year=2020), dates=UNKNOWN)
    assert found((a_document(year=2024), one), (undated, other)) == set()


@pytest.mark.parametrize(
    "other",
    [a_document("Thornbeck"), a_document(year=2020)],
    ids=["of another authority", "of another day"],
)
def test_what_is_said_to_be_another_inspection_is_no_copy(other: Document) -> None:
    text = report(1)
    assert found((a_document(), text), (other, misread(text, 0.02))) == set()


def test_a_day_misread_does_not_hide_a_copy() -> None:
    text = report(1)
    assert found((a_document(), text), (a_document(month=5), text)) == {("d0", "d1")}


def paper(kind: Kind = "scrutiny_report", meeting: date | None = None) -> Document:
    return a_document(kind=kind, dates=Dates(meeting=meeting, basis="stated"))


def test_a_paper_that_quotes_a_report_is_no_copy() -> None:
    text = report(1)
    assert found((a_document(), text), (paper(), text + report(2, 1500))) == set()
    assert found((a_document(), text), (paper(), text[: len(text) // 2])) == set()


def test_an_excerpt_of_a_report_is_a_copy_that_is_not_cited() -> None:
    text = report(1)
    excerpt = text[len(text) // 2 :]
    assert found((a_document(), excerpt), (a_text(a_document()), text)) == {("d1", "d0")}


def test_papers_of_two_meetings_are_two_however_alike() -> None:
    text = report(1)
    one, other = paper(meeting=date(2024, 3, 1)), paper(meeting=date(2024, 6, 1))
    assert found((one, text), (other, text)) == set()
    assert found((one, text), (one, text)) == {("d0", "d1")}
    assert found((one, text), (paper(), text + report(2, 900))) == set()


def test_a_few_words_are_too_few_to_tell() -> None:
    assert found((a_document(), report(1, 60)), (a_document(), report(1, 60))) == set()


@given(st.lists(st.integers(0, 5), max_size=25))
def test_copies_are_told_apart_whatever_their_number_and_order(seeds: Sequence[int]) -> None:
    texts = {seed: report(seed, 600) for seed in range(6)}
    groups = found(*((a_document(), texts[seed]) for seed in seeds))
    by_seed = [{f"d{n}" for n, s in enumerate(seeds) if s == seed} for seed in set(seeds)]
    assert sorted(sorted(group) for group in groups) == sorted(
        sorted(group) for group in by_seed if len(group) > 1
    )


@given(st.text())
def test_a_sketch_is_of_letters_and_digits_alone(text: str) -> None:
    sketch = sketch_of(text)
    assert (sketch == sketch_of(" ".join(text).swapcase())).all()
    assert list(sketch) == sorted(set(sketch.tolist()))
