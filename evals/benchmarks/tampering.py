"""The audit log tampered with at random, by somebody who can write to its table: is it found?

Three ways of keeping it: with a key and a head kept outside, with the head alone, with the key
alone. Each trial changes the table by SQL that the program has no part in, and has the log
verified. SQLite, and PostgreSQL where it is installed.
"""

import argparse
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import astuple, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bot.audit.chain import canonical, digest_of, hash_of
from bot.audit.entries import Entry
from bot.audit.heads import Heads
from bot.audit.log import AuditLog
from bot.state.opening import State, open_state
from bot.state.trail import Link
from evals.benchmarks.options import save, show
from tests import postgres

KEY: Final = b"0123456789abcdef0123456789abcdef"
_SEED: Final = 9
_ENTRIES: Final = 40
_TEXTS: Final = ("at", "salt", "content", "digest", "before", "hash", "seal")
Rows = list[Link]
Tampering = Callable[[Rows, random.Random], Rows]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.benchmarks.tampering", description=__doc__
    )
    parser.add_argument("--times", type=int, default=1_000, help="trials of each (1000)")
    parser.add_argument("--json", type=Path, help="file for the figures as JSON")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="scrutineer-") as work, ExitStack() as closing_:
        places = [f"sqlite:///{work}/state.sqlite"]
        if postgres.programs() is not None:
            server = closing_.enter_context(postgres.server())
            places.append(closing_.enter_context(postgres.database(server.url)))
        figures = [
            figure
            for place in places
            for figure in tampered(place, Path(work), given.times, random.Random(_SEED))
        ]
    names = list(figures[0])
    show("Audit tampering", names, [[each[name] for name in names] for each in figures])
    save({"tampering": figures}, given.json)


def tampered(place: str, work: Path, times: int, draw: random.Random) -> Iterator[dict[str, Any]]:
    """How many of so many tamperings were found, in each way that the log may be kept."""
    for way, key, keeps_head in (
        ("key and head", KEY, True),
        ("head alone", None, True),
        ("key alone", KEY, False),
    ):
        folder = work / way.replace(" ", "-")
        with open_state(place) as state:
            written(state, place, folder, key)
            missed = Counter[str]()
            found = 0
            kinds = _kinds(key is not None, keeps_head)
            for _ in range(times):
                kind = draw.choice(list(kinds))
                if trial(state, place, folder, key, kinds[kind], draw, keeps_head=keeps_head):
                    found += 1
                else:
                    missed[kind] += 1
            yield {
                "database": place.split(":")[0],
                "kept": way,
                "tamperings": times,
                "found": found,
                "missed": ", ".join(f"{name} {count}" for name, count in missed.items()) or "none",
            }


def written(state: State, place: str, folder: Path, key: bytes | None) -> AuditLog:
    """A log of some length in an empty table, of which some entries were deleted in their time."""
    put(place, [])
    for head in (folder / "audit").glob("head-*"):
        head.unlink()
    log = AuditLog(state.trail, Heads(folder, folder), key)
    for number in range(_ENTRIES):
        log.note(
            Entry(
                f"web:reader{number % 5}@thornbeck.example",
                "web",
                "ask",
                question=f"What did inspectors say about ward {number}?",
                documents=[(f"d{number}", f"{number:064x}")],
                answer=f"a{number}",
                outcome="answered",
                model="extractive",
            )
        )
        if number == _ENTRIES // 2:
            old = Entry("program", "program", "purge", details={"of": "audit"})
            log.delete(lambda each: each.link.number <= 5, old)
    assert log.verify().fault is None
    return log


def trial(
    state: State,
    place: str,
    folder: Path,
    key: bytes | None,
    tamper: Tampering,
    draw: random.Random,
    *,
    keeps_head: bool,
) -> bool:
    """Tamper with a whole log once: whether verifying finds it. The log is put back after."""
    rows = list(state.trail.links())
    changed = tamper(list(rows), draw)
    while changed == rows:
        changed = tamper(list(rows), draw)
    put(place, changed)
    heads = Heads(folder if keeps_head else folder / "elsewhere", folder)
    fault = AuditLog(state.trail, heads, key).verify().fault
    put(place, rows)
    return fault is not None


def put(place: str, rows: Sequence[Link]) -> None:
    """Have the table hold these rows and no other, by its own SQL."""
    with _connected(place) as (cursor, mark):
        cursor.execute("DELETE FROM audit")
        marks = ", ".join([mark] * 8)
        columns = "number, at, salt, content, digest, before, hash, seal"
        statement = f"INSERT INTO audit ({columns}) VALUES ({marks})"
        cursor.executemany(statement, [astuple(row) for row in rows])


@contextmanager
def _connected(place: str) -> Iterator[tuple[Any, str]]:
    """A cursor in a transaction of its own, and the mark of a value in its SQL."""
    if place.startswith("sqlite"):
        file = place.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, timeout=60)) as opened, opened:
            yield opened.cursor(), "?"
        return
    import psycopg

    with psycopg.connect(place) as connection, connection.cursor() as cursor:
        yield cursor, "%s"


