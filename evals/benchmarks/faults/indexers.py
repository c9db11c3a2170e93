"""Two that would change one index at the same time: the second waits, or is told what to do.

They are programs as an operator starts them, over one home and over two that share their index in
PostgreSQL. Whoever is first is stopped (SIGSTOP) when it holds the index, so that the second meets
it for certain, and goes on when the second has had its say; in the last points both begin at once.
In the end every file is there, once.
"""

import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psycopg

from bot.state.locks import AdvisoryLock
from bot.state.opening import open_state
from evals.benchmarks.faults.outcomes import Outcome
from evals.benchmarks.processes import environment, scrutineer
from tests import postgres
from tests.replicas import Replica

_PATIENCE = 600.0
_LOOK_SECONDS = 0.01
# What waits looks every two seconds; it has met the other one by then.
_MEETING_SECONDS = 4.0
# How what is refused is told to go on.
_MENDS = ("Wait for it to finish", "Make this change again")
_ROUNDS = 3

Held = list[tuple[str, int]]
"""The documents of an index and how many passages each has, as often as it has them."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Two folders of documents, and a document in neither that is uploaded."""

    one: Path
    two: Path
    uploaded: Path

    @property
    def folders(self) -> tuple[Path, Path]:
        """Both folders."""
        return self.one, self.two


@dataclass(frozen=True, slots=True)
class Place:
    """Where two change one index: a home for each, the same one or two that share."""

    first: Replica
    second: Replica
    state: str | Path
    is_held: Callable[[], bool]


def indexers(ground: Ground, work: Path) -> Iterator[Outcome]:
    """All pairs, over one home and over two."""
    work.mkdir()
    whole = _whole(ground, work / "undisturbed")

    def wanted(*paths: Path) -> Held:
        files = [file for path in paths for file in _files(path)]
        digests = {sha256(file.read_bytes()).hexdigest() for file in files}
        return sorted(row for digest, rows in whole.items() if digest in digests for row in rows)

    with ExitStack() as stack:
        places: dict[str, Callable[[Path], AbstractContextManager[Place]]] = {"one home": _one_home}
        if postgres.programs() is not None:
            database = stack.enter_context(postgres.server())
            places["two homes that share"] = lambda folder: _shared(folder, database.url)
        for name, make in places.items():
            outcome = Outcome(f"two indexers at once, {name}")
            for number, (seen, use) in enumerate(_PAIRS):
                with make(work / f"{name} {number}") as place:
                    outcome.note(seen, use(ground, place, wanted))
            yield outcome
    if len(places) == 1:
        yield Outcome(f"two indexers at once: {postgres.MISSING}")


def _the_same_folder(ground: Ground, place: Place, wanted: Callable[..., Held]) -> list[str]:
    return _two_runs(place, (ground.one, ground.one), wanted(ground.one))


def _different_folders(ground: Ground, place: Place, wanted: Callable[..., Held]) -> list[str]:
    return _two_runs(place, ground.folders, wanted(*ground.folders))


def _two_runs(place: Place, folders: Sequence[Path], wanted: Held) -> list[str]:
    """Two index runs, the first of which holds the index when the second begins."""
    one, other = folders
    first = _begun(place.first, one)
    _until(place.is_held, first)
    first.send_signal(signal.SIGSTOP)
    faults = _told_to_wait(_ended(_begun(place.second, other)))
    first.send_signal(signal.SIGCONT)
    if _ended(first).returncode:
        # Stopped for so long it may have lost a connection that it was about to open.
        faults += _well(_ended(_begun(place.first, one)), "the first, run again")
    faults += _well(_ended(_begun(place.second, other)), "the second, run again")
    return faults + _differs(place, wanted)


def _an_upload_during_a_run(ground: Ground, place: Place, wanted: Callable[..., Held]) -> list[str]:
    place.second.start()
    try:
        first = _begun(place.first, ground.one)
        _until(place.is_held, first)
        first.send_signal(signal.SIGSTOP)
        said = place.second.upload(ground.uploaded)
        time.sleep(_MEETING_SECONDS)
        first.send_signal(signal.SIGCONT)
        faults = []
        if _ended(first).returncode:
            faults += _well(_ended(_begun(place.first, ground.one)), "the run, again")
        if said.status == 503 and "Try again in a moment" in said.page:
            # Whoever was stopped was making the catalogue, which nobody can read meanwhile.
            said = place.second.upload(ground.uploaded)
        faults += _runs_end(place)
    finally:
        place.second.end()
    # Of a file that it has by then it tells where it is.
    if said.status not in (200, 303):
        faults.append(f"the upload: status {said.status}: {said.page[-300:]}")
    return faults + _differs(place, wanted(ground.one, ground.uploaded))


def _a_run_during_an_upload(ground: Ground, place: Place, wanted: Callable[..., Held]) -> list[str]:
    place.second.start()
    try:
        server = place.second.server
        assert server is not None
        place.second.upload(ground.uploaded)
        _until(place.is_held, server.process)
        server.process.send_signal(signal.SIGSTOP)
        faults = _told_to_wait(_ended(_begun(place.first, ground.one)))
        server.process.send_signal(signal.SIGCONT)
        faults += _runs_end(place)
        faults += _well(_ended(_begun(place.first, ground.one)), "the run, again")
    finally:
        place.second.end()
    return faults + _differs(place, wanted(ground.one, ground.uploaded))


