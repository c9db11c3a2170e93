"""The panels of the dashboard as it stands in the repository."""

import json
from dataclasses import dataclass
from typing import Literal

from evals.benchmarks.processes import ROOT

_FILE = ROOT / "deploy" / "grafana" / "dashboard.json"


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: where it stands (in Grafana's units, 24 to a line), and what it asks for.

    `queries` are expressions, each with the template of its lines' names.
    """

    kind: Literal["row", "stat", "timeseries"]
    title: str
    x: int
    y: int
    width: int
    height: int
    unit: str = "short"
    stacked: bool = False
    queries: tuple[tuple[str, str], ...] = ()


def panels() -> list[Panel]:
    """All of them, rows included."""
    made = []
    for panel in json.loads(_FILE.read_text("utf-8"))["panels"]:
        at = panel["gridPos"]
        defaults = panel.get("fieldConfig", {}).get("defaults", {})
        stacking = defaults.get("custom", {}).get("stacking", {}).get("mode", "none")
        made.append(
            Panel(
                panel["type"],
                panel["title"],
                at["x"],
                at["y"],
                at["w"],
                at["h"],
                unit=defaults.get("unit", "short"),
                stacked=stacking == "normal",
                queries=tuple(
                    (target["expr"], target["legendFormat"]) for target in panel.get("targets", ())
                ),
            )
        )
    return made
