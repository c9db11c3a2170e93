"""Fuzzing: `python -m evals.fuzzing --files 50000 --corpus CORPUS`.

Damages pages of the documents in CORPUS and our own samples, reads each damaged file as an index
run would, and counts what became of it. Files that made the reader raise, die, or run out of time
or memory are kept in the folder of finds; none of these may cost another file. At intervals a
folder of damaged files beside sound ones is indexed whole, and the sound ones must be found.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from evals.fuzzing.running import Tally, run
from evals.fuzzing.seeds import seeds
from evals.fuzzing.whole_runs import check_index

_NO_PROGRAMS = "/nonexistent"


def main() -> int:
    """Run, print, and fail where a file was lost, an index was lost or a reader raised."""
    parser = argparse.ArgumentParser(prog="python -m evals.fuzzing", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of documents")
    parser.add_argument("--files", type=int, default=50_000, help="how many to read (50,000)")
    parser.add_argument("--seed", type=int, default=1, help="the run it is (1)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="end after so many")
    parser.add_argument("--finds", type=Path, default=Path("build/finds"), help="(build/finds)")
    parser.add_argument("--index-every", type=int, default=5_000, help="files between index runs")
    parser.add_argument("--json", type=Path, help="file for the figures as JSON")
    given = parser.parse_args()
    # Scans would take seconds each: recognising them is a process and a matter of its own.
    os.environ["PATH"] = _NO_PROGRAMS
    until = time.monotonic() + given.seconds
    total, indexes, faults = Tally(), 0, []
    material = seeds(given.corpus, Random(given.seed))
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as folder:
        part = 0
        while total.files < given.files and time.monotonic() < until:
            random_seed = given.seed * 1_000 + part
            some = min(given.index_every, given.files - total.files)
            work = Path(folder) / f"part{part}"
            work.mkdir()
            total.add(run(material, some, random_seed, work, given.finds, until))
            faults += check_index(Path(folder) / f"index{part}", material, random_seed)
            indexes, part = indexes + 1, part + 1
            print(_line(total, indexes, faults), file=sys.stderr, flush=True)
    print(_line(total, indexes, faults))
    if given.json:
        figures = {"seed": given.seed, "indexes": indexes, "faults": faults, **total.figures()}
        given.json.write_text(json.dumps(figures, indent=2) + "\n")
    return int(bool(faults or total.lost or total.of("raised")))


def _line(total: Tally, indexes: int, faults: list[str]) -> str:
    by_kind = "; ".join(
        f"{kind} " + ", ".join(f"{end} {count}" for end, count in sorted(counts.items()))
        for kind, counts in sorted(total.ends.items())
    )
    return (
        f"{total.files} files in {total.seconds:.0f} s: {by_kind}; lost {total.lost}; "
        f"{indexes} indexes, faults: {'; '.join(faults) or 'none'}"
    )


if __name__ == "__main__":
    sys.exit(main())
