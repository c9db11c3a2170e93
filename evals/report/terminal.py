"""The results as a table for a terminal."""

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.report.contents import Row, Suite, suites_of
from evals.report.visible import on_one_line, visible
from evals.results import Results

_FIRST = 3
_WIDTH = 100
_NAME = 26
_SIGNS = (("at least ", "≥ "), ("at most ", "≤ "), (" to ", "–"))
_STYLE = {"met": "green", "missed": "bold red", "better": "green", "worse": "red"}


def as_table(results: Results, baseline: Results | None = None) -> RenderableType:
    """All figures but breakdowns, then the first failing cases of each suite.

    What documents and questions say is never read as markup, and holds no control character.
    """
    suites = suites_of(results, baseline)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("Figure", overflow="fold", min_width=_NAME)
    for column in ("Value", "95 % interval", "n"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("Threshold", no_wrap=True)
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
    """A suite's name on a line of its own, its figures under it."""
    table.add_row(Text(visible(suite.name), "bold"))
    if suite.skipped is not None:
        table.add_row(Text(f"  not run: {visible(suite.skipped)}"))
    for row in suite.rows:
        cells = _cells(row)
        if compared:
            cells.append(Text(row.change, _STYLE.get(row.way, "")))
        table.add_row(*cells)
    table.add_section()


def _cells(row: Row) -> list[Text]:
    allowed = f"{row.state}: {row.threshold}" if row.state else row.threshold
    return [
        Text(f"  {visible(row.metric.name)}"),
        Text(row.value),
        Text(_short(row.interval)),
        Text(f"{row.metric.n:,}"),
        Text(_short(allowed), _STYLE.get(row.state, "")),
    ]


def _short(text: str) -> str:
    """A range or a limit in signs, so that the table fits into 80 columns."""
    for words, sign in _SIGNS:
        text = text.replace(words, sign)
    return text


def _failing(suite: Suite) -> Text:
    count = len(suite.failing) + suite.hidden
    told = Text(f"{visible(suite.name)}: {count:,} of {suite.asked:,} cases are not right\n")
    for case in suite.failing[:_FIRST]:
        why = "; ".join(case.result.why) or case.result.expected
        told.append("  " + on_one_line(f"{case.result.id}: {why}", _WIDTH) + "\n")
    if count > _FIRST:
        told.append(f"  … and {count - _FIRST:,} more\n")
    return told
