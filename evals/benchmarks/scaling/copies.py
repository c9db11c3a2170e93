"""Many documents made of few: other authorities' names, other years, other figures and words.

A copy is a file of some bytes that says what it is a copy of; reading it gives the pages of the
original, perturbed, and from there on everything is as for a file that was read: documents,
dates, grades and lists are found in its own text.
"""

import json
import os
import pickle
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from random import Random

from corpus.authorities import form, key_of, known_names
from corpus.ingest import documents_of, reader_version
from corpus.ingested import Ingested
from corpus.readers import read
from corpus.sources import Page, PrintedRow, SkippedFile, Source

FIRST_YEAR, YEARS = 2011, 15
_LONG_LINE = 70
_OTHER_WORD = 0.12
_RANKS = 12
_FEWEST = 5

_GRADE = re.compile(r"(?:good|outstanding|improvement|inadequate|adequate)\W*\Z", re.IGNORECASE)
_YEAR = r"(?P<year>\b20[0-3]\d(?:[/–-]\d\d)?\b)"
_FIGURE = (
    r"(?P<figure>(?<=[a-z,] )(?<!section )(?<!page )(?<!paragraph )\d{2,3}(?:\.\d)?\b"
    r"(?! (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))"
)
_WORD = r"(?P<word>(?<=[a-z,] )[a-z]{6,}(?= [a-z]))"


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was read, what its first document is about, and how many passages it gives."""

    source: Source
    authority: str | None
    year: int | None
    passages: int


@dataclass(frozen=True, slots=True)
class Originals:
    """The files of a corpus; `alike` are by word others of its length and about as frequent."""

    files: tuple[Original, ...]
    alike: Mapping[str, tuple[str, ...]]

    @property
    def passages(self) -> int:
        """How many passages all of them give."""
        return sum(original.passages for original in self.files)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of original number `original`; the first of each has another name for nothing.

    `authority` is whose it is made, None for its own; `years` is added to every year in it.
    """

    original: int
    number: int
    authority: str | None = None
    years: int = 0


def originals(corpus: Path, kept: Path) -> Originals:
    """The files of a corpus, read once and kept in the file `kept` for the next time."""
    if kept.exists():
        version, found = pickle.loads(kept.read_bytes())
        if version == reader_version():
            assert isinstance(found, Originals)
            return found
    files = tuple(_read(corpus))
    found = Originals(files, _alike(files))
    kept.write_bytes(pickle.dumps((reader_version(), found)))
    return found


def _read(corpus: Path) -> Iterator[Original]:
    for path in sorted(corpus.rglob("*")):
        source = read(path) if path.is_file() else SkippedFile(str(path), "a folder")
        if isinstance(source, SkippedFile):
            continue
        documents = documents_of(source)
        about = documents[0].document
        day = about.dates.ordering
        passages = sum(len(each.passages) for each in documents)
        yield Original(source, about.authority, day.year if day else None, passages)


def _alike(files: Sequence[Original]) -> dict[str, tuple[str, ...]]:
    counts = Counter(
        match["word"]
        for original in files
        for page in original.source.pages
        for match in re.finditer(_WORD, page.text)
    )
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= _FEWEST:
            by_length[len(word)].append(word)
    return {
        word: tuple(other for other in words[max(0, at - _RANKS) : at + _RANKS] if other != word)
        for words in by_length.values()
        for at, word in enumerate(words)
    }


def copies(found: Originals, passages: int) -> Iterator[Copy]:
    """Copies of about so many passages together, the originals themselves first.

    Copies of one original are of different authorities and years.
    """
    names = sorted(set(known_names().values()))
    order = list(range(len(found.files)))
    Random(0).shuffle(order)
    number = 0
    while passages > 0:
        for place in order:
            original = found.files[place]
            if number == 0:
                yield Copy(place, number)
            else:
                year = FIRST_YEAR + (place + number // len(names) + number) % YEARS
                years = 0 if original.year is None else year - original.year
                yield Copy(place, number, names[(place * 5 + number) % len(names)], years)
            passages -= original.passages
            if passages <= 0:
                return
        number += 1


def laid_out(found: Originals, passages: int, folder: Path) -> int:
    """Puts the files of copies into a folder; gives how many there are."""
    count = 0
    for copy in copies(found, passages):
        place = folder / (copy.authority or "originals")
        place.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(copy))
        (place / f"{copy.original} {copy.number}.copy").write_text(text, encoding="utf-8")
        count += 1
    return count


