"""The sources of an answer: compact below it, whole in a window of their own."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby

from bot.answering.answers import Answer, Citation
from bot.answering.showing import by_document, newest_first
from bot.slack.blocks.cutting import shortened
from bot.slack.blocks.elements import Block, actions, button
from bot.slack.blocks.limits import length
from bot.slack.blocks.links import Links
from bot.slack.blocks.mrkdwn import on_one_line
from bot.slack.blocks.rich import Line, Run, line
from bot.slack.blocks.splitting import Piece, pieces_of
from bot.slack.blocks.views import View, paged
from bot.slack.blocks.wording import words

# So many sources are told with their quotes; one more is no reason to leave it out.
_IN_FULL, _ONE_MORE = 5, 1
_GLANCE, _LONG, _NEAREST, _HEADING = 45, 300, 160, 60

_A_ROW = 5

Cited = Sequence[Citation]


def source_pieces(answer: Answer, links: Links) -> Iterator[Piece]:
    """Below an answer: its documents, newest first, the first sources with their quotes.

    A long quote that the answer itself shows word for word is recalled by its beginning; where
    there are more sources than a glance takes in, the others are named, and a button shows all.
    """
    every = newest_first(answer.citations)
    if not every:
        return
    full = every if len(every) <= _IN_FULL + _ONE_MORE else every[:_IN_FULL]
    rest = every[len(full) :]
    shown = {on_one_line(claim.text) for claim in answer.claims}
    if not answer.claims:
        # Passages that do not answer are whole in their windows; here they are only named.
        full = [replace(each, quote=shortened(on_one_line(each.quote), _NEAREST)) for each in full]
    heading = "nearest" if not answer.claims else "sources"
    yield from pieces_of([line(Run(words(heading), bold=True))], leads=True)
    for cited in by_document(full):
        yield from pieces_of([*_document(cited[0]), *_quotes(cited, shown, links)])
    if rest:
        others = [_named(cited, links) for cited in by_document(rest)]
        yield from pieces_of([line(Run(words("further_sources"), italic=True)), *others])
    buttons = passage_buttons(answer.id, full)
    if rest:
        buttons.append(
            button(
                words("all_sources", count=len(every)),
                "more_sources",
                answer.id,
                label=words("all_sources_label", count=len(every)),
            )
        )
    yield Piece(actions(buttons))


def sources_view(answer: Answer, links: Links, page: int = 1, channel: str = "") -> View:
    """A window with all sources of an answer and their whole quotes, a page of them at a time.

    It remembers the channel that it was opened in.
    """
    blocks: list[Block] = []
    for cited in by_document(newest_first(answer.citations)):
        lines = [*_document(cited[0]), *also_in(cited[0]), *_quotes(cited, frozenset(), links)]
        blocks += [piece.block for piece in pieces_of(lines)]
        buttons = passage_buttons(answer.id, cited)
        blocks += [actions(row) for row in _rows(buttons)]
    return paged("sources", "sources_title", blocks, page, "more_sources", answer.id, channel)


def passage_buttons(answer_id: str, citations: Cited) -> list[Block]:
    """The buttons that open the passages of sources, one for each passage."""
    passages: dict[str, list[int]] = {}
    for citation in citations:
        passages.setdefault(citation.passage_id, []).append(citation.number)
    return [
        button(
            words("show_passage", marks=_marks(numbers)),
            f"show_passage:{numbers[0]}",
            f"{answer_id}:{numbers[0]}",
            label=words("show_passage_label", marks=_marks(numbers)),
        )
        for numbers in passages.values()
    ]


def cited_line(citation: Citation, links: Links) -> Line:
    """A source in a line of its own: its whole quote, document and place."""
    told = (title_of(citation), on_one_line(dated(citation)), place_of(citation))
    return line(
        _mark(citation, links),
        f" {', '.join(filter(None, told))}: ",
        Run(f"“{on_one_line(citation.quote)}”", italic=True),
        shape="quote",
    )


def place_of(citation: Citation, *, by_heading: bool = True) -> str:
    """Where in its document a quote stands, and what is to be known of how it was read.

    With `by_heading` under which heading, where neither page nor paragraph has a number.
    """
    page = citation.page
    printed = citation.printed_page
    heading = on_one_line(citation.heading[-1]) if by_heading and citation.heading else ""
    numbered = page is not None or citation.paragraph is not None
    where = (
        None if numbered or not heading else words("under", heading=shortened(heading, _HEADING)),
        None if page is None else words("page", page=page),
        words("printed_page", page=printed) if printed not in (None, str(page)) else None,
        None if citation.paragraph is None else words("paragraph", paragraph=citation.paragraph),
        None if citation.confidence is None else words("read_by_ocr"),
        words("check_page") if citation.doubtful else None,
    )
    return ", ".join(filter(None, where))


def facts_of(citation: Citation) -> str:
    """Whose the document is, of whom it speaks, and its date with how that is known."""
    authority, told = citation.authority, f"{citation.title} {citation.publisher}"
    facts = (
        citation.publisher,
        None if authority is None or authority in told else authority,
        dated(citation),
    )
    return " · ".join(on_one_line(fact) for fact in facts if fact)


def dated(citation: Citation) -> str:
    """A document's date in words, and where it is from when the document does not state it."""
    says_so = citation.date is None or citation.dated.startswith("undated")
    if says_so or citation.date_basis == "stated":
        return citation.dated
    of_site = citation.date_basis == "given" and citation.origin is not None
    return words(f"dated_{'site' if of_site else citation.date_basis}", dated=citation.dated)