def _both_at_once(ground: Ground, place: Place, wanted: Callable[..., Held]) -> list[str]:
    """Whoever is refused is run again, until both are through."""
    pairs = list(zip((place.first, place.second), ground.folders, strict=True))
    faults: list[str] = []
    for _ in range(_ROUNDS):
        begun = [(pair, _begun(*pair)) for pair in pairs]
        ended = [(pair, _ended(process)) for pair, process in begun]
        pairs = [pair for pair, one in ended if one.returncode != 0]
        faults += [f for _, one in ended if one.returncode for f in _told_to_wait(one)]
        if not pairs:
            break
    if pairs:
        faults.append("nobody gets through")
    return faults + _differs(place, wanted(*ground.folders))


_PAIRS: tuple[tuple[str, Callable[[Ground, Place, Callable[..., Held]], list[str]]], ...] = (
    ("the second was told to wait", _the_same_folder),
    ("the second was told to wait", _different_folders),
    ("the upload waited", _an_upload_during_a_run),
    ("the run was told to wait for the upload", _a_run_during_an_upload),
    *[("begun at once, both through in the end", _both_at_once)] * _ROUNDS,
)


def _begun(replica: Replica, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        scrutineer("index", folder, "--home", replica.home),
        env={**environment(), **replica.settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _ended(process: "subprocess.Popen[str]") -> "subprocess.CompletedProcess[str]":
    said, _ = process.communicate(timeout=_PATIENCE)
    return subprocess.CompletedProcess(process.args, process.returncode, said)


def _told_to_wait(ended: "subprocess.CompletedProcess[str]") -> list[str]:
    # Lines are broken for a terminal.
    said = " ".join(ended.stdout.split())
    if ended.returncode == 0:
        return ["it went on beside the one that held the index"]
    if not any(mend in said for mend in _MENDS):
        return [f"it does not say what to do: {said[-200:]}"]
    return []


def _well(ended: "subprocess.CompletedProcess[str]", who: str) -> list[str]:
    return [f"{who}: {ended.stdout[-200:]}"] if ended.returncode else []


def _runs_end(place: Place) -> list[str]:
    """Wait until the runs of the server are over."""
    deadline = time.monotonic() + _PATIENCE
    with open_state(place.state) as state:
        while True:
            runs = state.runs.recent(5)
            if runs and all(run.is_over for run in runs):
                return [f"the upload's run: {run.reason}" for run in runs if run.state != "done"]
            if time.monotonic() > deadline:
                return ["the upload's run does not end"]
            time.sleep(0.2)


def _differs(place: Place, wanted: Held) -> list[str]:
    """What is wrong with what the index holds, as each of the two sees it."""
    faults = []
    for replica in dict.fromkeys((place.first, place.second)):
        held = sorted(row for rows in _held(replica).values() for row in rows)
        if held != wanted:
            lost, more = set(wanted) - set(held), len(held) - len(wanted)
            faults.append(f"{len(lost)} documents are lost or changed, {more:+} in number")
    return faults


def _held(replica: Replica) -> dict[str, Held]:
    """By the digest of each file the documents that an index has of it."""
    listed = replica.run("documents", "--json")
    found: dict[str, Held] = {}
    for row in json.loads(listed.stdout) if listed.returncode == 0 else []:
        found.setdefault(row["source"]["sha256"], []).append((row["id"], row["passages"]))
    return found


def _whole(ground: Ground, home: Path) -> dict[str, Held]:
    """What an undisturbed run makes of every file."""
    replica = Replica(home, {})
    for path in (*ground.folders, ground.uploaded):
        _ended(_begun(replica, path))
    return _held(replica)


@contextmanager
def _one_home(folder: Path) -> Iterator[Place]:
    replica = Replica(folder, {})
    yield Place(replica, replica, folder / "state.sqlite", lambda: _is_locked(folder))


@contextmanager
def _shared(folder: Path, server: str) -> Iterator[Place]:
    folder.mkdir()
    with postgres.database(server) as url, psycopg.connect(url, autocommit=True) as looking:
        settings = {
            "SCRUTINEER_STATE_URL": url,
            "SCRUTINEER_SHARED_INDEX": "true",
            "SCRUTINEER_FILES": str(folder / "files"),
        }
        first, second = (Replica(folder / name, settings) for name in ("first", "second"))

        def is_held() -> bool:
            held = looking.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
                " WHERE locktype = 'advisory' AND objid = %s AND datname = current_database()",
                (int(AdvisoryLock.INDEXING),),
            ).fetchone()
            return held is not None and held[0] > 0

        yield Place(first, second, url, is_held)


def _is_locked(home: Path) -> bool:
    """Whether a process holds the lock of who writes in a home."""
    with suppress(FileNotFoundError):
        lock = os.open(home / "writer.lock", os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
    return False


def _until(true: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    """Wait until something is so. Raises `RuntimeError` where the process has ended before."""
    while not true():
        if process.poll() is not None:
            raise RuntimeError("it had ended before it was met")
        time.sleep(_LOOK_SECONDS)


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
