"""The results as a table for a terminal."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.report.contents import Row, Suite, suites_of
from evals.report.visible import on_one_line, visible
from evals.results import Results

_FIRST = 3
_WIDTH = 100
_STYLE = {"met": "green", "missed": "bold red", "better": "green", "worse": "red"}


def as_table(results: Results, baseline: Results | None = None) -> RenderableType:
    """All figures but breakdowns, then the first failing cases of each suite.

    What documents and questions say is never read as markup, and holds no control character.
    """
    suites = suites_of(results, baseline)
    table = Table(title="Figures", title_justify="left", caption_justify="left")
    for column in ("Suite", "Figure", "Value", "95 % interval", "n", "Threshold", ""):
        table.add_column(column, justify="right" if column in ("Value", "n") else "left")
    if baseline is not None:
        table.add_column("Change")
    for suite in suites:
        _add(table, suite, compared=baseline is not None)
    verdict = (
        Text("Every threshold is met.", _STYLE["met"])
        if results.passed
        else Text("Thresholds are missed.", _STYLE["missed"])
    )
    return Group(table, *(_failing(suite) for suite in suites if suite.failing), verdict)


def _add(table: Table, suite: Suite, *, compared: bool) -> None:
    if suite.skipped is not None:
        table.add_row(_text(suite.name), _text(f"not run: {suite.skipped}"))
    for index, row in enumerate(suite.rows):
        cells = _cells(row)
        if compared:
            cells.append(Text(row.change, _STYLE.get(row.way, "")))
        table.add_row(_text("" if index else suite.name), *cells)
    table.add_section()


def _cells(row: Row) -> list[Text]:
    return [
        _text(row.metric.name),
        Text(row.value),
        Text(row.interval),
        Text(f"{row.metric.n:,}"),
        Text(row.threshold),
        Text(row.state, _STYLE.get(row.state, "")),
    ]


def _failing(suite: Suite) -> Text:
    count = len(suite.failing) + suite.hidden
    told = Text(f"{visible(suite.name)}: {count:,} of {suite.asked:,} cases are not right\n")
    for case in suite.failing[:_FIRST]:
        why = "; ".join(case.result.why) or case.result.expected
        told.append("  " + on_one_line(f"{case.result.id}: {why}", _WIDTH) + "\n")
    if count > _FIRST:
        told.append(f"  … and {count - _FIRST:,} more\n")
    return told


def _text(text: str) -> Text:
    return Text(visible(text))
