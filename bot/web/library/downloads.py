"""The registers as files: JSON as the command line gives it, CSV for spreadsheets."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from bot import wire
from bot.harmless import on_one_line
from retrieval.registers import Graded, Listed

_ITEMS: Final = (
    "authority",
    "date",
    "date_basis",
    "title",
    "kind",
    "addressee",
    "number",
    "text",
    "page",
    "current",
    "superseded_by",
    "document_id",
)
_GRADES: Final = (
    "authority",
    "date",
    "date_basis",
    "title",
    "area",
    "grade",
    "page",
    "quote",
    "current",
    "superseded_by",
    "document_id",
)
# What spreadsheets take for the beginning of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")


def items_json(every: Sequence[Listed]) -> Response:
    """The items of lists as `scrutineer recommendations --json` gives them."""
    return _json([wire.recommendation_json(each) for each in every], "recommendations.json")


def items_csv(every: Sequence[Listed]) -> Response:
    """The items of lists, one a row."""
    rows = [{**wire.recommendation_json(e), "title": e.document.title} for e in every]
    return _csv(_ITEMS, rows, "recommendations.csv")


def grades_json(every: Sequence[Graded]) -> Response:
    """The grades as `scrutineer judgements --json` gives them."""
    return _json([wire.judgement_json(each) for each in every], "judgements.json")


def grades_csv(every: Sequence[Graded]) -> Response:
    """The grades, one a row."""
    rows = [{**wire.judgement_json(e), "title": e.document.title} for e in every]
    return _csv(_GRADES, rows, "judgements.csv")


def _json(value: list[wire.Json], name: str) -> Response:
    # ASCII alone: half a surrogate pair (of a broken font) has no other way of being written.
    return _file(json.dumps(value, indent=2).encode("ascii"), "application/json", name)


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str) -> Response:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    # With its mark Excel takes it for UTF-8.
    return _file(text.getvalue().encode("utf-8-sig", "replace"), "text/csv; charset=utf-8", name)


def _cell(value: object) -> str:
    """A value as a spreadsheet shows it; a text can be no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return str(value)
    text = on_one_line(value)
    return f"'{text}" if text.lstrip("'\" ").startswith(_FORMULA) else text


def _file(content: bytes, media: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=media)
