"""What a machine needs: memory of a serving process, disk of a home, how long a start takes.

CORPUS/ofsted is indexed, then served; the questions of `questions.jsonl` are asked over HTTP,
`--times` times over. A backup is made meanwhile.
"""

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import psutil

from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import measured, scrutineer
from evals.benchmarks.serving import serving
from evals.cases import read_cases

_MEGABYTE = 1_000_000
_PATIENCE = 120


def main() -> None:
    """Run the benchmark."""
    with options("sizing", __doc__ or "", times=3) as given:
        figures = measure(given)
        for title, rows in figures.items():
            show(title, ["", ""], [[name, value] for name, value in rows.items()])
        save({"benchmark": "sizing", **figures}, given.json)


def measure(given: Options) -> dict[str, dict[str, Any]]:
    """Megabytes and seconds, by what they are of."""
    home, backup = given.work / "sizing", given.work / f"backup-{time.time_ns()}"
    measured(scrutineer("index", given.corpus / "ofsted", "--home", home), given.work)
    asked = [case.question for case in read_cases(given.gold / "questions.jsonl")]
    number = len(asked) * given.times
    with serving(home) as (process, site, seconds):
        start, took = _megabytes(process), sum(process.cpu_times()[:2])
        for question in asked * given.times:
            form = urlencode({"question": question}).encode()
            with urlopen(f"{site}/ask", form, timeout=_PATIENCE) as page:
                page.read()
        served = _megabytes(process)
        copied = measured(scrutineer("backup", backup, "--home", home), given.work)
        processor = sum(process.cpu_times()[:2])
    disk = {path.name: _size(path) for path in sorted(home.iterdir())}
    return {
        "Serving": {
            "seconds until it answers": round(seconds, 1),
            "processor seconds until it answers": round(took, 1),
            "MB when it answers": start,
            f"MB after {number} questions": served,
            "processor milliseconds a question": round(1000 * (processor - took) / number),
        },
        "Disk, MB": {name: size for name, size in disk.items() if size},
        "Backup": {"seconds": round(copied.seconds, 1), "MB": _size(backup)},
    }


def _megabytes(process: psutil.Process) -> int:
    return round(process.memory_info().rss / _MEGABYTE)


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return round(sum(file.stat().st_size for file in files) / _MEGABYTE)


if __name__ == "__main__":
    main()
