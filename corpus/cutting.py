"""Blocks into passages: paragraphs, lists with their introduction, table rows with their head."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.layout.blocks import Block, blocks_of, heading_text
from corpus.layout.cleaning import Folder
from corpus.layout.lines import Line, Part
from corpus.layout.table_rows import TableLine, caption_of, tabled
from corpus.passages import Passage, Shape, Span
from corpus.registers.judgement_sentences import graded_in
from corpus.sections import ends_improvement, heads_improvement
from corpus.sentences import sentences
from corpus.sources import Page

# Passages hold 60 to 220 words where the document lets them: shorter ones say too little to be
# found by meaning, longer ones hide the sentence that answers.
FEWEST_WORDS = 60
MOST_WORDS = 220
# Letters put whole paragraphs behind bullets: an item of this many words is a passage.
LONG_ITEM = 45
# So many headings before another make more than a title and a heading beneath it.
_FEWEST_TITLE_LINES = 3
_GRADE = re.compile(
    r"(?:outstanding|good|requires improvement(?: to be good)?|inadequate|adequate)\s*\Z",
    re.IGNORECASE,
)
# Older reports hold a second report, on the safeguarding board, with the same headings inside.
_PART = re.compile(
    r"(?:section 2\W+)?(?:the )?(?:effectiveness (?:of )?(?:the )?)?"
    r"local safeguarding(?: children|\Z)|the effectiveness of the LSCB\b",
    re.I,
)
_AFTER_PART = re.compile(
    r"information about this|what the inspection judge?ments|annex|appendix", re.I
)
_GRADE_LINE = re.compile(
    r"(?:outstanding|good|inadequate|adequate|requires improvement(?: to(?: be(?: good)?)?)?)\s*",
    re.IGNORECASE,
)
_TO_BE_GOOD = re.compile(r"(?:improvement )?to be good\s*\Z", re.IGNORECASE)


@dataclass(slots=True)
class _Piece:
    """What becomes one line of a passage: a paragraph, a bullet, or a row with its cells."""

    parts: list[Part]
    words: int
    row: TableLine | None = None


@dataclass(slots=True)
class _Draft:
    shape: Shape
    paragraph: str | None
    heading: tuple[str, ...]
    pieces: list[_Piece]
    closed: bool = False

    @property
    def words(self) -> int:
        return sum(piece.words for piece in self.pieces)


def cut(
    document_id: str,
    pages: Sequence[Page],
    words: frozenset[str],
    front: Sequence[Line],
    body: Sequence[Line],
) -> tuple[Passage, ...]:
    """The passages of one document, in order; `words` are the `vocabulary` of its pages.

    `front` are the lines of its front page (title, dates, judgements), which stay together as
    one passage with a line for each fact; `body` are the rest (see `corpus.layout.lines`).
    """
    drafts = [*_front(front), *_drafts(blocks_of(body))]
    passages: list[Passage] = []
    for draft in drafts:
        for text, spans in _texts(draft, pages, words):
            passages.append(
                Passage(
                    id=f"{document_id}-{len(passages):04d}",
                    document_id=document_id,
                    ordinal=len(passages),
                    text=text,
                    shape=draft.shape,
                    paragraph=draft.paragraph,
                    heading=draft.heading,
                    spans=spans,
                )
            )
    return tuple(passages)


def _front(lines: Sequence[Line]) -> Iterator[_Draft]:
    """One passage: the front page's lines, wrapped ones joined so that a row is a line."""
    pieces: list[_Piece] = []
    inside = _inside_rows(lines)
    for index, line in enumerate(lines):
        part = (line.page, line.start, line.end)
        words = len(line.text.split())
        goes_on = (
            line.text[0].islower()
            or line.text[0] in "(&–-"
            or bool(_TO_BE_GOOD.fullmatch(line.text))
        )
        grade = bool(_GRADE_LINE.fullmatch(line.text))
        if pieces and (index in inside or grade or (goes_on and not line.gap)):
            pieces[-1].parts.append(part)
            pieces[-1].words += words
        else:
            pieces.append(_Piece([part], words))
    if pieces:
        yield _Draft("front", None, (), pieces)