def read_copy(path: Path, kept: Path) -> Ingested | SkippedFile:
    """What `ingest` gives for a file that is a copy of one of the originals in `kept`."""
    data = path.read_bytes()
    copy = Copy(**json.loads(data))
    found = loaded(kept)
    source = perturbed(copy, found)
    source = replace(source, path=os.fspath(path), sha256=sha256(data).hexdigest(), size=len(data))
    return Ingested(source, documents_of(source))


@lru_cache(maxsize=1)
def loaded(kept: Path) -> Originals:
    """The originals that were kept in a file."""
    _, found = pickle.loads(kept.read_bytes())
    assert isinstance(found, Originals)
    return found


def perturbed(copy: Copy, found: Originals) -> Source:
    """The pages of a copy: as long, line by line, as the original's, names of authorities aside."""
    original = found.files[copy.original]
    if copy.authority is None:
        return original.source
    hand = _Hand(copy, original.authority, found.alike)
    source = original.source
    return replace(
        source,
        pages=tuple(hand.page(page) for page in source.pages),
        outline=tuple(replace(e, title=hand.line(e.title)) for e in source.outline),
        metadata={},
    )


class _Hand:
    """Writes another text in the place of one, always the same for the same copy."""

    def __init__(self, copy: Copy, own: str | None, alike: Mapping[str, Sequence[str]]) -> None:
        self._random = Random(f"{copy.original} {copy.number}")
        self._name, self._years, self._alike = copy.authority or "", copy.years, alike
        self._short, self._long = _patterns(own)
        self._grown: list[tuple[int, int]] = []
        self._at = 0

    def page(self, page: Page) -> Page:
        """The page with another text; rows of tables stay where their words are."""
        self._grown, self._at = [], 0
        lines = page.text.splitlines(keepends=True)
        written: list[str] = []
        for line in lines:
            written.append(self.line(line))
            self._at += len(line)
        rows = tuple(
            PrintedRow(
                tuple(
                    tuple((self._moved(start), self._moved(end)) for start, end in cell)
                    for cell in row.cells
                )
            )
            for row in page.rows
        )
        return replace(page, text="".join(written), rows=rows, confidence=None)

    def line(self, line: str) -> str:
        """A line with other words; short ones are headings, and lose only names and years."""
        long = len(line) >= _LONG_LINE and not _GRADE.search(line)
        return (self._long if long else self._short).sub(self._other, line)

    def _other(self, match: re.Match[str]) -> str:
        said = match.group()
        if match.lastgroup == "name":
            name = self._name.upper() if said.isupper() else self._name
            self._grown.append((self._at + match.end(), len(name) - len(said)))
            return name
        if match.lastgroup == "year":
            year = f"{int(said[:4]) + self._years:04}"
            return year if len(said) == 4 else f"{year}{said[4]}{(int(year) + 1) % 100:02}"
        if match.lastgroup == "word":
            if self._random.random() < _OTHER_WORD and (others := self._alike.get(said)):
                return self._random.choice(others)
            return said
        return "".join(
            c if c == "." else str(self._random.randint(0 if place else 1, 9))
            for place, c in enumerate(said)
        )

    def _moved(self, offset: int) -> int:
        ends = [end for end, _ in self._grown]
        return offset + sum(by for _, by in self._grown[: bisect_left(ends, offset + 1)])


@lru_cache(maxsize=1_000)
def _patterns(own: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is changed in short lines, and in long ones, of a document of this authority."""
    names = {} if own is None else {key_of(own): None}
    names |= {key_of(name): None for name, plain in known_names().items() if plain == own}
    forms = "|".join(form(key) for key in sorted(names, key=len, reverse=True))
    parts = [rf"(?P<name>(?<![\w-])(?:{forms})(?![\w-]))"] if forms else []
    short = [*parts, _YEAR]
    long = [*short, _FIGURE, _WORD]
    return re.compile("|".join(short), re.IGNORECASE), re.compile("|".join(long))
