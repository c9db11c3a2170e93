"""Comparisons as a terminal shows them."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.comparing import Change, Comparison
from evals.report.visible import on_one_line

_LINE = 160


def as_table(found: Comparison) -> RenderableType:
    """The figures that changed, those that got worse than they may, and the cases that turned."""
    parts: list[RenderableType] = []
    changed = [change for change in found.changes if change.difference]
    if changed:
        table = Table(title="Figures that changed", title_justify="left")
        for column in ("Suite", "Figure", "Before", "After", "Change", "95 % interval", ""):
            table.add_column(
                column, justify="left" if column in ("Suite", "Figure", "") else "right"
            )
        for change in changed:
            table.add_row(*_cells(change))
        parts.append(table)
    parts.append(Text(f"{len(found.changes) - len(changed)} figures are as they were."))
    parts += [Text(f"No longer measured: {name}", "bold red") for name in found.missing]
    for turned in found.turned:
        style = {"now wrong": "red", "now right": "green"}.get(turned.side, "")
        line = f"{turned.side}: {turned.suite} {turned.id}: {on_one_line(turned.question, _LINE)}"
        parts.append(Text(line, style))
        if turned.side == "now wrong":
            parts += [Text(f"    {on_one_line(reason, _LINE)}") for reason in turned.why[:3]]
    verdict = "Something is worse than it may be." if found.regressed else "Nothing has regressed."
    parts.append(Text(verdict, "bold red" if found.regressed else "green"))
    return Group(*parts)


def _cells(change: Change) -> tuple[Text, ...]:
    low_high = "" if change.interval is None else "{:+.3f} to {:+.3f}".format(*change.interval)
    state = Text("better", "green") if change.better else Text("worse")
    if change.regressed:
        state = Text(f"worse than allowed ({change.allowed:g})", "bold red")
    return (
        Text(change.suite),
        Text(change.name),
        Text(f"{change.before:.3f}"),
        Text(f"{change.after:.3f}"),
        Text(f"{change.difference:+.3f}"),
        Text(low_high),
        state,
    )
