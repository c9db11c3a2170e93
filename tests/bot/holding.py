"""A home folder whose documents hold grades and recommendations that tests have made up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from corpus.catalogue.rows import FileRecord, Reading
from corpus.catalogue.writer import writing
from corpus.documents import Dates, Document
from corpus.ingest import INGEST_VERSION
from corpus.ingested import Ingested, IngestedDocument
from corpus.registers.judgements import Area, Grade, Judgement
from corpus.registers.recommendations import Recommendation
from tests.bot.running import Scrutineer
from tests.documents import a_document, source_of

UNDATED = replace(
    a_document(dates=Dates(not_before=date(2024, 3, 1))), id="dundated", path="undated.txt"
)
GRADES: dict[str, dict[Area, Grade]] = {
    UNDATED.id: {"leaders": "outstanding", "in_care": "good"},
    a_document(year=2024).id: {"leaders": "good", "in_care": "good", "care_leavers": "inadequate"},
    a_document(year=2017).id: {"overall_effectiveness": "requires_improvement"},
    a_document("Thornbeck", 2022).id: {"leaders": "inadequate"},
}
ITEMS = {
    a_document(year=2024).id: ["See children sooner.", "Tell families what was decided."],
    a_document(year=2017).id: ["Keep one register of allegations."],
}
FILLED: Sequence[Document] = (
    UNDATED,
    a_document(year=2024),
    a_document(year=2017),
    a_document("Thornbeck", 2022),
)


def fill(home: Path, version: str = INGEST_VERSION) -> Scrutineer:
    """The command line on documents of two boroughs, some graded, some with lists.

    `version` is that of the program which is said to have read them.
    """
    readings, files, reader = [], [], f"{version}/1"
    for document in FILLED:
        part = IngestedDocument(
            document,
            (),
            tuple(
                Judgement(document.id, area, grade, 1, f"{area} {grade}", "p", 0, 1)
                for area, grade in GRADES.get(document.id, {}).items()
            ),
            tuple(
                Recommendation(document.id, n, text, "area_for_improvement", 2, "p", 0, 1)
                for n, text in enumerate(ITEMS.get(document.id, ()), 1)
            ),
        )
        source = replace(source_of("A page."), path=document.path, sha256=document.sha256)
        readings.append(Reading(document.id, Ingested(source, (part,)), ((),)))
        files.append(FileRecord(document.path, document.sha256, 1, "read", document.id, reader))
    files.append(
        FileRecord("copy.pdf", FILLED[1].sha256, 1, "duplicate", duplicate_of=FILLED[1].path)
    )
    with writing(home) as writer:
        writer.stage(readings, reader)
        writer.publish(writer.prepare(writer.members_of(files[:-1])), "1", files)
    return Scrutineer(home)