def _inside_rows(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that go on with what gives a grade: all but the first of each."""
    text = "\n".join(line.text for line in lines)
    spans = [
        (text.count("\n", 0, row.start), text.count("\n", 0, row.end)) for row in graded_in(text)
    ]
    return frozenset(index for first, last in spans for index in range(first + 1, last + 1))


def _drafts(blocks: Sequence[Block]) -> Iterator[_Draft]:
    trail: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    marked: list[tuple[int, str]] = []
    current: _Draft | None = None
    for position, block in enumerate(blocks):
        piece = _Piece(list(block.parts), len(block.text.split()))
        if block.kind in ("heading", "row") and current is not None:
            yield current
            current = None
        if block.kind == "heading":
            if (lines := _title_lines(blocks, position)) is not None:
                yield _Draft("paragraph", None, trail, lines)
            name = heading_text(block.text)
            if trail and _GRADE.fullmatch(name):
                trail = (*trail[:-1], f"{trail[-1]}: {name.lower()}")
                continue
            if block.level is not None:
                marked = [row for row in marked if row[0] < block.level]
                marked.append((block.level, name))
                trail = tuple(heading for _, heading in marked)
                continue
            if _PART.match(name):
                part = (name,)
            elif _AFTER_PART.match(name):
                part = ()
            if _within_list(trail, blocks, position, name):
                trail = (*trail[: len(part) + 1], name)
            elif block.major or not trail:
                trail = part if part == (name,) else (*part, name)
            else:
                trail = (*trail[: len(part) + 1], name)
            continue
        if block.kind == "row":
            if position == 0 or blocks[position - 1].kind != "row":
                yield from _tables(blocks, position, trail)
            continue
        if block.kind == "bullet":
            if current is not None and _is_item(current):
                current.pieces.append(piece)
                current.shape = "list"
                continue
            if piece.words >= LONG_ITEM:
                if current is not None:
                    yield current
                yield _Draft("list", None, trail, [piece])
                current = None
                continue
            if current is not None and not current.closed and _introduces(current, blocks, block):
                current.pieces.append(piece)
                current.shape = "list"
                continue
            if current is not None:
                yield current
            current = _Draft("list", None, trail, [piece])
            continue
        if (
            block.kind == "text"
            and current is not None
            and current.shape == "paragraph"
            and current.paragraph is None
            and (current.words < FEWEST_WORDS or piece.words < FEWEST_WORDS / 2)
            and current.words + piece.words <= MOST_WORDS
        ):
            current.pieces.append(piece)
            continue
        if current is not None:
            yield current
        current = _Draft("paragraph", block.number, trail, [piece])
    if current is not None:
        yield current


def _title_lines(blocks: Sequence[Block], last: int) -> list[_Piece] | None:
    """What stands between a document's title and its first heading, if that looks like headings.

    The speaker's name and post on a title slide head nothing, and would be lost.
    """
    after = blocks[last + 1].kind if last + 1 < len(blocks) else None
    if last < _FEWEST_TITLE_LINES or after == "heading":
        return None
    if any(block.kind != "heading" for block in blocks[:last]):
        return None
    return [_Piece(list(b.parts), len(b.text.split())) for b in blocks[1:last]]


def _tables(blocks: Sequence[Block], first: int, trail: tuple[str, ...]) -> Iterator[_Draft]:
    """The rows that follow one another from `first` on, as passages."""
    end = next((i for i in range(first, len(blocks)) if blocks[i].kind != "row"), len(blocks))
    caption = caption_of(blocks[first - 1]) if first else None
    for passage in tabled(blocks[first:end], caption):
        shape: Shape = "table" if passage.kind == "table" else "paragraph"
        yield _Draft(shape, None, trail, [_row(line) for line in passage.lines])


def _row(line: TableLine) -> _Piece:
    words = sum(len(cell.text.split()) for cell in line.cells)
    return _Piece(line.parts, words, line if line.joined else None)


def _within_list(trail: tuple[str, ...], blocks: Sequence[Block], position: int, name: str) -> bool:
    """Whether a heading parts a list of what must improve: its numbers run on beneath it.

    "Leadership, management and governance" heads a chapter in one report and a few of the
    recommendations in another.
    """
    if not any(heads_improvement(heading) for heading in trail) or heads_improvement(name):
        return False
    if _PART.match(name) or _AFTER_PART.match(name) or ends_improvement(name):
        return False
    before: Block | None = None
    for block in reversed(blocks[:position]):
        if block.kind == "heading" and heads_improvement(heading_text(block.text)):
            break  # the list begins here: numbers of the chapters before it do not count
        if block.kind == "numbered":
            before = block
            break
    after = next((b for b in blocks[position + 1 : position + 3] if b.kind == "numbered"), None)
    if after is None or after.number is None or not after.number.isdigit():
        return False
    last = before.number if before is not None else None
    opens = heads_improvement(heading_text(blocks[position - 1].text))
    first = blocks[position - 1].kind == "heading" and (opens or after.number == "1")
    return first or (last is not None and last.isdigit() and int(after.number) == int(last) + 1)


def _is_item(draft: _Draft) -> bool:
    """Whether it is a numbered item of what must improve: bullets beneath belong to it."""
    number = draft.paragraph
    if number is None or not number.isdigit():
        return False
    return any(heads_improvement(heading) for heading in draft.heading)


def _introduces(draft: _Draft, blocks: Sequence[Block], bullet: Block) -> bool:
    if draft.shape == "list":
        return True
    before = blocks[blocks.index(bullet) - 1]
    return before.text.rstrip().endswith((":", "–", "-")) or before.kind == "bullet"


def _texts(
    draft: _Draft, pages: Sequence[Page], words: frozenset[str]
) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The clean text of a draft; one that is too long in several, cut between items."""
    if (
        draft.words <= MOST_WORDS
        or draft.shape in ("front", "table")
        or (_is_item(draft) and draft.shape == "list")
    ):
        text, spans = _fold(draft.pieces, pages, words)
        if text:
            yield text, spans
        return
    intro = draft.pieces[0] if draft.shape == "list" and draft.paragraph is not None else None
    batch: list[_Piece] = []
    for piece in draft.pieces:
        if batch and sum(p.words for p in batch) + piece.words > MOST_WORDS:
            yield from _split(batch, pages, words)
            batch = [intro] if intro is not None and intro.words < FEWEST_WORDS else []
        batch.append(piece)
    yield from _split(batch, pages, words)


def _split(
    pieces: Sequence[_Piece], pages: Sequence[Page], words: frozenset[str]
) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """A paragraph that is too long alone is cut at sentence ends into parts of like length."""
    text, spans = _fold(pieces, pages, words)
    count = len(text.split())
    if count <= MOST_WORDS:
        if text:
            yield text, spans
        return
    wanted = count / -(-count // MOST_WORDS)
    begin, held = 0, 0.0
    bounds = sentences(text)
    for position, (start, end) in enumerate(bounds):
        held += len(text[start:end].split())
        if held >= wanted * 0.85 and position + 1 < len(bounds):
            yield _window(text, spans, begin, end)
            begin, held = bounds[position + 1][0], 0.0
    yield _window(text, spans, begin, len(text))


def _window(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[str, tuple[Span, ...]]:
    inside: list[Span] = []
    # They stand in order: a paragraph of a million words has as many, and is cut into thousands.
    for index in range(bisect_right(spans, start, key=_until), len(spans)):
        span = spans[index]
        if span.at >= end:
            break
        first, last = max(start, span.at), min(end, span.at + span.length)
        inside.append(Span(first - start, last - first, span.page, span.start + first - span.at))
    return text[start:end], tuple(inside)


def _until(span: Span) -> int:
    return span.at + span.length


def _fold(
    pieces: Iterable[_Piece], pages: Sequence[Page], words: frozenset[str]
) -> tuple[str, tuple[Span, ...]]:
    folder = Folder(pages, words)
    for piece in pieces:
        cells = [piece.parts] if piece.row is None else piece.row.filled_from_left()
        for position, parts in enumerate(cells):
            if position:
                folder.end_cell()
            for page, start, end in parts:
                folder.put(page, start, end)
        folder.end_line()
    return folder.result()
