"""Who sees which documents: what a place may not see is, for that place, not in the index."""

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePath
from threading import Lock

from bot.answering.citing import PageOf
from bot.faults import MendableError
from bot.settings import PUBLIC
from corpus.catalogue.catalogue import Registers
from corpus.documents import Document
from corpus.passages import Passage
from corpus.sources import Page
from retrieval.index.lexical import LexicalCopy, LexicalQuery
from retrieval.query import Query
from retrieval.registers import Holdings
from retrieval.search.ports import Dense, Lexical, Passages

MOST_COPIED = 30_000
"""Up to this many passages what is seen has an index of words of its own, in memory."""

Sets = Mapping[str, Sequence[str]]
"""By name of a document set the patterns of the paths of its documents."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be seen: documents of no set, and those of `seen`; None stands for all there are.

    The set `public` is seen by all: what it holds is hidden by no other set.
    """

    sets: Sets = field(hash=False)
    seen: frozenset[str] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing can be hidden."""
        return self.seen is None or not self.sets.keys() - self.seen - {PUBLIC}

    @property
    def mark(self) -> str:
        """What is kept with an answer, so that it can be told later who may be shown it.

        Empty where nothing could be hidden. It changes with the patterns of the sets: what an
        answer was made from cannot be known once a set holds other documents.
        """
        if self.seen is None or self.is_whole:
            return ""
        sets = {name: sorted(patterns) for name, patterns in self.sets.items()}
        written = json.dumps(sets, sort_keys=True).encode()
        return json.dumps([hashlib.sha256(written).hexdigest()[:16], *sorted(self.seen)])

    def covers(self, mark: str) -> bool:
        """Whether all that was seen under a sight of this mark is seen under this one."""
        if self.is_whole:
            return True
        if not mark:
            return False
        (then, *seen), (now, *own) = json.loads(mark), json.loads(self.mark)
        return bool(then == now) and set(seen) <= set(own)

    def narrowed(self, sets: Collection[str]) -> "Sight":
        """The sight that these sets leave, never a wider one. Raises `MendableError`."""
        if unknown := sorted(set(sets) - self.sets.keys() - {PUBLIC}):
            raise MendableError(
                f"There is no document set {', '.join(unknown)}. Sets are named under "
                "document_sets in scrutineer.toml."
            )
        narrower = frozenset(sets) - {PUBLIC}
        return replace(self, seen=narrower if self.seen is None else self.seen & narrower)

    def shows(self, path: str) -> bool:
        """Whether a file at this path may be seen."""
        if self.seen is None:
            return True
        of = {name for name, patterns in self.sets.items() if any(_lies(path, p) for p in patterns)}
        return not of or PUBLIC in of or not of.isdisjoint(self.seen)


EVERYTHING = Sight({})
"""What is seen where no document is hidden."""


def _lies(path: str, pattern: str) -> bool:
    """Whether a path is the one a pattern means, or lies in a folder that it means."""
    return _compiled(pattern).match(_plain(path)) is not None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """`*` and `?` stay within a folder, `**` does not; a pattern without a root may lie anywhere.

    Small letters and capitals are the same: who hides a folder means it however it is written.
    """
    whole = _plain(os.path.expanduser(pattern.strip()))
    parts = [part for part in whole.split("/") if part not in ("", ".")]
    while parts[-1:] == ["**"]:
        parts.pop()
    if not parts:
        return re.compile("")
    told = "".join("(?:[^/]+/)*" if part == "**" else _of_part(part) + "/" for part in parts)
    begins = "/+" if whole.startswith("/") else "(?:.*/)?"
    return re.compile(f"{begins}{told.removesuffix('/')}(?:/.*)?\\Z", re.DOTALL)


def _of_part(part: str) -> str:
    """One part of a pattern, as a regular expression: `*`, `?` and `[abc]` mean something."""
    pieces = re.split(r"(\*+|\?|\[!?[^\]]+\])", part)
    told = ""
    for piece in pieces:
        if piece.startswith("*"):
            told += "[^/]*"
        elif piece == "?":
            told += "[^/]"
        elif piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
            inside = piece[1:-1].replace("\\", "\\\\").replace("[", "\\[").replace("^", "\\^")
            told += f"[{'^' + inside[1:] if inside.startswith('!') else inside}]"
        else:
            told += re.escape(piece)
    return told


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", PurePath(path).as_posix()).casefold()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a generation holds; or what of it may be seen, with nothing of the rest.

    `also_at` are by path of a document other paths of the same file, byte for byte.
    """

    number: int
    holdings: Holdings
    also_at: Mapping[str, Sequence[str]]


