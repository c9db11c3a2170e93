"""Whether an index outlives `kill -9`, at random moments of a run that changes it.

An index of some files of CORPUS is brought up to date after files were changed, added and taken
away; the run is killed, and the index it leaves must answer from a generation that is whole.
The run after that must end with what an undisturbed one gives. `--times` is of the kills.
"""

import json
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import ProgramFailedError, environment, measured, scrutineer

_SEED = 20
_KEPT, _CHANGED, _ADDED = 24, 3, 2
# Asked of no authority in particular, so that whatever is indexed may answer.
_QUESTION = "What did inspectors find about social workers and visits to children?"
_GRACE_SECONDS = 5.0

Documents = dict[str, int]
"""The passages of each document, by its id: all that must not get lost."""


def main() -> None:
    """Run the benchmark."""
    with options("killed", __doc__ or "", times=20) as given:
        figures = measure(given)
        rows = [[kill["at"], kill["left"], kill["faults"] or "none"] for kill in figures["kills"]]
        show("Kills", ["after seconds", "left", "faults"], rows)
        print(f"{figures['survived']} of {figures['of']}")
        save(figures, given.json)


def measure(given: Options) -> dict[str, Any]:
    """Kill the run again and again."""
    for name in ("papers", "home"):
        shutil.rmtree(given.work / name, ignore_errors=True)
    papers, home = given.work / "papers", given.work / "home"
    files = _some(given.corpus)
    _lay(files[:_KEPT], papers)
    measured(scrutineer("index", papers, "--home", home), given.work)
    before = _documents(home)
    _change(papers, files[_KEPT:])
    whole = given.work / "whole"
    _copy(home, whole)
    seconds = measured(scrutineer("index", papers, "--home", whole), given.work).seconds
    after = _documents(whole)
    assert before != after
    moments = random.Random(_SEED)
    kills: list[dict[str, Any]] = []
    early = 0
    while len(kills) < given.times:
        at = moments.uniform(0, seconds)
        kill = _kill(papers, home, given.work / "broken", at, before, after)
        if kill is None:
            early += 1
        else:
            kills.append(kill)
    return {
        "benchmark": "killed",
        "documents": {"before": len(before), "after": len(after)},
        "passages": {"before": sum(before.values()), "after": sum(after.values())},
        "undisturbed_seconds": round(seconds, 2),
        "kills": kills,
        "ended_before_it_was_killed": early,
        "survived": sum(not kill["faults"] for kill in kills),
        "of": len(kills),
    }


def _some(corpus: Path) -> list[Path]:
    """Files of the corpus, drawn by a fixed seed."""
    files = sorted(path for path in corpus.rglob("*") if path.suffix in (".pdf", ".txt"))
    wanted = _KEPT + _CHANGED + _ADDED
    assert len(files) >= wanted, f"{corpus} has fewer than {wanted} files"
    return random.Random(_SEED).sample(files, wanted)


def _lay(files: Sequence[Path], papers: Path) -> None:
    papers.mkdir()
    for number, file in enumerate(files):
        shutil.copyfile(file, papers / f"{number:02}{file.suffix}")


def _change(papers: Path, others: Sequence[Path]) -> None:
    """Put other content under some names, add files, take one away."""
    laid = sorted(papers.iterdir())
    laid[-1].unlink()
    for place, file in zip(laid, others[:_CHANGED], strict=False):
        shutil.copyfile(file, place)
    for number, file in enumerate(others[_CHANGED:]):
        shutil.copyfile(file, papers / f"new-{number}{file.suffix}")


def _kill(
    papers: Path, home: Path, broken: Path, at: float, before: Documents, after: Documents
) -> dict[str, Any] | None:
    """What a kill does; None when the run ended first, which is another draw's turn."""
    _copy(home, broken)
    was_running, lasting = _killed(scrutineer("index", papers, "--home", broken), broken.parent, at)
    if not was_running:
        return None
    faults: list[str] = []
    if lasting:
        faults.append(f"{lasting} of its processes outlive it")
    left: str | None = None
    try:
        documents = _documents(broken)
        if documents == before:
            left = "before"
        elif documents == after:
            left = "after"
        else:
            faults.append("half a generation is left")
        faults += _asked(broken, documents)
        measured(scrutineer("index", papers, "--home", broken), broken.parent)
        if _documents(broken) != after:
            faults.append("the next run gives something else than an undisturbed one")
        faults += _asked(broken, after)
    except ProgramFailedError as error:
        faults.append(str(error))
    return {"at": round(at, 2), "left": left, "faults": faults}


def _killed(command: Sequence[str], folder: Path, at: float) -> tuple[bool, int]:
    """Start a command and kill it, it alone, after `at` seconds.

    Gives whether it was still running, and how many of its children were so for seconds more.
    """
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=folder, env=environment())
    time.sleep(at)
    try:
        children = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        children = []
    process.send_signal(signal.SIGKILL)
    status = process.wait()
    _, lasting = psutil.wait_procs(children, timeout=_GRACE_SECONDS)
    return status == -signal.SIGKILL, len(lasting)


def _documents(home: Path) -> Documents:
    run = measured(scrutineer("documents", "--json", "--home", home), home.parent)
    return {document["id"]: document["passages"] for document in json.loads(run.stdout)}


def _asked(home: Path, documents: Documents) -> list[str]:
    """What is wrong with an answer of this index, which should hold these documents."""
    command = scrutineer("ask", _QUESTION, "--json", "--home", home)
    answer = json.loads(measured(command, home.parent).stdout)
    faults = []
    if answer["outcome"] not in ("answered", "partial"):
        faults.append(f"the outcome of a question is {answer['outcome']}")
    if not {c["document_id"] for c in answer["citations"]} <= documents.keys():
        faults.append("an answer cites a document that is not in the index")
    return faults


def _copy(home: Path, copy: Path) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home, copy)


if __name__ == "__main__":
    main()
