"""Domain values as JSON: the names and meanings that other programs rely on."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, TextIO

from bot.answering.answers import Answer, Citation
from bot.answering.checking.checked import Checked
from bot.harmless import escaped
from corpus.documents import Document
from retrieval.changes import Change
from retrieval.index.reports import IndexReport
from retrieval.registers import Graded, Holding, Listed
from retrieval.search.found import Hit

Json = dict[str, Any]


def write(value: Json | list[Json], stream: TextIO, *, indent: int | None = 2) -> None:
    """Write a value and a line end, as characters where the stream can take them all.

    Always escaped are half a surrogate pair (of an odd file name, a broken font), and what would
    act on a terminal.
    """
    plain = (stream.encoding or "ascii").lower().replace("_", "-") not in ("utf-8", "utf8")
    stream.write(escaped(json.dumps(value, ensure_ascii=plain, indent=indent)) + "\n")


def report_json(report: IndexReport) -> Json:
    """What an index run did."""
    counts = report.documents
    return {
        "documents": {
            "added": counts.added,
            "updated": counts.updated,
            "unchanged": counts.unchanged,
            "removed": counts.removed,
            "failed": counts.failed,
        },
        "files": {"read": report.read, "failed": len(report.failures)},
        "passages": report.passages,
        "failures": [{"path": f.path, "reason": f.reason} for f in report.failures],
        "notes": list(report.notes),
        "stages": {stage: round(seconds, 3) for stage, seconds in report.stages.items()},
        "seconds": round(report.seconds, 3),
    }


def document_json(held: Holding) -> Json:
    """A document of the index, with the number of its passages."""
    document, standing = held.document, held.standing
    dates = document.dates
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "authority": document.authority,
        "publisher": document.publisher,
        "lead_inspector": document.lead_inspector,
        "dates": {
            "inspected_from": _day(dates.inspected_from),
            "inspected_to": _day(dates.inspected_to),
            "published": _day(dates.published),
            "meeting": _day(dates.meeting),
            "not_before": _day(dates.not_before),
            "not_after": _day(dates.not_after),
            "basis": dates.basis,
            "published_basis": dates.published_basis if dates.published else None,
        },
        "date": _day(dates.ordering),
        "source": {
            "path": document.path,
            "sha256": document.sha256,
            "first_page": document.first_page,
            "last_page": document.last_page,
        },
        "origin": document.origin,
        "also_at": list(held.also_at),
        "part_of": document.part_of,
        "duplicates": list(standing.duplicates),
        "superseded_by": standing.superseded_by,
        "judgements": [judgement_json(graded) for graded in standing.grades],
        "recommendations": standing.recommendations,
        "pages": document.pages,
        "passages": held.passages,
        "given": list(document.given),
        "notes": list(document.notes),
    }


def judgement_json(graded: Graded) -> Json:
    """A grade that a document gives."""
    judgement = graded.judgement
    return {
        "document_id": judgement.document_id,
        "authority": graded.document.authority,
        "date": _day(graded.document.dates.ordering),
        "date_basis": graded.document.dates.basis,
        "area": judgement.area,
        "grade": judgement.grade,
        "page": judgement.page,
        "quote": judgement.quote,
        "current": graded.current,
        "superseded_by": graded.superseded_by,
    }


def recommendation_json(listed: Listed) -> Json:
    """An item of a list of what must improve."""
    item = listed.recommendation
    return {
        "document_id": item.document_id,
        "authority": listed.document.authority,
        "date": _day(listed.document.dates.ordering),
        "date_basis": listed.document.dates.basis,
        "number": item.number,
        "text": item.text,
        "kind": item.kind,
        "addressee": item.addressee,
        "page": item.page,
        "current": listed.current,
        "superseded_by": listed.superseded_by,
    }


def change_json(change: Change) -> Json:
    """What changed of an authority; `kept` items were asked for before in the same words."""

    def named(document: Document) -> Json:
        return {
            "id": document.id,
            "title": document.title,
            "kind": document.kind,
            "date": _day(document.dates.ordering),
        }

    return {
        "authority": change.authority,
        "came": [named(document) for document in change.came],
        "went": [named(document) for document in change.went],
        "replaced": [{**named(old), "superseded_by": new.id} for old, new in change.replaced],
        "grades": [
            {
                "area": regraded.area,
                "before": judgement_json(regraded.before) if regraded.before else None,
                "after": judgement_json(regraded.after) if regraded.after else None,
            }
            for regraded in change.grades
        ],
        "recommendations": {
            "new": [recommendation_json(listed) for listed in change.new],
            "dropped": [recommendation_json(listed) for listed in change.dropped],
            "kept": [recommendation_json(listed) for listed in change.kept],
        },
    }


def hit_json(hit: Hit) -> Json:
    """A passage found; `start` and `end` are of the page on which it begins."""
    passage = hit.passage
    place = passage.places(0, len(passage.text))[0]
    return {
        "rank": hit.rank,
        "score": hit.score,
        "why": dict(hit.why),
        "passage": {
            "id": passage.id,
            "document_id": passage.document_id,
            "text": passage.text,
            "source": hit.document.path,
            "page": place.page,
            "paragraph": passage.paragraph,
            "heading": trail(passage.heading),
            "start": place.start,
            "end": place.end,
        },
    }


def answer_json(answer: Answer, *, explain: bool = False) -> Json:
    """A verified answer; with `explain` also the claims that were dropped, and why."""
    scope = answer.scope
    value: Json = {
        "id": answer.id,
        "question": answer.question,
        "outcome": answer.outcome,
        "text": answer.text,
        "claims": [
            {"text": c.text, "citations": list(c.citations), "label": c.label or None}
            for c in answer.claims
        ],
        "citations": [_citation(citation) for citation in answer.citations],
        "scope": {
            "authorities": list(scope.authorities),
            "as_of": _day(scope.as_of),
            "from": _day(scope.first),
            "to": _day(scope.last),
            "kinds": list(scope.kinds),
            "documents_searched": scope.documents_searched,
            "reading": scope.reading,
        },
        "caveats": [*answer.corrections, *answer.caveats],
        "suggestions": list(answer.suggestions),
        "answerer": answer.answerer,
        "prompt": answer.prompt,
        "generation": answer.generation,
        "timings_ms": _timings(answer.timings_ms),
    }
    if explain:
        value["dropped"] = [
            {"text": d.text, "check": d.check, "detail": d.detail, "instead": d.instead}
            for d in answer.dropped
        ]
    return value


def checked_json(checked: Checked) -> Json:
    """A message that was checked, claim by claim."""
    return {
        "claims": [
            {
                "text": claim.text,
                "verdict": claim.verdict,
                "citations": list(claim.citations),
                "detail": claim.detail or None,
            }
            for claim in checked.claims
        ],
        "citations": [_citation(citation) for citation in checked.citations],
        "caveats": list(checked.caveats),
        "documents_searched": checked.documents,
    }


def trail(heading: tuple[str, ...]) -> str | None:
    """A trail of headings as one string, outermost first; None where there is none."""
    return " › ".join(heading) or None


def _citation(citation: Citation) -> Json:
    return {
        "number": citation.number,
        "passage_id": citation.passage_id,
        "document_id": citation.document_id,
        "title": citation.title,
        "kind": citation.kind,
        "publisher": citation.publisher,
        "authority": citation.authority,
        "date": _day(citation.date),
        "date_basis": citation.date_basis,
        "dated": citation.dated,
        "source": citation.source,
        "sha256": citation.sha256,
        "page": citation.page,
        "paragraph": citation.paragraph,
        "heading": trail(citation.heading),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "confidence": citation.confidence,
        "printed_page": citation.printed_page,
        "origin": citation.origin,
        "also_in": [
            {
                "document_id": document.id,
                "title": document.title,
                "source": document.path,
                "page": document.first_page,
            }
            for document in citation.also_in
        ],
    }


def _timings(timings: Mapping[str, float]) -> Json:
    return dict(timings)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
