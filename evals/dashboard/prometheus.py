"""A Prometheus of our own, for as long as the picture takes."""

import json
import re
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode
from urllib.request import urlopen

from evals.dashboard.panels import Panel
from evals.ports import free_port

_SCRAPE, _RATE, _STEP = 2, "20s", 2
_LABEL = re.compile(r"\{\{(\w+)\}\}")
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Line:
    """What a query gave under one name: seconds since 1970 with their values."""

    name: str
    points: tuple[tuple[float, float], ...]


class Prometheus:
    """Scrapes `targets`, addresses that are found when it is started."""

    def __init__(self, work: Path) -> None:
        self.targets: list[str] = []
        self._work = work
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def start(self) -> None:
        """Begin to scrape."""
        config = self._work / "prometheus.json"
        scraped = [{"job_name": "scrutineer", "static_configs": [{"targets": self.targets}]}]
        every = {"scrape_interval": f"{_SCRAPE}s"}
        # JSON is YAML.
        config.write_text(json.dumps({"global": every, "scrape_configs": scraped}))
        self._process = subprocess.Popen(
            [
                "prometheus",
                f"--config.file={config}",
                f"--storage.tsdb.path={self._work / 'prometheus'}",
                f"--web.listen-address=127.0.0.1:{self._port}",
                "--log.level=error",
            ]
        )
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                self._get("query", query="up")
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return

    def answers(self, panel: Panel, first: float, last: float) -> list[Line]:
        """What a panel's queries give between two moments; of a figure, what they give last."""
        lines = []
        for expression, name in panel.queries:
            asked = expression.replace("$__rate_interval", _RATE).replace("$job", ".*")
            if panel.kind == "stat":
                found = self._get("query", query=asked, time=last)
                points = [(one, [one["value"]]) for one in found]
            else:
                found = self._get("query_range", query=asked, start=first, end=last, step=_STEP)
                points = [(one, one["values"]) for one in found]
            for one, values in points:
                numbers = tuple((float(at), float(value)) for at, value in values)
                lines.append(Line(_named(name, one["metric"]), numbers))
        return lines

    def _get(self, what: str, **parameters: object) -> list[Any]:
        address = f"http://127.0.0.1:{self._port}/api/v1/{what}?{urlencode(parameters)}"
        with urlopen(address, timeout=_PATIENCE) as answer:
            found: list[Any] = json.load(answer)["data"]["result"]
        return found


def _named(template: str, labels: Mapping[str, str]) -> str:
    return _LABEL.sub(lambda found: labels.get(found[1], ""), template)
