"""The lexical index: words and phrases of passages, scored by BM25, in tantivy.

A folder holds one generation and never changes once it is made. The next generation starts as
a clone of it: tantivy's segment files are written once, so hard links share them, and only the
small files that name the segments are copied.
"""

import json
import os
import shutil
import weakref
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType

import tantivy

from corpus.documents import Document
from corpus.passages import Passage
from retrieval.errors import LexicalDamagedError, LexicalWriteError, RetrievalError

SCHEMA_VERSION = 1

_ANALYSER = "english"
_HEAP_BYTES = 64_000_000
_BLOCK = 1_000_000
_SEAL = "complete.json"
_OWN = {"meta.json", ".managed.json", _SEAL}


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """What to look for: plain words and phrases with their weights.

    Words are stemmed by the index, odd characters are harmless. `heading` and `title` weigh a
    match there against one in the passage's text; `paragraph` is a paragraph's own number
    ("68") and adds its weight to passages that bear it. `documents` limits the search to these
    document ids; None means all.
    """

    terms: tuple[tuple[str, float], ...] = ()
    phrases: tuple[tuple[str, float], ...] = ()
    paragraph: tuple[str, float] | None = None
    heading: float = 0.5
    title: float = 0.5
    documents: frozenset[str] | None = None


def _make_analyser() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _make_schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("document", "paragraph"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("text", "heading", "title"):
        schema.add_text_field(name, tokenizer_name=_ANALYSER, index_option="position")
    return schema.build()


_analyser = _make_analyser()
_schema = _make_schema()


def stems(text: str) -> list[str]:
    """The terms that the index makes of a text: lower case, without accents, stemmed."""
    return _analyser.analyze(_plain(text))


class _Searchable:
    """An index that is open for searching; `named` is what faults call the place it is in."""

    def __init__(self, index: tantivy.Index, named: Path) -> None:
        self._searcher = index.searcher()
        self._folder = named
        self.passages: int = self._searcher.num_docs

    def search(self, query: LexicalQuery, k: int) -> list[tuple[str, float]]:
        """The best `k` passages: (passage id, BM25 score), best first.

        Only passages that hold at least one of the words are given.
        """
        wanted = _wanted(query)
        if wanted is None or k < 1 or query.documents == frozenset():
            return []
        if query.documents is not None:
            allowed = tantivy.Query.term_set_query(_schema, "document", sorted(query.documents))
            wanted = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, wanted),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)),
                ]
            )
        with _translated(self._folder):
            hits = self._searcher.search(wanted, k, count=False).hits
            found = [
                (str(self._searcher.doc(address).get_first("id")), float(score))
                for score, address in hits
            ]
        # Equal scores come in the order of segments, which depends on how the index grew.
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def document_frequency(self, word: str) -> int:
        """In how many passages the rarest term of `word` occurs, 0 when it is not a word.

        Passages removed since the last merge of segments are still counted.
        """
        return min((self._searcher.doc_freq("text", stem) for stem in stems(word)), default=0)


class LexicalIndex(_Searchable):
    """One generation's lexical index, open for searching; safe to share between threads.

    Raises `LexicalDamagedError` when the folder does not hold a complete index.
    """

    def __init__(self, folder: Path) -> None:
        seal = _sealed(folder)
        if not os.access(folder, os.W_OK):
            # tantivy wants to make a lock file even to read: on a disk that cannot be written
            # it reads a copy.
            copy = mkdtemp(prefix="scrutineer-")
            weakref.finalize(self, shutil.rmtree, copy, ignore_errors=True)
            folder = Path(shutil.copytree(folder, copy, dirs_exist_ok=True))
        with _translated(folder):
            index = tantivy.Index.open(str(folder))
            index.register_tokenizer(_ANALYSER, _analyser)
            super().__init__(index, folder)
        if self.passages != seal.passages:
            raise _damaged(folder, "passages are missing")


class LexicalCopy(_Searchable):
    """A lexical index of some passages, in memory alone: to search as if there were no others.

    What it counts and weighs tells nothing of what is not in it. Made in about 0.2 ms a passage.
    """

    def __init__(self, passages: Iterable[tuple[Document, Passage]]) -> None:
        memory = Path("memory")
        with _translated(memory):
            index = tantivy.Index(_schema)
            index.register_tokenizer(_ANALYSER, _analyser)
            writer = index.writer(_HEAP_BYTES, num_threads=1)
            for row in _rows(passages):
                writer.add_document(row)
            writer.commit()
            writer.wait_merging_threads()
            index.reload()
            super().__init__(index, memory)