def _kinds(with_key: bool, with_head: bool) -> dict[str, Tampering]:
    """What somebody may do who has not the key, and what is kept outside is as it was."""
    kinds: dict[str, Tampering] = {
        "change a field": _change,
        "change what it says, its own hashes made anew": _rewrite,
        "delete": _delete,
        "delete, the others numbered anew": _delete_and_number,
        "exchange": _exchange,
        "move": _move,
        "duplicate": _duplicate,
        "insert, its own hashes made anew": _insert,
        "delete what it says": _blank,
        "delete what it says, and an entry before that says so": _explain,
    }
    if with_key or with_head:
        kinds["replace the chain from there on"] = _replace
    if with_head:
        kinds["cut off the end"] = _cut
        kinds["delete everything"] = lambda _rows, _draw: []
    if with_key:
        kinds["append"] = _append
        kinds["take the seals off the first entries"] = _unseal
    return kinds


def _at(rows: Rows, draw: random.Random) -> int:
    return draw.randrange(len(rows))


def _change(rows: Rows, draw: random.Random) -> Rows:
    at, name = _at(rows, draw), draw.choice(("number", *_TEXTS))
    value = getattr(rows[at], name)
    if name == "number":
        rows[at] = replace(rows[at], number=value + draw.choice((1_000, -1_000)))
        return rows
    if not value:
        new = "0" * 32
    else:
        place = draw.randrange(len(value))
        new = value[:place] + draw.choice("0123456789abcdefxyz ") + value[place + 1 :]
    told = {each: getattr(rows[at], each) for each in _TEXTS}
    rows[at] = Link(rows[at].number, **{**told, name: new})
    return rows


def _made(row: Link, before: str, *, sealed: bool) -> Link:
    """A row with hashes of its own that are right, after another; `sealed` says what they tell."""
    digest = row.digest
    if row.salt is not None and row.content is not None:
        digest = digest_of(row.salt, row.content)
    hashed = hash_of(row.number, row.at, digest, before, sealed=sealed)
    return replace(row, digest=digest, before=before, hash=hashed)


def _rewrite(rows: Rows, draw: random.Random) -> Rows:
    at = _at(rows, draw)
    content = canonical({"action": "ask", "who": f"web:{draw.random()}"})
    row = replace(rows[at], salt="5" * 32, content=content)
    rows[at] = _made(row, row.before, sealed=draw.random() < 0.5)
    return rows


def _delete(rows: Rows, draw: random.Random) -> Rows:
    last = len(rows) - 1
    gone = {draw.randrange(last) for _ in range(draw.randint(1, 5))}
    return [row for at, row in enumerate(rows) if at not in gone]


def _delete_and_number(rows: Rows, draw: random.Random) -> Rows:
    return _numbered(_delete(rows, draw))


def _numbered(rows: Rows) -> Rows:
    return [replace(row, number=number) for number, row in enumerate(rows, 1)]


def _exchange(rows: Rows, draw: random.Random) -> Rows:
    one, other = _at(rows, draw), _at(rows, draw)
    rows[one], rows[other] = rows[other], rows[one]
    return _numbered(rows)


def _move(rows: Rows, draw: random.Random) -> Rows:
    row = rows.pop(_at(rows, draw))
    rows.insert(_at(rows, draw), row)
    return _numbered(rows)


def _duplicate(rows: Rows, draw: random.Random) -> Rows:
    rows.insert(_at(rows, draw) + 1, rows[_at(rows, draw)])
    return _numbered(rows)


def _new(rows: Rows, at: int, draw: random.Random) -> Link:
    content = canonical({"action": "ask", "who": f"web:{draw.random()}"})
    now = datetime(2026, 5, 1, tzinfo=UTC).isoformat(timespec="microseconds")
    return _made(
        Link(at + 1, now, "6" * 32, content, "", "", "", ""), rows[at - 1].hash, sealed=False
    )


def _insert(rows: Rows, draw: random.Random) -> Rows:
    at = draw.randrange(1, len(rows))
    rows.insert(at, _new(rows, at, draw))
    return _numbered(rows)


def _append(rows: Rows, draw: random.Random) -> Rows:
    return [*rows, _new(rows, len(rows), draw)]


def _cut(rows: Rows, draw: random.Random) -> Rows:
    return rows[: draw.randrange(len(rows))]


def _unseal(rows: Rows, draw: random.Random) -> Rows:
    first = draw.randint(1, len(rows))
    return [replace(row, seal="") if at < first else row for at, row in enumerate(rows)]


def _blank(rows: Rows, draw: random.Random) -> Rows:
    at = draw.randrange(5, len(rows))
    rows[at] = replace(rows[at], salt=None, content=None)
    return rows


def _explain(rows: Rows, draw: random.Random) -> Rows:
    at = draw.randrange(5, len(rows) - 1)
    rows[at] = replace(rows[at], salt=None, content=None)
    told = {"action": "purge", "who": "program", "deleted": [[at + 1, at + 1]]}
    other = draw.randrange(at + 1, len(rows))
    row = replace(rows[other], salt="7" * 32, content=canonical(told))
    rows[other] = _made(row, row.before, sealed=draw.random() < 0.5)
    return rows


def _replace(rows: Rows, draw: random.Random) -> Rows:
    """From one entry on all hashes made anew, as the formula has it, with no key."""
    first = _at(rows, draw)
    rows = _rewrite(rows[:], draw) if draw.random() < 0.5 else rows
    content = canonical({"action": "ask", "who": f"web:{draw.random()}"})
    rows[first] = replace(rows[first], salt="8" * 32, content=content)
    before = rows[first - 1].hash if first else "0" * 64
    for at in range(first, len(rows)):
        rows[at] = replace(_made(rows[at], before, sealed=False), seal="")
        before = rows[at].hash
    return rows


if __name__ == "__main__":
    main()