def title_of(citation: Citation) -> str:
    """A document's title, which may be missing."""
    return on_one_line(citation.title) or words("untitled")


def also_in(citation: Citation) -> Iterator[Line]:
    """A line for each other place where the same document stands."""
    for other in citation.also_in:
        yield line(
            words(
                "also_in",
                title=on_one_line(other.title) or words("untitled"),
                file=on_one_line(other.path.replace("\\", "/").rsplit("/", 1)[-1]),
            ),
            shape="quote",
        )


def _document(citation: Citation) -> list[Line]:
    named = [Run(title_of(citation), bold=True), Run(f" · {facts_of(citation)}")]
    if citation.origin is not None:
        named += [Run(" · "), Run(words("published_at"), url=citation.origin)]
    return [line(*named)]


def _quotes(cited: Cited, shown: Set[str], links: Links) -> Iterator[Line]:
    """A line for each source of a document; a place is told once where sources share it."""
    before: Citation | None = None
    for citation in cited:
        quote = on_one_line(citation.quote)
        if quote in shown and length(quote) > _LONG:
            quote = shortened(quote, _GLANCE)
        where = place_of(citation)
        if before is not None and where and where == place_of(before):
            where = words("same_place", number=before.number)
        else:
            before = citation
        yield line(
            _mark(citation, links),
            f" {where}: " if where else " ",
            Run(f"“{quote}”", italic=True),
            shape="quote",
        )


def _marks(numbers: Sequence[int]) -> str:
    """Marks as they stand in the answer, three and more in a row as a range."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"[{numbers[0]}]–[{numbers[-1]}]"
    return " ".join(f"[{number}]" for number in numbers)


def _rows(buttons: Sequence[Block]) -> Iterator[Sequence[Block]]:
    return (buttons[first : first + _A_ROW] for first in range(0, len(buttons), _A_ROW))


def _named(cited: Cited, links: Links) -> Line:
    """A document in one line, with the numbers of its sources and where they stand."""
    runs: list[Run] = [Run(f"{title_of(cited[0])}, {on_one_line(dated(cited[0]))}:")]
    for where, same in groupby(cited, place_of):
        for citation in same:
            runs += [Run(" "), _mark(citation, links)]
        if where:
            runs.append(Run(f" {where}"))
    return Line(tuple(runs), "item")


def _mark(citation: Citation, links: Links) -> Run:
    return Run(f"[{citation.number}]", bold=True, url=links.to(citation))
