"""What was seen of sources when, and what became of it: the ledger that `sources` asks for."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.state.database import Database
from bot.state.locks import AdvisoryLock
from bot.state.tables import SOURCE_HOSTS, SOURCE_ITEMS, SOURCE_PAGES, SOURCES
from sources.records import (
    HostRecord,
    Item,
    PageRecord,
    SourceKind,
    SourceRecord,
    offer_json,
    offer_of,
)

_LOOKED = ("memory", "looked_at", "well_at", "next_at", "failures", "trouble")


class SourceLedger:
    """Sources, their documents, and the hosts that were asked. Threads share it.

    Raises `StateError`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, kind: SourceKind, name: str, target: Mapping[str, str], folder: str, at: datetime
    ) -> SourceRecord:
        """Follow a source; one that was followed before goes on with what was seen of it."""
        table, wanted = SOURCES, dict(target)
        with self._database.writing() as run:
            for row in run.execute(select(table).where(table.c.kind == kind)):
                if row.target == wanted:
                    run.execute(
                        update(table).where(table.c.number == row.number).values(removed_at=None)
                    )
                    number = row.number
                    break
            else:
                taken = set(run.execute(select(table.c.folder)).scalars())
                values = {
                    "kind": kind,
                    "name": name,
                    "target": wanted,
                    "folder": _free(folder, taken),
                    "added_at": at,
                    "failures": 0,
                }
                made = table.insert().values(values).returning(table.c.number)
                number = run.execute(made).scalar_one()
        found = self.get(number)
        assert found is not None
        return found

    def remove(self, number: int, at: datetime) -> None:
        """Follow a source no longer; what was seen of it stays known."""
        with self._database.writing() as run:
            run.execute(update(SOURCES).where(SOURCES.c.number == number).values(removed_at=at))

    def sources(self, *, removed: bool = False) -> list[SourceRecord]:
        """The sources that are followed; with `removed` those as well that no longer are."""
        chosen = select(SOURCES).order_by(SOURCES.c.number)
        if not removed:
            chosen = chosen.where(SOURCES.c.removed_at.is_(None))
        with self._database.reading() as run:
            return [_source(row) for row in run.execute(chosen)]

    def get(self, number: int) -> SourceRecord | None:
        """The source with this number."""
        with self._database.reading() as run:
            row = run.execute(select(SOURCES).where(SOURCES.c.number == number)).first()
        return None if row is None else _source(row)

    def items(self, source: int) -> list[Item]:
        """Every document that was ever seen there, in the order in which they were first seen."""
        table = SOURCE_ITEMS
        chosen = select(table).where(table.c.source == source)
        with self._database.reading() as run:
            found = [_item(row) for row in run.execute(chosen)]
        return sorted(found, key=lambda item: (item.first_seen, item.key))

    def keep(self, source: SourceRecord, items: Sequence[Item]) -> None:
        """Keep what was seen of a source, and some of its documents, all or nothing."""
        looked = {name: getattr(source, name) for name in _LOOKED}
        looked["memory"] = dict(source.memory)
        rows = [_row(item) for item in items]
        with self._database.writing() as run:
            run.execute(update(SOURCES).where(SOURCES.c.number == source.number).values(looked))
            for row in rows:
                own = {name: value for name, value in row.items() if name not in ("source", "key")}
                run.execute(
                    self._database.adding(SOURCE_ITEMS)
                    .values(row)
                    .on_conflict_do_update(
                        index_elements=[SOURCE_ITEMS.c.source, SOURCE_ITEMS.c.key], set_=own
                    )
                )

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether this process alone may sync now, of all machines; until the end of the block."""
        with self._database.alone(AdvisoryLock.SYNCING) as mine:
            yield mine

    def host(self, name: str) -> HostRecord:
        """What is known of a host."""
        chosen = select(SOURCE_HOSTS).where(SOURCE_HOSTS.c.name == name)
        with self._database.reading() as run:
            row = run.execute(chosen).first()
        return HostRecord(name) if row is None else HostRecord(**row._mapping)

    def keep_host(self, host: HostRecord) -> None:
        """Keep it; that outlives this process, and need not outlive a power cut."""
        values = asdict(host)
        own = {name: value for name, value in values.items() if name != "name"}
        with self._database.writing(lasting=False) as run:
            run.execute(
                self._database.adding(SOURCE_HOSTS)
                .values(values)
                .on_conflict_do_update(index_elements=[SOURCE_HOSTS.c.name], set_=own)
            )

    def page(self, address: str) -> PageRecord | None:
        """A page as it last came."""
        table = SOURCE_PAGES
        with self._database.reading() as run:
            row = run.execute(select(table).where(table.c.address == address)).first()
        if row is None:
            return None
        values = {name: value for name, value in row._mapping.items() if name != "at"}
        return PageRecord(**values | {"body": zlib.decompress(row.body)})

    def keep_page(self, page: PageRecord) -> None:
        """Keep it in place of the one before."""
        values = asdict(page) | {"body": zlib.compress(page.body), "at": datetime.now(UTC)}
        own = {name: value for name, value in values.items() if name != "address"}
        with self._database.writing(lasting=False) as run:
            run.execute(
                self._database.adding(SOURCE_PAGES)
                .values(values)
                .on_conflict_do_update(index_elements=[SOURCE_PAGES.c.address], set_=own)
            )


def _free(folder: str, taken: set[str]) -> str:
    number, name = 1, folder
    while name in taken:
        number += 1
        name = f"{folder}-{number}"
    return name


def _source(row: Row[Any]) -> SourceRecord:
    return SourceRecord(**{**row._mapping, "memory": row.memory or {}})


def _row(item: Item) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in item.__dataclass_fields__}
    return {**values, "key": item.key, "offer": offer_json(item.offer)}


def _item(row: Row[Any]) -> Item:
    values = {name: value for name, value in row._mapping.items() if name != "key"}
    return Item(**{**values, "offer": offer_of(row.offer)})
