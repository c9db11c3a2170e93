"""A file as a whole: how often it is looked through, and when it is too much for a document."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import ingest as ingesting
from corpus.ingest import ingest
from corpus.ingested import Ingested
from corpus.layout.cleaning import vocabulary
from corpus.sources import Page, SkippedFile

REPORT = "Aldermere Children's Services. Inspection report, March 2024.\n\n"


def test_a_file_of_too_many_passages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "data.txt"
    findings = (f"{n}. Visits to children were on time in team {n}." for n in range(200))
    file.write_text(REPORT + "\n\n".join(findings))
    read = ingest(file)
    assert isinstance(read, Ingested)
    count = sum(len(document.passages) for document in read.documents)
    monkeypatch.setattr(ingesting, "PASSAGES_LIMIT", count)
    assert isinstance(ingest(file), Ingested)
    monkeypatch.setattr(ingesting, "PASSAGES_LIMIT", count - 1)
    refused = ingest(file)
    assert isinstance(refused, SkippedFile)
    assert f"{count:,} passages" in refused.reason
    assert refused.sha256 == read.source.sha256


MINUTES = """MINUTES OF THE SCRUTINY PANEL

HELD ON {day} MAY 2024

Present: Councillor Quillfeather

1. APOLOGIES

Nobody sent any, and all of the panel heard how soon children are seen.
"""


def test_a_text_of_many_minutes_is_looked_through_once_for_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def counted(pages: Sequence[Page]) -> frozenset[str]:
        looked.append(sum(len(page.text) for page in pages))
        return vocabulary(pages)

    monkeypatch.setattr(ingesting, "vocabulary", counted)
    file = tmp_path / "minutes.txt"
    file.write_text("\n".join(MINUTES.format(day=1 + n % 28) for n in range(300)))
    read = ingest(file)
    assert isinstance(read, Ingested)
    assert len(read.documents) > 20
    # For each of them, as it was, a file of some megabytes took minutes.
    assert looked == [file.stat().st_size]
