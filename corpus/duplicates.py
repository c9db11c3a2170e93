"""The same document twice: recognised by its words, however it was laid out, scanned or bound.

Each document is given a sketch: of all its runs of 16 letters and digits, those whose hash falls
into a fixed 32nd (FracMinHash, Irber and others 2022). What share of one sketch is in another
estimates what share of one document's words is in the other. docs/adr/0006-currency.md has the
figures behind the thresholds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.documents import INSPECTORS_KINDS, Document

Sketch: TypeAlias = NDArray[np.uint32]
"""Rising hashes, each once."""

# Two reports on one authority share up to 16 % of their runs, those of sister authorities that
# were inspected together a third; a copy read with a wrong character in thirty shares 56 %.
_SAME_INSPECTION, _INSPECTORS, _DATES_DIFFER, _PAPERS = 0.3, 0.5, 0.9, 0.85
_EXCERPT = 0.85
_WHOLE = 0.8
_FEWEST = 24  # hashes; with fewer a share is chance
_NEIGHBOURS = 16

_SHARE = np.uint64(2**64 // 32)
_BASE = 0x100000001B3
_LETTERS = np.zeros(256, np.uint64)
for _small, _large in zip(
    b"abcdefghijklmnopqrstuvwxyz", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=True
):
    _LETTERS[_small] = _LETTERS[_large] = _small
_LETTERS[list(b"0123456789")] = list(b"0123456789")


def sketch_of(text: str) -> Sketch:
    """The sketch of a text; white space, punctuation, capitals and accented letters are nothing."""
    values = _LETTERS[np.frombuffer(text.encode("ascii", "ignore"), np.uint8)]
    values = values[values > 0]
    for width in (1, 2, 4, 8):  # runs of 2, 4, 8 and 16
        if len(values) <= width:
            return np.zeros(0, np.uint32)
        power = np.uint64(pow(_BASE, width, 2**64))
        values = values[:-width] * power + values[width:]
    values = _mixed(values)
    return np.unique(values[values < _SHARE].astype(np.uint32))


def duplicates_of(
    documents: Sequence[Document], sketches: Mapping[str, Sketch]
) -> Mapping[str, tuple[str, ...]]:
    """By document id all its copies, itself among them, the one to cite first.

    Documents without a copy are left out. An inspectors' document that is an excerpt of another
    counts as its copy; a council's paper that quotes a report does not.
    """
    compared = [d for d in documents if len(sketches.get(d.id, ())) >= _FEWEST]
    found = [sketches[d.id] for d in compared]
    groups = {place: [place] for place in range(len(compared))}
    for one, other in _pairs(compared, found):
        if groups[one] is not groups[other] and _are_copies(
            compared[one], compared[other], *_shares(found[one], found[other])
        ):
            groups[one] += groups[other]
            for place in groups[other]:
                groups[place] = groups[one]
    copies: dict[str, tuple[str, ...]] = {}
    for group in groups.values():
        if len(group) > 1 and compared[group[0]].id not in copies:
            ids = preferred([compared[place] for place in group], sketches)
            copies.update(dict.fromkeys(ids, ids))
    return copies


def preferred(copies: Sequence[Document], sketches: Mapping[str, Sketch]) -> tuple[str, ...]:
    """The ids of copies of one document, the one to cite first.

    A whole one before an excerpt, then what a reader can open at the page: a PDF of its own
    before a part of a pack, that before a text; then the one that says when it was published.
    """
    most = max(len(sketches[document.id]) for document in copies)

    def rank(document: Document) -> tuple[bool, bool, bool, bool, bool, str, str]:
        return (
            len(sketches[document.id]) < _WHOLE * most,
            document.kind not in INSPECTORS_KINDS,
            document.first_page is None,
            document.part_of is not None,
            document.dates.published is None,
            document.path,
            document.id,
        )

    return tuple(document.id for document in sorted(copies, key=rank))


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Values with every bit made to depend on all others (the last steps of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _pairs(documents: Sequence[Document], sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs of places of documents that may be copies: about one authority, and much alike.

    One whose authority is not known may be a copy of any other. Authority by authority, since of
    all documents together so many share something that pairs would grow with their square.
    """
    named: defaultdict[str, list[int]] = defaultdict(list)
    for place, document in enumerate(documents):
        named[(document.authority or "").lower()].append(place)
    unknown = named.pop("", [])
    for theirs in named.values() if named else [[]]:
        places = sorted([*theirs, *unknown])
        for one, other in _candidates([sketches[place] for place in places]):
            yield places[one], places[other]


def _candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs of places of sketches that may be of copies: they share many hashes.

    Of the sketches that hold a hash only near ones, by place, are paired, so that what stands
    in every document costs little; copies share hashes that no other document has.
    """
    if not sketches:
        return
    sizes = np.array([len(sketch) for sketch in sketches])
    hashes = np.concatenate(sketches)
    places = np.repeat(np.arange(len(sketches)), sizes)
    order = np.argsort(hashes, kind="stable")
    hashes, places = hashes[order], places[order]
    shared: defaultdict[int, int] = defaultdict(int)
    for step in range(1, _NEIGHBOURS):
        same = hashes[:-step] == hashes[step:]
        if not same.any():
            break
        pairs, counts = np.unique(
            places[:-step][same] * len(sketches) + places[step:][same], return_counts=True
        )
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
            shared[pair] += count
    for pair, count in shared.items():
        one, other = divmod(pair, len(sketches))
        if count >= _SAME_INSPECTION / 2 * min(sizes[one], sizes[other]):
            yield one, other


def _shares(one: Sketch, other: Sketch) -> tuple[float, float]:
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / len(one), both / len(other)


def _are_copies(one: Document, other: Document, mine: float, theirs: float) -> bool:
    if one.authority and other.authority and one.authority.lower() != other.authority.lower():
        return False
    days = [
        (a, b)
        for a, b in (
            (one.dates.inspected_to, other.dates.inspected_to),
            (one.dates.meeting, other.dates.meeting),
        )
        if a is not None and b is not None
    ]
    differ = any(a != b for a, b in days)
    share = min(mine, theirs)
    if one.kind not in INSPECTORS_KINDS or other.kind not in INSPECTORS_KINDS:
        return share >= _PAPERS and not differ
    if differ:
        return share >= _DATES_DIFFER
    least = _SAME_INSPECTION if days and one.kind == other.kind else _INSPECTORS
    return share >= least or max(mine, theirs) >= _EXCERPT
