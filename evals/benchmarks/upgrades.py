"""Homes of earlier versions, opened by this one, and what going back takes.

Of each commit in `_COMMITS` a work tree is made beside; its program indexes the sample documents
of this version, answers a question and, where it has web pages, keeps a conversation: in its home
and in PostgreSQL. Then this program opens all that, indexes again, and the earlier one comes back:
to what this one has left, and to a copy that was made before. Nothing is downloaded: each runs
with the packages that are installed; how many lines its lock differs in is told.
"""

import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from corpus.sample import DOCUMENTS
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import ROOT, environment
from evals.ports import free_port
from tests import postgres

_COMMITS = ("788a397", "7ab8122", "82e37e0", "d312969", "f1985a4")
_QUESTION = "What must improve in Aldermere?"
_PAPERS = ("aldermere-inspection-2024.pdf", "aldermere-inspection-2019.pdf")
_PATIENCE = 300.0
_LOCK = "requirements.lock"


def main() -> None:
    """Run the benchmark."""
    with options("upgrades", __doc__ or "") as given:
        figures = measure(given)
        for commit, of in figures.items():
            show(commit, ["what", "came of it"], [[name, told] for name, told in of.items()])
        save({"benchmark": "upgrades", **figures}, given.json)


@dataclass(frozen=True, slots=True)
class Program:
    """The program as one work tree has it."""

    tree: Path

    @property
    def has_pages(self) -> bool:
        """Whether questions are asked on web pages."""
        return (self.tree / "bot/web/asking/routes.py").exists()

    def run(self, home: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """One of its commands on a home."""
        return subprocess.run(
            [*self._command(), *map(str, arguments), "--home", str(home)],
            cwd=home.parent,
            env=self._environment({}),
            capture_output=True,
            text=True,
        )

    def answer(self, home: Path) -> tuple[str, str]:
        """What it answers, "" for nothing, and what it says besides."""
        ended = self.run(home, "ask", _QUESTION)
        answered = ended.stdout.strip() if ended.returncode == 0 else ""
        return answered, _last_words(ended.stderr)

    @contextmanager
    def pages(self, home: Path, place: Mapping[str, str]) -> Iterator[str]:
        """Its web pages over a home, what is remembered being at `place`; their address."""
        port = free_port()
        site = f"http://127.0.0.1:{port}"
        with (home.parent / f"serve-{port}.log").open("w") as log:
            process = subprocess.Popen(
                [*self._command(), "serve", "--port", str(port), "--home", str(home)],
                cwd=home.parent,
                env=self._environment(place),
                stderr=log,
            )
            try:
                until = time.monotonic() + _PATIENCE
                while _got(site)[0] == 0 and process.poll() is None and time.monotonic() < until:
                    time.sleep(0.2)
                yield site
            finally:
                process.terminate()
                process.wait()

    def _command(self) -> list[str]:
        project = tomllib.loads((self.tree / "pyproject.toml").read_text("utf-8"))["project"]
        holder, _, function = project["scripts"]["scrutineer"].partition(":")
        return [sys.executable, "-c", f"from {holder} import {function}; {function}()"]

    def _environment(self, more: Mapping[str, str]) -> Mapping[str, str]:
        return {**environment(), "PYTHONPATH": str(self.tree), **more}


def measure(given: Options) -> dict[str, dict[str, Any]]:
    """What came of each commit's home."""
    with ExitStack() as stack:
        places: dict[str, Mapping[str, str]] = {"SQLite": {}}
        if postgres.programs() is not None:
            server = stack.enter_context(postgres.server())
            places["PostgreSQL"] = {"SCRUTINEER_STATE_URL": server.url}
        figures = {}
        for commit in _COMMITS:
            if "PostgreSQL" in places:
                url = stack.enter_context(postgres.database(server.url))
                places["PostgreSQL"] = {"SCRUTINEER_STATE_URL": url}
            with _tree(commit, given.work) as tree:
                dated = _git("show", "-s", "--format=%ad", "--date=format:%d %b %H:%M", commit)
                figures[f"{commit} ({dated.strip()})"] = tried(Program(tree), given.work, places)
    return figures


def tried(old: Program, work: Path, places: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """What came of a home that an earlier program made, forwards and back."""
    new, folder = Program(ROOT), work / f"upgrade-{time.time_ns()}"
    home, copy, papers = folder / "home", folder / "copy", folder / "papers"
    papers.mkdir(parents=True)
    for name in _PAPERS:
        shutil.copy(DOCUMENTS / name, papers)
    told: dict[str, Any] = {"lines of the lock that differ": _differing(old.tree)}
    made = old.run(home, "index", papers)
    if made.returncode != 0:
        return {**told, "it cannot run here": _last_words(made.stderr)}
    before, _ = old.answer(home)
    kept = {name: _asked(old, home, at) for name, at in places.items() if old.has_pages}
    shutil.copytree(home, copy)
    told |= _of("this program on it", *new.answer(home), before)
    told |= _of_pages("this program's page of its conversation", new, home, places, kept)
    again = new.run(home, "index", papers)
    told["indexed again"] = "done" if again.returncode == 0 else _last_words(again.stderr)
    after, _ = new.answer(home)
    told |= _of("then this program", after, "", before)
    told |= _of("the earlier one on that", *old.answer(home), before)
    told |= _of_pages("the earlier one's page of its conversation", old, home, places, kept)
    shutil.rmtree(home)
    shutil.copytree(copy, home)
    told |= _of("the earlier one on the copy of before", *old.answer(home), before)
    shutil.rmtree(folder)
    return told


def _of(what: str, answer: str, said: str, before: str) -> dict[str, str]:
    if not answer:
        return {what: f"refuses: {said}"}
    same = "the same answer" if answer == before else "an answer in other words"
    return {what: f"{same}; says: {said}" if said else same}


def _asked(program: Program, home: Path, place: Mapping[str, str]) -> str:
    """The path of a conversation that is begun, "" where none is."""
    with program.pages(home, place) as site:
        form = urlencode({"question": _QUESTION}).encode()
        with urlopen(Request(f"{site}/ask", form), timeout=_PATIENCE) as page:
            path = page.url.removeprefix(site).partition("#")[0]
            return path if path.startswith("/conversations/") else ""


def _of_pages(
    what: str,
    program: Program,
    home: Path,
    places: Mapping[str, Mapping[str, str]],
    kept: Mapping[str, str],
) -> dict[str, str]:
    told = {}
    for name, path in kept.items():
        with program.pages(home, places[name]) as site:
            status, page = _got(f"{site}{path}")
            whole = _QUESTION in page and 'class="answer"' in page
            told[f"{what}, {name}"] = "whole" if whole else f"{status}, not whole"
    return told


def _got(address: str) -> tuple[int, str]:
    try:
        with urlopen(address, timeout=_PATIENCE) as page:
            return page.status, page.read().decode("utf-8", "replace")
    except HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8", "replace")
    except OSError:
        return 0, ""


@contextmanager
def _tree(commit: str, work: Path) -> Iterator[Path]:
    """The files of a commit, in a folder of their own."""
    tree = work / f"tree-{commit}-{time.time_ns()}"
    _git("worktree", "add", "--detach", str(tree), commit)
    try:
        yield tree
    finally:
        _git("worktree", "remove", "--force", str(tree))


def _differing(tree: Path) -> int:
    here, there = (set((at / _LOCK).read_text("utf-8").splitlines()) for at in (ROOT, tree))
    return len([line for line in here ^ there if "==" in line])


def _git(*arguments: str) -> str:
    ended = subprocess.run(
        ["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return ended.stdout


def _last_words(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return " ".join(lines[-2:])


if __name__ == "__main__":
    main()
