"""The window that shows a quote where it stands: its passage, and the paragraphs beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.answers import Citation
from bot.slack.blocks.elements import Block, context, divider
from bot.slack.blocks.links import Links
from bot.slack.blocks.mrkdwn import on_one_line
from bot.slack.blocks.rich import Line, Run, line
from bot.slack.blocks.sources import also_in, facts_of, place_of, title_of
from bot.slack.blocks.splitting import pieces_of
from bot.slack.blocks.views import View, modal
from bot.slack.blocks.wording import words
from corpus.passages import Passage


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A passage, and what stands before and after it in its document where anything does."""

    passage: Passage
    before: Passage | None = None
    after: Passage | None = None


def passage_view(
    citation: Citation, shown: Surroundings, links: Links, others: Sequence[Citation] = ()
) -> View:
    """The quote in bold in its passage, the paragraphs beside it in small print.

    Those of `others` that quote the same passage (all of an answer's may be given) are bold too.
    """
    same = [each for each in (citation, *others) if each.passage_id == citation.passage_id]
    marked = {found for each in same if (found := quoted(each, shown.passage)) is not None}
    blocks = [*_blocks(_about(citation, links)), divider()]
    blocks += _beside("before_it", shown.before)
    blocks += _blocks(_lines(shown.passage, sorted(marked)))
    blocks += _beside("after_it", shown.after)
    blocks += _blocks(also_in(citation))
    return modal("passage", words("passage_title"), blocks)


def quoted(citation: Citation, passage: Passage) -> tuple[int, int] | None:
    """Offsets of the quote in the passage's text; None where none of it stands there."""
    found = [
        (span.at + first - span.start, span.at + last - span.start)
        for span in passage.spans
        if span.page == citation.page
        and (first := max(citation.start, span.start))
        < (last := min(citation.end, span.start + span.length))
    ]
    return (found[0][0], found[-1][1]) if found else None


def _about(citation: Citation, links: Links) -> Iterator[Line]:
    yield line(Run(title_of(citation), bold=True))
    yield line(facts_of(citation))
    where = place_of(citation, by_heading=False)
    trail = " › ".join(on_one_line(heading) for heading in citation.heading)
    told = " · ".join(filter(None, (where, trail)))
    if told:
        yield line(Run(told, italic=True))
    url = links.to(citation)
    if url is not None:
        yield line(Run(words("open_page"), url=url))


def _lines(passage: Passage, marked: Sequence[tuple[int, int]]) -> Iterator[Line]:
    """The passage's lines, with what is marked in bold."""
    begins = 0
    for number, text in enumerate(passage.text.split("\n")):
        runs: list[Run] = []
        at = 0
        for first, last in marked:
            start, end = (min(max(place - begins, at), len(text)) for place in (first, last))
            runs += [Run(text[at:start]), Run(text[start:end], bold=True)]
            at = end
        runs.append(Run(text[at:]))
        yield Line(tuple(runs), "item" if passage.shape == "list" and number else "line")
        begins += len(text) + 1


def _beside(name: str, passage: Passage | None) -> list[Block]:
    if passage is None:
        return []
    number = f"{passage.paragraph}. " if passage.paragraph else ""
    return context(words(name, text=f"{number}{passage.text}"))


def _blocks(lines: Iterator[Line]) -> list[Block]:
    return [piece.block for piece in pieces_of(lines)]
