"""What a catalogue has of the texts of documents: passages, and the pages they are from."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from corpus.catalogue.opened import COUNT, CURRENT, Opened
from corpus.catalogue.rows import (
    unpack_confidence,
    unpack_page,
    unpack_passage,
)
from corpus.catalogue.seals import seal_of, unpack_seals
from corpus.passages import Passage
from corpus.sources import Page

_PASSAGE = """p.id, d.id, p.ordinal, p.text, p.shape, p.paragraph, p.heading, p.spans,
  p.content_hash, p.seal, d.seals FROM json_each(?) asked"""


class Texts(Opened):
    """Passages and pages of a generation, None meaning the current one."""

    def passages(self, ids: Sequence[str], generation: int | None = None) -> list[Passage]:
        """The passages with these ids, in the order asked; ids unknown here are left out."""
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT {_PASSAGE}
                  CROSS JOIN passages p ON p.id = asked.value
                  JOIN documents d ON d.key = p.document
                  JOIN members m ON m.document = p.document AND m.generation = {CURRENT}
                  ORDER BY asked.key""",
                (json.dumps(list(ids)), generation),
            ).fetchall()
            # What the register of ids lacks and the table holds is hidden by damage: without a
            # look another answer would be given, and nobody told.
            missing = sorted(set(ids).difference(str(row[0]) for row in rows))
            hidden = (
                run.execute(
                    f"""SELECT 1 FROM passages p NOT INDEXED
                  JOIN members m ON m.document = p.document AND m.generation = {CURRENT}
                  WHERE p.id IN (SELECT value FROM json_each(?)) LIMIT 1""",
                    (generation, json.dumps(missing)),
                ).fetchone()
                if missing
                else None
            )
        self._hold(hidden is None, "the register of passages by id")
        return self._passages(rows)

    def passages_of(
        self, document_ids: Sequence[str], generation: int | None = None
    ) -> list[Passage]:
        """All passages of these documents: by document in the order given, then by ordinal."""
        with self.store.read() as run:
            rows = run.execute(
                f"""SELECT {_PASSAGE}
                  CROSS JOIN documents d ON d.id = asked.value
                  JOIN members m ON m.document = d.key AND m.generation = {CURRENT}
                  JOIN passages p ON p.document = d.key
                  ORDER BY asked.key, p.ordinal""",
                (json.dumps(list(document_ids)), generation),
            ).fetchall()
        for _, group in groupby(rows, lambda row: str(row[1])):
            some = list(group)
            with self._sound("a document's passages"):
                self._hold(
                    some[0][-1] is None or unpack_seals(some[0][-1])[COUNT] == len(some),
                    "passages of a document are missing",
                )
        return self._passages(rows)

    def passage_ids_of(
        self, document_ids: Sequence[str] | None, generation: int | None = None
    ) -> list[tuple[str, str]]:
        """Pairs (passage id, content hash) of these documents, ordered as `passages_of`.

        None means all documents of the generation, in the order of `documents`.
        """
        with self.store.read() as run:
            if document_ids is None:
                return run.execute(
                    f"""SELECT p.id, p.content_hash FROM members m
                      JOIN passages p ON p.document = m.document
                      WHERE m.generation = {CURRENT} ORDER BY m.position, p.ordinal""",
                    (generation,),
                ).fetchall()
            return run.execute(
                f"""SELECT p.id, p.content_hash FROM json_each(?) asked
                  CROSS JOIN documents d ON d.id = asked.value
                  JOIN members m ON m.document = d.key AND m.generation = {CURRENT}
                  JOIN passages p ON p.document = d.key
                  ORDER BY asked.key, p.ordinal""",
                (json.dumps(list(document_ids)), generation),
            ).fetchall()

    def passage_counts(self, generation: int | None = None) -> dict[str, int]:
        """How many passages each document has, by its id; one that has none is left out."""
        with self.store.read() as run:
            counted = run.execute(
                f"""SELECT d.id, count(*) FROM members m
                  JOIN documents d ON d.key = m.document
                  JOIN passages p ON p.document = m.document
                  WHERE m.generation = {CURRENT} GROUP BY m.document""",
                (generation,),
            ).fetchall()
        return dict(counted)

    def passage_count(self, generation: int) -> int:
        """How many passages a generation has."""
        with self.store.read() as run:
            row = run.execute(
                "SELECT passages FROM generations WHERE number = ?", (generation,)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def page(
        self, document_id: str, number: int | None, generation: int | None = None
    ) -> Page | None:
        """A page as it was read, to hold quotes against; None where there is no such page.

        `number` is the 1-based page of the file, None for a file without pages. Printed rows
        and the page's shape, which only cutting needs, are not kept.
        """
        with self.store.read() as run:
            row = run.execute(
                f"""SELECT pages.text, pages.label, pages.confidence FROM documents d
                  CROSS JOIN members m ON m.document = d.key AND m.generation = {CURRENT}
                  JOIN pages ON pages.reading = d.reading
                  WHERE d.id = ? AND pages.number IS ?""",
                (generation, document_id, number),
            ).fetchone()
        if row is None:
            return None
        text, label, confidence = row
        with self._sound("the text of a page"):
            return Page(number, unpack_page(text), label, confidence=unpack_confidence(confidence))

    def _passages(self, rows: Sequence[tuple[Any, ...]]) -> list[Passage]:
        """The passages of rows of `_PASSAGE`, each held against its seal."""
        with self._sound("a passage"):
            for *row, seal, _ in rows:
                self._hold(seal is None or seal == seal_of(*row), "a passage is not what it was")
            return [unpack_passage(row[:-3]) for row in rows]
