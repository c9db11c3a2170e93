"""A disk that is full, and one that cannot be written: small ones of memory, mounted for it.

Only who may mount can try this; elsewhere the rows say so.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.app import open_app
from bot.briefs.files import write
from bot.settings import Settings
from bot.state.opening import open_state
from evals.benchmarks.faults.killing import Digests, Ground, index, look
from evals.benchmarks.faults.outcomes import Outcome

_ROOM = 120_000
_MEGABYTE = 1_000_000
_ENOUGH = "there was room enough"


def disks(ground: Ground, work: Path) -> Iterator[Outcome]:
    """Fill the disk while indexing and while remembering; make it read-only; then make it well."""
    for fault, bring in (
        ("full disk while indexing", _full_while_indexing),
        ("full disk while remembering", _full_while_remembering),
        ("full disk while writing a brief", _full_while_writing_a_brief),
        ("read-only home", _read_only),
    ):
        outcome = Outcome(fault)
        try:
            with _disk(work / "disk", ground) as home:
                bring(outcome, ground, home)
        except subprocess.CalledProcessError:
            outcome.seen["not tried: this user may not mount"] += 1
        yield outcome


def _full_while_indexing(outcome: Outcome, ground: Ground, home: Path) -> None:
    for room in (0, _ROOM, 2 * _ROOM, 4 * _ROOM, 10 * _ROOM):
        faults: list[str] = []
        with _filled(home, room):
            said = _refused(lambda: index(home, ground.papers), faults, "room")
            # There may have been room for the words, and none for the vectors after them.
            whole = (ground.after,) if said == _ENOUGH else (ground.before, ground.after)
            if look(home)[0] not in whole:
                faults.append("the index is neither what it was nor what it should be")
        outcome.note(said, faults)
    faults = []
    index(home, ground.papers)
    if look(home)[0] != ground.after:
        faults.append("with room again the index is not what it should be")
    outcome.note("went on when there was room", faults)


def _full_while_writing_a_brief(outcome: Outcome, _ground: Ground, home: Path) -> None:
    brief = home.parent / "brief.docx"
    write(b"an earlier brief", brief)
    faults: list[str] = []
    with _filled(home, 0):
        said = _refused(lambda: write(bytes(_MEGABYTE), brief), faults, "No space")
    if brief.read_bytes() != b"an earlier brief" or list(home.parent.glob(".brief-*")):
        faults.append("half a brief is left")
    outcome.note(said, faults)


def _full_while_remembering(outcome: Outcome, _ground: Ground, home: Path) -> None:
    with closing(open_app(Settings(home=home), Digests())) as app:
        answer, _ = app.ask("What did inspectors find about visits to children?")
    kept = home / "state.sqlite"
    with open_state(kept) as state:
        state.answers.keep(answer)
        with _filled(home, 0):
            faults: list[str] = []

            def fill() -> None:
                for number in range(1_000):
                    state.runs.ask(f"somebody {number}", ["a path" * 99])

            outcome.note(_refused(fill, faults, "room"), faults)
            known = len(state.runs.recent(5_000))
        faults = []
        if state.answers.get(answer.id) != answer or len(state.runs.recent(5_000)) != known:
            faults.append("something that was kept is lost")
        state.runs.ask("somebody", ["a path"])
        if len(state.runs.recent(5_000)) != known + 1:
            faults.append("nothing is kept although there is room")
        outcome.note("nothing lost, went on when there was room", faults)


def _read_only(outcome: Outcome, ground: Ground, home: Path) -> None:
    open_state(home / "state.sqlite").close()
    disk = home.parent
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True, capture_output=True)
    faults: list[str] = []
    if look(home)[0] != ground.before:
        faults.append("another answer")
    outcome.note("answered as before", faults)
    for use in (
        lambda: index(home, ground.papers),
        lambda: _remember(home),
    ):
        faults = []
        outcome.note(_refused(use, faults, "permissions"), faults)
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True, capture_output=True)
    faults = []
    index(home, ground.papers)
    if look(home)[0] != ground.after:
        faults.append("writable again, the index is not what it should be")
    outcome.note("went on when it could be written", faults)


def _remember(home: Path) -> None:
    with open_state(home / "state.sqlite") as state:
        state.runs.ask("somebody", ["a path"])


def _refused(use: Callable[[], object], faults: list[str], word: str) -> str:
    """Use something that has to say, with this word, how it is mended."""
    try:
        use()
    except Exception as error:
        if word not in str(error):
            faults.append(f"{type(error).__name__}: {error}")
        return f"told of {word}"
    return _ENOUGH


@contextmanager
def _disk(place: Path, ground: Ground) -> Iterator[Path]:
    """A home on a disk of its own."""
    place.mkdir(exist_ok=True)
    size = sum(f.stat().st_size for f in ground.home.rglob("*") if f.is_file()) + 40 * _MEGABYTE
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place],
        check=True,
        capture_output=True,
    )
    try:
        shutil.copytree(ground.home, place / "home")
        yield place / "home"
    finally:
        # What was refused may hold a file of it open for a moment longer.
        subprocess.run(["umount", "--lazy", place], check=True, capture_output=True)


@contextmanager
def _filled(home: Path, room: int) -> Iterator[None]:
    """Leave only so many bytes on the home's disk."""
    filler = home.parent / "filler"
    with filler.open("wb") as file:
        file.write(b"\0" * max(shutil.disk_usage(home).free - room, 0))
    try:
        yield
    finally:
        filler.unlink()
