"""The index that replicas share: generations as blocks of a catalogue's file, and who is ready.

A generation is offered when all its blocks are there, and becomes the active one, from which
every replica answers, when one UPDATE moves the pointer. docs/replicas.md tells the whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, select

from bot.state.database import Database
from bot.state.locks import AdvisoryLock
from bot.state.processes import Process
from bot.state.tables import REPLICAS, SHARED_BLOCKS, SHARED_GENERATIONS, SHARED_POINTER

_DIGEST = 32  # bytes of a SHA-256

_ACTIVE = "active"
_ACTIVE_ONE = select(SHARED_POINTER.c.generation).where(SHARED_POINTER.c.name == _ACTIVE)
_AT_ONCE = 500
_KEPT = 2


class OvertakenError(Exception):
    """Another process has offered a generation meanwhile."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A generation that was offered; `form` is the version of the catalogue's tables."""

    number: int
    form: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation's catalogue is made of: the digests of its blocks, in their order."""

    form: int
    digests: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A replica: what its beat is now, the newest form that it reads, what it is ready for."""

    id: str
    name: str
    process: Process
    beat: int
    form: int
    ready: int


class SharedIndex:
    """What replicas know of the index. Threads share it. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def indexing(self) -> Iterator[bool]:
        """Whether this process alone may change the index now; until the end of the block."""
        with self._database.alone(AdvisoryLock.INDEXING) as mine:
            yield mine

    def active(self) -> int:
        """The generation that all answer from; 0 before there is one."""
        with self._database.reading() as run:
            return run.execute(_ACTIVE_ONE).scalar() or 0

    def newest(self) -> Offered | None:
        """The generation that was offered last, which may be the active one."""
        table = SHARED_GENERATIONS
        chosen = select(table.c.number, table.c.form).order_by(table.c.number.desc()).limit(1)
        with self._database.reading() as run:
            row = run.execute(chosen).first()
        return None if row is None else Offered(row.number, row.form)

    def manifest(self, number: int) -> Manifest | None:
        """What a generation is made of; None where it is no more."""
        table = SHARED_GENERATIONS
        chosen = select(table.c.form, table.c.digests).where(table.c.number == number)
        with self._database.reading() as run:
            row = run.execute(chosen).first()
        return None if row is None else Manifest(row.form, tuple(_split(row.digests)))

    def blocks(self, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        """The blocks that there are of these, by digest."""
        chosen = select(SHARED_BLOCKS).where(SHARED_BLOCKS.c.digest.in_(digests))
        with self._database.reading() as run:
            return {row.digest: row.content for row in run.execute(chosen)}

    def absent(self, digests: Sequence[bytes]) -> set[bytes]:
        """Which of these blocks are not there."""
        left = set(digests)
        for some in _some(sorted(left)):
            chosen = select(SHARED_BLOCKS.c.digest).where(SHARED_BLOCKS.c.digest.in_(some))
            with self._database.reading() as run:
                left.difference_update(run.execute(chosen).scalars())
        return left

    def put(self, blocks: Mapping[bytes, bytes]) -> None:
        """Keep blocks by their digests; nobody sees them before their generation is offered."""
        rows = [{"digest": digest, "content": content} for digest, content in blocks.items()]
        with self._database.writing() as run:
            run.execute(self._database.adding(SHARED_BLOCKS).on_conflict_do_nothing(), rows)

    def drop(self, digest: bytes) -> None:
        """Take out a block that is not what its digest says, so that it can be put anew."""
        with self._database.writing() as run:
            run.execute(delete(SHARED_BLOCKS).where(SHARED_BLOCKS.c.digest == digest))

    def offer(self, digests: Sequence[bytes], form: int, after: int) -> int:
        """Offer a generation of blocks that are there; gives its number.

        `after` is the one that it was made from (0 for none): raises `OvertakenError` where that
        is not the newest any more.
        """
        table = SHARED_GENERATIONS
        row = {"at": datetime.now(UTC), "form": form, "digests": b"".join(digests)}
        with self._database.writing() as run:
            newest = run.execute(select(func.max(table.c.number))).scalar() or 0
            if newest != after:
                raise OvertakenError
            return int(
                run.execute(table.insert().values(row).returning(table.c.number)).scalar_one()
            )

    def activate(self, number: int) -> None:
        """Have all answer from a generation from now on; from a later one nobody goes back."""
        with self._database.writing() as run:
            run.execute(
                self._database.adding(SHARED_POINTER)
                .values(name=_ACTIVE, generation=number)
                .on_conflict_do_update(
                    index_elements=[SHARED_POINTER.c.name],
                    set_={"generation": number},
                    where=SHARED_POINTER.c.generation < number,
                )
            )

    def numbers(self) -> set[int]:
        """The generations that there are."""
        with self._database.reading() as run:
            return set(run.execute(select(SHARED_GENERATIONS.c.number)).scalars())

    def clear(self, kept: int = _KEPT) -> None:
        """Forget generations before the active one but the last, and what blocks were only theirs.

        For who is `indexing` alone: blocks that are still to be offered would go too.
        """
        table = SHARED_GENERATIONS
        with self._database.writing() as run:
            newest = select(table.c.number).order_by(table.c.number.desc()).limit(kept)
            numbers = list(run.execute(newest).scalars())
            # Of those that wait to be the active one none goes, nor the one that is.
            active = run.execute(_ACTIVE_ONE).scalar() or 0
            old = table.c.number.not_in(numbers) & (table.c.number < active)
            run.execute(delete(table).where(old))
            named: set[bytes] = set()
            for joined in run.execute(select(table.c.digests)).scalars():
                named.update(_split(joined))
            there = run.execute(select(SHARED_BLOCKS.c.digest)).scalars()
            unused = sorted(digest for digest in there if digest not in named)
            for some in _some(unused):
                run.execute(delete(SHARED_BLOCKS).where(SHARED_BLOCKS.c.digest.in_(some)))

    def beat(self, identity: str, name: str, process: Process, form: int, ready: int) -> None:
        """Say that a replica lives, and what it is ready for."""
        row = {"form": form, "ready": ready, "at": datetime.now(UTC)}
        first = {**asdict(process), **row, "id": identity, "name": name, "beat": 1}
        with self._database.writing(lasting=False) as run:
            run.execute(
                self._database.adding(REPLICAS)
                .values(first)
                .on_conflict_do_update(
                    index_elements=[REPLICAS.c.id], set_={**row, "beat": REPLICAS.c.beat + 1}
                )
            )

    def members(self) -> list[Member]:
        """The replicas, those that have died and were not buried too."""
        with self._database.reading() as run:
            rows = run.execute(select(REPLICAS).order_by(REPLICAS.c.name, REPLICAS.c.id)).all()
        return [
            Member(
                row.id,
                row.name,
                Process(row.place, row.pid, row.started),
                row.beat,
                row.form,
                row.ready,
            )
            for row in rows
        ]

    def bury(self, identity: str, beat: int | None = None) -> None:
        """Take a replica out, unless its beat is another by now."""
        gone = REPLICAS.c.id == identity
        if beat is not None:
            gone &= REPLICAS.c.beat == beat
        with self._database.writing(lasting=False) as run:
            run.execute(delete(REPLICAS).where(gone))


def _some(digests: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """A few at a time."""
    for at in range(0, len(digests), _AT_ONCE):
        yield digests[at : at + _AT_ONCE]


def _split(joined: bytes) -> Iterator[bytes]:
    for at in range(0, len(joined), _DIGEST):
        yield joined[at : at + _DIGEST]
