"""The metrics as a table in Markdown: what `docs/observability.md` shows, made and not written."""

from bot.observing.metrics import METRICS, Label, Metric


def table() -> str:
    """A row for each metric."""
    rows = ("| metric | kind | what it says | labels |", "|---|---|---|---|", *map(_row, METRICS))
    return "\n".join(rows) + "\n"


def _row(metric: Metric) -> str:
    labels = "; ".join(map(_label, metric.labels))
    return f"| `{metric.exposed}` | {metric.kind} | {metric.help} | {labels} |"


def _label(label: Label) -> str:
    values = ", ".join(f"`{value}`" for value in label.values)
    return f"`{label.name}`: {values}" if values else f"`{label.name}`"


if __name__ == "__main__":
    print(table(), end="")