def visible(contents: Contents, sight: Sight) -> Contents:
    """What of a generation may be seen: the one place where documents are left out.

    A file that stands byte for byte at several paths is seen at those that may be seen. Copies
    and dates of a document that is left out are left out with it.
    """
    if sight.is_whole:
        return contents
    documents: list[Document] = []
    also_at: dict[str, Sequence[str]] = {}
    for document in contents.holdings.documents:
        paths = (document.path, *contents.also_at.get(document.path, ()))
        shown = [path for path in paths if sight.shows(path)]
        if shown:
            documents.append(_at(document, shown[0]))
            also_at[shown[0]] = shown[1:]
    seen = {document.id for document in documents}
    registers, copies = contents.holdings.registers, contents.holdings.copies
    left = {i: [other for other in copies[i] if other in seen] for i in copies if i in seen}
    return Contents(
        contents.number,
        Holdings(
            documents,
            Registers(
                {i: rows for i, rows in registers.judgements.items() if i in seen},
                {i: rows for i, rows in registers.recommendations.items() if i in seen},
            ),
            {i: others for i, others in left.items() if len(others) > 1},
        ),
        also_at,
    )


def _at(document: Document, path: str) -> Document:
    """A document where it may be seen; one without a title is called by its file's name."""
    if document.path == path:
        return document
    unnamed = document.title == PurePath(document.path).stem
    return replace(document, path=path, title=PurePath(path).stem if unnamed else document.title)


def carried(follows: Query | None, ids: Collection[str], known: Collection[str]) -> Query | None:
    """The query that a question follows on from, None where it rests on what may not be seen.

    `ids` are those of the documents that may be seen, `known` their authorities.
    """
    if follows is None:
        return None
    told = {told.document_id for told in follows.told}
    rests = told.union(follows.within, follows.before_those)
    supplied = follows.assumed_home or follows.slips or follows.perhaps
    if not rests <= set(ids) or (supplied and not set(follows.authorities) <= set(known)):
        return None
    return follows


@dataclass(frozen=True, slots=True)
class SeenPassages:
    """The passages of the documents with these ids, and no others whatever is asked for."""

    passages_: Passages
    ids: frozenset[str]

    def passages(self, ids: Sequence[str], generation: int | None = None) -> list[Passage]:
        """The passages with these ids, in the order asked."""
        found = self.passages_.passages(ids, generation)
        return [passage for passage in found if passage.document_id in self.ids]

    def passages_of(
        self, document_ids: Sequence[str], generation: int | None = None
    ) -> list[Passage]:
        """All passages of these documents."""
        return self.passages_.passages_of([i for i in document_ids if i in self.ids], generation)


class SeenWords:
    """The side that matches words, within these documents; `count` is how many passages they have.

    Up to `MOST_COPIED` passages it is an index of their own, made when it is first searched, so
    that what a word weighs is what it would if there were no others. With more the words weigh
    what they do among all passages; none but those that are seen is given even so.
    """

    def __init__(
        self,
        shared: Lexical,
        documents: Sequence[Document],
        read: Callable[[], Sequence[Passage]],
        count: int,
    ) -> None:
        self._shared = shared
        self._documents = {document.id: document for document in documents}
        self._read = read
        self._turn = Lock()
        self._copy: Lexical | None = None
        self.passages = count

    def search(self, query: LexicalQuery, k: int) -> list[tuple[str, float]]:
        """The best `k` as (passage id, score)."""
        copy = self._own()
        if copy is not None:
            return copy.search(query, k)
        within = frozenset(self._documents)
        if query.documents is not None:
            within &= query.documents
        return self._shared.search(replace(query, documents=within), k)

    def document_frequency(self, word: str) -> int:
        """In how many passages a word stands."""
        return (self._own() or self._shared).document_frequency(word)

    def _own(self) -> Lexical | None:
        if self.passages > MOST_COPIED:
            return None
        with self._turn:
            if self._copy is None:
                known = self._documents
                self._copy = LexicalCopy((known[p.document_id], p) for p in self._read())
            return self._copy


@dataclass(frozen=True, slots=True)
class SeenMeaning:
    """The side that matches meaning, within the documents with these ids.

    `meaning` itself looks among their passages alone where no documents are named.
    """

    meaning: Dense
    ids: frozenset[str]

    def search(self, text: str, k: int, documents: Sequence[str] | None) -> list[tuple[str, float]]:
        """The best `k` as (passage id, cosine), among the documents given or all."""
        within = None if documents is None else [i for i in documents if i in self.ids]
        return self.meaning.search(text, k, within)

    def similarities(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of a text with each of the others."""
        return self.meaning.similarities(text, others)


def pages_of(page_of: PageOf, ids: frozenset[str]) -> PageOf:
    """The pages of the documents with these ids."""

    def page(document_id: str, number: int | None) -> Page | None:
        return page_of(document_id, number) if document_id in ids else None

    return page
