"""Published papers that hold several documents; they lie beside the checkout, not in it."""

from datetime import date
from pathlib import Path

import pytest

from corpus.documents import Document
from corpus.ingest import ingest
from corpus.ingested import Ingested

SHARED = Path(__file__).parents[3] / "shared" / "corpus"
PACK_2017, REPORT_2011 = "002_5bd59d04fa73bec2.txt", "001_9a42a4ee49f0ca84.txt"
REPORTS = ("80510_merton", "80522_medway", "80551_sheffield", "80519_westminster")

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the published reports are not beside the checkout"
)


def _documents(path: Path) -> list[Document]:
    read = ingest(path)
    assert isinstance(read, Ingested)
    return [each.document for each in read.documents]


def test_the_agenda_pack_of_2017_holds_ten_documents() -> None:
    """Kinds, first characters, publishers and days as they were read by eye."""
    found = _documents(SHARED / "seeds" / PACK_2017)
    met = date(2017, 10, 10)
    told = [
        (d.kind, int(d.id.partition(".o")[2] or 0), d.publisher, d.dates.ordering, d.dates.basis)
        for d in found
    ]
    assert told == [
        ("agenda", 0, "Merton council", met, "stated"),
        ("minutes", 4779, "Merton council", date(2017, 7, 24), "stated"),
        ("scrutiny_report", 26827, "Merton council", met, "stated"),
        ("inspection_report", 32854, "Ofsted", date(2017, 7, 6), "stated"),
        ("presentation", 125369, "Merton council", met, "inferred"),
        ("presentation", 141770, "Local Government Association", met, "inferred"),
        ("performance_report", 142727, "Merton council", met, "stated"),
        ("update_report", 167337, "Merton council", met, "stated"),
        ("work_programme", 177489, "Merton council", met, "inferred"),
        ("work_programme", 195123, "Merton council", met, "inferred"),
    ]
    assert {d.authority for d in found} == {"Merton"}
    assert found[3].dates.inspected_from == date(2017, 6, 12)
    assert found[3].dates.published == date(2017, 8, 25)
    assert found[3].lead_inspector == "Louise Hocking"


def test_the_letter_behind_the_report_of_2011_is_the_inspectors() -> None:
    report, letter = _documents(SHARED / "seeds" / REPORT_2011)
    assert (report.kind, report.publisher, report.dates.meeting) == (
        "scrutiny_report",
        "Merton council",
        date(2011, 3, 22),
    )
    assert (letter.kind, letter.publisher) == ("unannounced_inspection_letter", "Ofsted")
    assert (letter.dates.inspected_from, letter.dates.inspected_to) == (
        date(2010, 12, 7),
        date(2010, 12, 8),
    )
    assert letter.dates.published == date(2011, 1, 13)


@pytest.mark.parametrize("folder", REPORTS)
def test_a_published_report_is_one_document(folder: str) -> None:
    for path in sorted((SHARED / "ofsted" / folder).glob("*.pdf")):
        (document,) = _documents(path)
        assert document.kind == "inspection_report"
        assert (document.dates.basis, document.publisher) == ("stated", "Ofsted")
        assert document.lead_inspector is not None