def create(folder: Path, passages: Iterable[tuple[Document, Passage]]) -> None:
    """Makes an index of these passages in `folder`, in the place of whatever was there.

    Raises `LexicalWriteError`.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema, path=str(folder))
    _fill(index, folder, (), passages)


def extend(
    old: Path,
    new: Path,
    removed: Collection[str],
    added: Iterable[tuple[Document, Passage]],
) -> None:
    """Makes an index in `new` from the one in `old`, which stays as it is.

    `removed` are document ids; a document that changed is both removed and added. Raises
    `LexicalDamagedError` when `old` cannot be built on, `LexicalWriteError` when `new` cannot
    be written.
    """
    known = _sealed(old).files
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    with _translated(old):
        for entry in sorted(old.iterdir()):
            if entry.name in _OWN:
                shutil.copyfile(entry, new / entry.name)
            elif entry.suffix != ".lock":
                _link(entry, new / entry.name)
        (new / _SEAL).unlink()
        index = tantivy.Index.open(str(new))
        _fill(index, new, removed, added, known)


def _fill(
    index: tantivy.Index,
    folder: Path,
    removed: Collection[str],
    added: Iterable[tuple[Document, Passage]],
    known: Mapping[str, int] = MappingProxyType({}),
) -> None:
    index.register_tokenizer(_ANALYSER, _analyser)
    try:
        # One thread makes one segment of a commit, and is fast enough.
        writer = index.writer(_HEAP_BYTES, num_threads=1)
        for document_id in removed:
            writer.delete_documents_by_term("document", document_id)
        for row in _rows(added):
            writer.add_document(row)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        _seal(folder, index.searcher().num_docs, known)
    except (ValueError, OSError) as error:
        raise LexicalWriteError(
            f"The lexical index in {folder} could not be written ({error}). Check the disk's "
            "room and permissions and run `scrutineer index` again: what was done so far is kept."
        ) from error


def _rows(passages: Iterable[tuple[Document, Passage]]) -> Iterator[tantivy.Document]:
    for document, passage in passages:
        row = tantivy.Document(
            id=passage.id,
            document=passage.document_id,
            text=_plain(passage.text),
            heading=_plain("\n".join(passage.heading)),
            title=_plain(document.title),
        )
        if passage.paragraph is not None:
            row.add_text("paragraph", passage.paragraph)
        yield row


def _wanted(query: LexicalQuery) -> tantivy.Query | None:
    fields = (("text", 1.0), ("heading", query.heading), ("title", query.title))
    parts: list[tantivy.Query] = []
    for word, weight in query.terms:
        parts += _matches(stems(word), weight, fields, phrase=False)
    for phrase, weight in query.phrases:
        parts += _matches(stems(phrase), weight, fields, phrase=True)
    if query.paragraph is not None:
        number, weight = query.paragraph
        same = tantivy.Query.term_query(_schema, "paragraph", _plain(number))
        parts.append(tantivy.Query.boost_query(same, weight))
    if not parts:
        return None
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])


def _matches(
    words: Sequence[str], weight: float, fields: Sequence[tuple[str, float]], phrase: bool
) -> Iterator[tantivy.Query]:
    for field, boost in fields:
        if weight * boost <= 0 or not words:
            continue
        if phrase and len(words) > 1:  # tantivy panics on a phrase of one word
            match = [tantivy.Query.phrase_query(_schema, field, list(words))]
        else:
            match = [tantivy.Query.term_query(_schema, field, word, "freq") for word in words]
        for part in match:
            yield tantivy.Query.boost_query(part, weight * boost)


def _plain(text: str) -> str:
    # Lone surrogates cannot be handed to tantivy.
    return text.encode("utf-8", "replace").decode("utf-8")


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)


@dataclass(frozen=True, slots=True)
class _Seal:
    """What a complete index is: how many passages it holds, and the CRC-32 of each of its files.

    Without files it was sealed before they were named.
    """

    passages: int
    files: Mapping[str, int]


def _seal(folder: Path, passages: int, known: Mapping[str, int]) -> None:
    """Say that an index is complete; `known` are the checksums of files that were linked."""
    names = [e.name for e in folder.iterdir() if e.suffix != ".lock" and e.name != _SEAL]
    files = {
        # Segments are written once. A clone keeps the checksum that its file was made with.
        name: known[name] if name in known and name not in _OWN else _checksum(folder / name)
        for name in sorted(names)
    }
    with (folder / _SEAL).open("w", encoding="utf-8") as file:
        json.dump({"version": SCHEMA_VERSION, "passages": passages, "files": files}, file)
        file.flush()
        os.fsync(file.fileno())


def _sealed(folder: Path) -> _Seal:
    """The seal of an index of this version, every file of which is what it was.

    tantivy does not look: a changed byte of it hides passages, or finds others.
    """
    with _translated(folder):
        told = json.loads((folder / _SEAL).read_text("utf-8"))
        seal = _Seal(int(told["passages"]), dict(told.get("files", {})))
        version = told["version"]
        changed = [name for name, crc in seal.files.items() if _checksum(folder / name) != crc]
    if version != SCHEMA_VERSION:
        raise _damaged(folder, "it is of another version")
    if changed:
        raise _damaged(folder, f"{changed[0]} is not what it was")
    return seal


def _damaged(folder: Path, what: str) -> LexicalDamagedError:
    return LexicalDamagedError(
        f"The lexical index in {folder} cannot be used ({what}). Run `scrutineer index` again: it "
        "is remade from the catalogue."
    )


def _checksum(path: Path) -> int:
    """The CRC-32 of a file: about a second for a gigabyte."""
    crc = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            crc = zlib.crc32(block, crc)
    return crc


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except RetrievalError:
        raise
    except BaseException as error:
        # A panic inside tantivy arrives as a BaseException whose class cannot be imported.
        panic = type(error).__name__ == "PanicException"
        if panic or isinstance(error, OSError | ValueError | KeyError | TypeError):
            raise _damaged(folder, str(error)) from error
        raise
