"""A file that falls into more passages than any document has is refused, and says why."""

from pathlib import Path

import pytest

from corpus import ingest as ingesting
from corpus.ingest import ingest
from corpus.ingested import Ingested
from corpus.sources import SkippedFile

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
