from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue.rows import (
    pack_document,
    pack_page,
    pack_spans,
    unpack_document,
    unpack_page,
    unpack_spans,
)
from corpus.documents import Dates
from corpus.passages import Span
from tests.fakes.reading import ingested

numbers = st.integers(0, 2**31 - 1)


spans = st.builds(Span, numbers, numbers, st.none() | st.integers(1, 9999), numbers)


days = st.none() | st.dates()


@given(st.lists(spans).map(tuple))
def test_spans_come_back(given_spans: tuple[Span, ...]) -> None:
    assert unpack_spans(pack_spans(given_spans)) == given_spans


@given(st.text(st.characters()))
def test_page_texts_come_back(text: str) -> None:
    assert unpack_page(pack_page(text)) == text


@given(st.text(), st.builds(Dates, days, days, days, days, days, days), st.lists(st.text()))
def test_documents_come_back(title: str, dates: Dates, notes: list[str]) -> None:
    document = replace(
        ingested("one").documents[0].document,
        title=title,
        dates=dates,
        notes=tuple(notes),
        path="p",
    )
    assert unpack_document(pack_document(document), b"p") == document


def test_a_date_is_kept_as_a_date() -> None:
    document = replace(
        ingested("one").documents[0].document, dates=Dates(published=date(2019, 7, 1))
    )
    assert '"2019-07-01"' in pack_document(document)
