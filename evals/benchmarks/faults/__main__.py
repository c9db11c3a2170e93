"""`python -m evals.benchmarks.faults --corpus CORPUS`: faults brought about, and what came of them.

Some small files of CORPUS are indexed; then the run that takes in changes is killed at `--times`
moments of its time and as many steps of publishing, disks are filled and made read-only, each
file of the index is damaged, two index at the same time, and replicas are behind a network that is
slow or silent. It survived where nothing wrong, half or unexplained was shown, and where all was as
it should be once the fault was over. Replicas, PostgreSQL and Chroma are killed by
`tests/scenarios/test_replicas.py`.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evals.benchmarks.faults import indexers
from evals.benchmarks.faults.damaged import Whole, damaged
from evals.benchmarks.faults.disks import disks
from evals.benchmarks.faults.killing import QUESTION, Digests, Ground, grounds, index, killed
from evals.benchmarks.faults.network import network
from evals.benchmarks.faults.outcomes import Outcome
from evals.benchmarks.options import Options, options, save, show

_BEFORE, _CHANGED = 10, 2
_FEWER = 5  # of damage to the catalogue in one way, for so many kills one
_FEW = 3


def main() -> None:
    """Run the benchmark."""
    with options(
        "faults",
        __doc__ or "",
        times=50,
        parts=(" ".join(_PARTS), "which faults, divided by spaces"),
    ) as given:
        chosen = [_PARTS[name] for name in given.more["parts"].split()]
        outcomes = [outcome for part in chosen for outcome in part(given)]
        columns = ["fault", "points", "survived", "what was seen"]
        show("Faults", columns, [outcome.row() for outcome in outcomes])
        for outcome in outcomes:
            print(*outcome.faults, sep="\n")
        points, survived = (sum(getattr(o, n) for o in outcomes) for n in ("points", "survived"))
        print(f"{survived} of {points}")
        figures = [
            dict(zip(columns, o.row(), strict=True)) | {"faults": o.faults} for o in outcomes
        ]
        save({"benchmark": "faults", "outcomes": figures}, given.json)


def _killed(given: Options) -> Iterator[Outcome]:
    yield from killed(_ground(given), given.work, given.times)


def _disks(given: Options) -> Iterator[Outcome]:
    yield from disks(_ground(given), given.work)


def _damaged(given: Options) -> Iterator[Outcome]:
    home, papers = _fresh(given.work / "undamaged"), _fresh(given.work / "papers")
    _laid(_smallest(given.corpus)[:_BEFORE], papers)
    index(home, papers)
    whole = Whole(home, papers, (QUESTION, "What must improve?"), Digests())
    yield from damaged(whole, given.work, max(1, given.times // _FEWER))


def _indexers(given: Options) -> Iterator[Outcome]:
    work = _fresh(given.work / "indexers")
    one, two = _fresh(work / "one"), _fresh(work / "two")
    files = _smallest(given.corpus)
    _laid(files[:_FEW], one)
    _laid(files[_FEW : 2 * _FEW], two)
    yield from indexers.indexers(indexers.Ground(one, two, files[2 * _FEW]), work / "homes")


def _network(given: Options) -> Iterator[Outcome]:
    work = _fresh(given.work / "network")
    files = _smallest(given.corpus)
    papers = _fresh(work / "papers")
    _laid(files[:_FEW], papers)
    uploads = files[_FEW : _FEW + 2]
    yield from network(papers, uploads, (QUESTION, "What must improve?"), work / "town")


_PARTS: dict[str, Callable[[Options], Iterator[Outcome]]] = {
    "killed": _killed,
    "disks": _disks,
    "damaged": _damaged,
    "indexers": _indexers,
    "network": _network,
}


def _ground(given: Options) -> Ground:
    """An index, and a folder of which it has not seen what changed."""
    files = _smallest(given.corpus)
    home, papers = given.work / "home", _fresh(given.work / "papers")
    shutil.rmtree(home, ignore_errors=True)
    _laid(files[:_BEFORE], papers)

    def change() -> None:
        """Put another content under one name, add a file, take one away."""
        laid = sorted(papers.iterdir())
        laid[-1].unlink()
        shutil.copyfile(files[_BEFORE], laid[0])
        added = files[_BEFORE + 1]
        shutil.copyfile(added, papers / f"new{added.suffix}")

    return grounds(home, papers, change, given.work)


def _fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _laid(files: Sequence[Path], folder: Path) -> None:
    """Put copies of files into a folder."""
    for number, file in enumerate(files):
        shutil.copyfile(file, folder / f"{number:02}{file.suffix}")


def _smallest(corpus: Path) -> Sequence[Path]:
    """The smallest files of the corpus: the run is long enough with them."""
    files = [path for path in corpus.rglob("*") if path.suffix == ".pdf"]
    files.sort(key=lambda path: (path.stat().st_size, path.name))
    return [f for f in files if f.read_bytes().startswith(b"%PDF")][: _BEFORE + _CHANGED]


if __name__ == "__main__":
    main()
