"""Whether sources keep an index current.

Months of three authorities on a played reports site (`--months`); syncs that are killed at random
moments (`--times`, of which `--programs` are the command itself); and the published reports of
CORPUS, served as the reports site serves them.
"""

import logging
import shutil
import sys
from dataclasses import asdict
from typing import Any

from evals.benchmarks.options import options, save, show
from evals.benchmarks.sources.killing import kill_and_go_on
from evals.benchmarks.sources.months import live
from evals.benchmarks.sources.published import follow_all


def main() -> None:
    """Run the benchmark; exit with 1 where there is a fault."""
    logging.disable(logging.WARNING)
    with options(
        "sources",
        __doc__ or "",
        times=50,
        months=(30, "months that are lived through"),
        programs=(10, "kills that are of the command itself"),
    ) as given:
        parts: dict[str, dict[str, Any]] = {}
        for name in ("months", "kills", "reports"):
            folder = given.work / name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            if name == "months":
                parts[name] = asdict(live(folder, given.more["months"]))
            elif name == "kills":
                parts[name] = asdict(kill_and_go_on(folder, given.times, given.more["programs"]))
            else:
                parts[name] = asdict(follow_all(given.corpus, folder))
            rows = [[key, value] for key, value in parts[name].items() if key != "faults"]
            faults = parts[name]["faults"]
            show(name.capitalize(), ["what", "figure"], [*rows, ["faults", len(faults)]])
            print(*faults, sep="\n", end="\n" if faults else "")
        save({"benchmark": "sources", **parts}, given.json)
        if any(part["faults"] for part in parts.values()):
            sys.exit(1)


if __name__ == "__main__":
    main()
