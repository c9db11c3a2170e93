"""Answers as a run keeps them, made by hand, and the documents that they cite."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.cases import Case
from evals.records import Answer, Records
from evals.sources import sha256
from evals.suites.running import Run

LETTER = (
    "Letter to Aldermere, 2021.\nThe tracking of allegations is not yet robust.\n"
    "Visits are on time.\n"
)


def letter(folder: Path, text: str = LETTER) -> Path:
    """A text file that can be cited."""
    path = folder / "letter.txt"
    path.write_text(text, "utf-8")
    return path


def a_citation(
    number: int = 1, quote: str = "Visits are on time.", **changed: Any
) -> dict[str, Any]:
    """A citation of Aldermere's inspection of May 2024."""
    return {
        "number": number,
        "passage_id": f"p{number}",
        "document_id": "d2024",
        "title": "Inspection of Aldermere children’s services",
        "kind": "inspection_report",
        "publisher": "Ofsted",
        "authority": "Aldermere",
        "date": "2024-05-24",
        "dated": "13 to 24 May 2024",
        "source": "aldermere-2024.pdf",
        "sha256": "0" * 64,
        "page": 1,
        "paragraph": None,
        "heading": None,
        "quote": quote,
        "start": 0,
        "end": len(quote),
    } | changed


def of_letter(path: Path, quote: str, number: int = 1, **changed: Any) -> dict[str, Any]:
    """A citation of the letter, by its own words."""
    at = path.read_text("utf-8").index(quote)
    place = {"source": str(path), "sha256": sha256(path), "page": None}
    return a_citation(number, quote, **place, start=at, end=at + len(quote), **changed)


def of_2019(number: int = 1, quote: str = "Visits are late.", **changed: Any) -> dict[str, Any]:
    """A citation of Aldermere's inspection of November 2019."""
    then = {"document_id": "d2019", "date": "2019-11-22", "dated": "11 to 22 November 2019"}
    return a_citation(number, quote, **(then | changed))


def an_answer(
    case: Case,
    citations: Sequence[Mapping[str, Any]] = (),
    text: str | None = None,
    **changed: Any,
) -> Answer:
    """An answer with a claim for each citation, in its own words."""
    claims = [{"text": c["quote"], "citations": [c["number"]], "label": None} for c in citations]
    return {
        "id": f"a{case.id}",
        "case": case.id,
        "asked": "0",
        "question": case.question,
        "outcome": "answered" if citations else "no_evidence",
        "text": text or " ".join(f"{c['quote']} [{c['number']}]" for c in citations) or "Nothing.",
        "claims": claims,
        "citations": list(citations),
        "scope": {"authorities": [], "reading": "Understood."},
        "caveats": [],
        "corrections": [],
        "passages": {},
        "hits": [],
    } | changed


def a_document(identity: str, date: str | None, **changed: Any) -> dict[str, Any]:
    """A document of the index."""
    return {
        "id": identity,
        "title": "Inspection of Aldermere children’s services",
        "kind": "inspection_report",
        "authority": "Aldermere",
        "date": date,
        "dates": {"inspected_to": date},
        "source": {"path": f"{identity}.pdf", "sha256": "0" * 64},
        "judgements": [],
        "duplicates": [],
        "superseded_by": None,
    } | changed


DOCUMENTS = (
    a_document("d2024", "2024-05-24"),
    a_document("d2019", "2019-11-22"),
    a_document("t2022", "2022-07-08", authority="Thornbeck"),
)


def a_run(
    cases: Sequence[Case],
    answers: Sequence[Answer],
    documents: Sequence[Mapping[str, Any]] = DOCUMENTS,
    **changed: Any,
) -> Run:
    """A run of these."""
    records = Records(
        {answer["case"]: answer for answer in answers}, {d["id"]: d for d in documents}, (), {}
    )
    return Run(cases, records, **changed)
