from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.documents import Dates
from corpus.ingest import ingest
from corpus.ingested import Ingested
from corpus.sidecars import Sidecar, sidecar_of
from corpus.walking import fingerprint, walk
from tests.documents import a_document

LETTER = a_document("Aldermere", 2024)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text("Foster carers are heard.\n" * 5)
    return path


def beside(report: Path, text: str, name: str = "report.txt.meta.toml") -> Path:
    path = report.with_name(name)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["report.txt.meta.toml", "report.meta.toml"])
def test_both_names_are_read(report: Path, name: str) -> None:
    beside(report, 'title = "Heard"\nmeeting = 2019-03-12\n', name)
    sidecar = sidecar_of(str(report))
    assert sidecar.values == {"": {"title": "Heard", "meeting": "2019-03-12"}}
    assert sidecar.faults == ()


def test_without_a_sidecar_nothing_is_given(report: Path) -> None:
    assert sidecar_of(str(report)) == Sidecar()


def test_the_one_of_the_whole_name_counts(report: Path) -> None:
    beside(report, 'title = "Whole"\n')
    beside(report, 'title = "Stem"\n', "report.meta.toml")
    sidecar = sidecar_of(str(report))
    assert sidecar.values[""] == {"title": "Whole"}
    assert "report.meta.toml was not heeded" in sidecar.faults[0]


def test_a_name_that_fits_two_files_is_for_neither(report: Path) -> None:
    report.with_suffix(".html").write_text("<p>Carers</p>")
    beside(report, 'title = "Stem"\n', "report.meta.toml")
    sidecar = sidecar_of(str(report))
    assert sidecar.values == {}
    assert "Name it report.txt.meta.toml" in sidecar.faults[0]
    beside(report, "", "report.html.meta.toml")
    assert sidecar_of(str(report)).values[""] == {"title": "Stem"}


def test_parts_of_a_pack_have_tables(report: Path) -> None:
    beside(report, 'authority = "Merton"\n[parts.p14]\nkind = "minutes"\n[parts.p90]\n')
    sidecar = sidecar_of(str(report))
    head = LETTER
    part = sidecar.applied(replace(a_document("Aldermere", 2019), id=f"{head.id}.p14"))
    assert (sidecar.applied(head).authority, part.kind) == ("Merton", "minutes")
    assert part.authority == "Aldermere"
    (stray,) = sidecar.unheeded([head, part])
    assert "the part p90" in stray
    assert "are: p14." in stray


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "is not TOML"),
        ('titel = "Heard"', "Did you mean title?"),
        ('kind = "letters"', "The kinds are"),
        ("published = 2019", "2024-05-31"),
        ('parts = "p14"', "[parts.p14]"),
        ('[parts.p14]\nkind = "x"', "[parts.p14]: “x” is no kind"),
    ],
)
def test_a_fault_is_told_and_the_file_is_read_all_the_same(
    report: Path, text: str, told: str
) -> None:
    beside(report, text)
    outcome = ingest(report)
    assert isinstance(outcome, Ingested)
    assert told in " ".join(outcome.source.notes)
    assert told in " ".join(outcome.documents[0].document.notes)
    assert outcome.documents[0].document.given == ()


def test_one_fault_does_not_take_the_rest_away(report: Path) -> None:
    beside(report, 'titel = "Heard"\npublisher = "Aldermere council"\n')
    outcome = ingest(report)
    assert isinstance(outcome, Ingested)
    assert outcome.documents[0].document.publisher == "Aldermere council"
    assert outcome.documents[0].document.given == ("publisher",)


def test_text_that_is_not_utf8_is_told(report: Path) -> None:
    report.with_name("report.txt.meta.toml").write_bytes(b'title = "Caf\xe9"')
    assert "save it as UTF-8" in sidecar_of(str(report)).faults[0]


def test_a_contradiction_is_a_note_and_the_document_stays_as_it_was_read(report: Path) -> None:
    beside(report, "inspected_from = 2024-04-01\ninspected_to = 2024-03-01\n")
    outcome = ingest(report)
    assert isinstance(outcome, Ingested)
    document = outcome.documents[0].document
    assert document.given == ()
    assert "is after inspected_to" in document.notes[-1]
    assert document.notes[-1] in outcome.source.notes


def test_a_changed_sidecar_changes_the_fingerprint_and_is_no_file_to_read(report: Path) -> None:
    def mark() -> str:
        return fingerprint(str(report), "ab" * 32)

    marks = [mark()]
    path = beside(report, 'title = "Heard"\n', "report.meta.toml")
    marks.append(mark())
    path.write_text('title = "Unheard"\n')
    marks.append(mark())
    report.with_suffix(".pdf").write_bytes(b"%PDF")  # whose may it be now?
    marks.append(mark())
    assert len(set(marks)) == 4
    report.with_suffix(".pdf").unlink()
    assert mark() == marks[2]
    found = walk([report.parent], report.parent / "home")
    assert set(found.files) == {str(report)}
    assert found.unreadable == {}


def test_where_a_file_was_published_holds_for_all_of_it(report: Path) -> None:
    beside(report, 'origin = "https://example.org/a.pdf"\nauthority = "Merton"\n')
    sidecar = sidecar_of(str(report))
    assert sidecar.faults == ()
    head, part = replace(LETTER, id="d1"), replace(LETTER, id="d1.p14")
    assert [sidecar.applied(each).origin for each in (head, part)] == [
        "https://example.org/a.pdf",
        "https://example.org/a.pdf",
    ]
    assert sidecar.applied(part).authority == part.authority


@pytest.mark.parametrize("origin", ['"file:///etc/passwd"', '"javascript:alert(1)"', "7", '"x y"'])
def test_what_is_no_address_is_not_taken_for_an_origin(report: Path, origin: str) -> None:
    beside(report, f"origin = {origin}\n")
    sidecar = sidecar_of(str(report))
    assert sidecar.origin is None
    assert "origin" in sidecar.faults[0]


def test_what_a_site_says_as_the_document_does_is_stated(report: Path) -> None:
    beside(report, 'origin = "https://example.org/a.pdf"\nmeeting = 2024-03-12\n')
    read = a_document(dates=Dates(meeting=date(2024, 3, 12), basis="stated"))
    assert sidecar_of(str(report)).applied(read).dates == read.dates
    other = a_document(dates=Dates(meeting=date(2024, 3, 13), basis="stated"))
    assert sidecar_of(str(report)).applied(other).dates.basis == "given"


def test_guidance_is_about_no_authority_that_it_names(report: Path) -> None:
    beside(report, 'kind = "guidance"\n')
    assert sidecar_of(str(report)).applied(LETTER).authority is None
