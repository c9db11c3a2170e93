"""How answers and hits look in a terminal, and as plain text in a pipe.

Nothing is boxed and nothing is told by colour alone, so it reads aloud well. In a pipe lines
are not wrapped and carry no colour.
"""

import re
import textwrap
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from bot.answering.answers import Answer, Citation, Claim
from bot.answering.markdown import spoken
from bot.harmless import shown
from retrieval.search.found import Found, Hit
from retrieval.search.scope import spoken_date

_WIDEST = 96
_QUOTE = 300
_HIT_TEXT = 400
_MARK = re.compile(r"\[\d+\]")


def console_for(*, stderr: bool = False) -> Console:
    """A console on stdout or stderr that prints text as it is."""
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)


def shortened(text: str, most: int) -> str:
    """Text cut in the middle, at words, when it is longer than `most` characters."""
    if len(text) <= most:
        return text
    half = most // 2 - 2
    head = text[:half].rsplit(" ", 1)[0]
    tail = text[-half:].split(" ", 1)[-1]
    return f"{head} […] {tail}"


def show_answer(
    console: Console, answer: Answer, *, explain: bool = False, quotes: bool = True
) -> None:
    """The answer, its caveats, its sources and what could be asked next.

    Without `quotes` the sources are named in a line or two each.
    """
    for correction in answer.corrections:
        show_line(console, f"Note: {correction}", style="yellow")
        console.print()
    if answer.claims:
        _show_claims(console, answer.claims)
    else:
        _show_refusal(console, answer)
    for caveat in answer.caveats:
        console.print()
        show_line(console, f"Note: {caveat}", style="yellow")
    if answer.claims:
        console.print()
        show_sources(console, answer, quotes=quotes)
    if answer.suggestions:
        console.print()
        for suggestion in answer.suggestions:
            show_line(console, f"You could ask: {suggestion}", style="cyan", hang=4)
    if explain:
        _explain(console, answer)


def show_sources(console: Console, answer: Answer, *, quotes: bool = True) -> None:
    """Where the answer's claims stand: each document, under it the numbers with their places."""
    show_line(console, "Sources", style="bold")
    show_citations(console, answer.citations, quotes=quotes)


def show_hits(console: Console, found: Found) -> None:
    """The passages found, best first, with the parts of their scores."""
    show_line(console, found.scope.reading, style="dim")
    if found.scope.missing:
        show_line(console, found.scope.missing)
    elif not found.hits:
        show_line(console, "No passage was found.")
    for hit in found.hits:
        console.print()
        _show_hit(console, hit)


def show_finding(console: Console, state: str, topic: str, text: str, mend: str | None) -> None:
    """One line of a check: in words whether it is fine, then what to do where it is not."""
    mark, style = {"fine": ("ok  ", ""), "note": ("note", "yellow"), "broken": ("FAIL", "red")}[
        state
    ]
    show_line(console, f"{mark}  {topic}: {text}", hang=6, style=style)
    if mend is not None:
        show_line(console, mend, indent=6)


def _show_refusal(console: Console, answer: Answer) -> None:
    """What is said, then the nearest passages (the text's list) with their places."""
    for line in spoken(answer.text).split("\n"):
        if not line.startswith("- "):
            show_line(console, line)
    show_citations(console, answer.citations, quotes=True)


def show_citations(console: Console, every: Sequence[Citation], *, quotes: bool = True) -> None:
    """Each document, under it the numbers of the citations with their places."""
    for _, cited in groupby(every, lambda citation: citation.document_id):
        citations = list(cited)
        show_line(console, _document_of(citations[0]), hang=4)
        if citations[0].origin is not None:
            show_line(console, f"published at {citations[0].origin}", indent=4, style="dim")
        if quotes:
            for citation in citations:
                where = ", ".join(filter(None, _place(citation)))
                quote = f"“{shortened(citation.quote, _QUOTE)}”"
                show_line(console, f"[{citation.number}] {where}".rstrip(), indent=2, hang=4)
                show_line(console, quote, indent=6, style="dim")
        else:
            for place, same in groupby(citations, _place):
                marks = " ".join(f"[{citation.number}]" for citation in same)
                where = ", ".join(filter(None, place))
                show_line(console, f"{marks} {where}".rstrip(), indent=2, hang=4)


def _show_claims(console: Console, claims: Sequence[Claim]) -> None:
    group = ""
    paragraph: list[str] = []

    def flush() -> None:
        if paragraph:
            show_line(console, " ".join(paragraph))
            paragraph.clear()

    for position, claim in enumerate(claims):
        if claim.group != group:
            flush()
            group = claim.group
            if group:
                if position:
                    console.print()
                show_line(console, group, style="bold")
        marks = " ".join(f"[{number}]" for number in claim.citations)
        if claim.item:
            flush()
            label = f"{claim.label}: " if claim.label else ""
            show_line(console, f"• {label}{claim.text} {marks}", hang=2)
        else:
            paragraph.append(f"{claim.text} {marks}")
    flush()


def _show_hit(console: Console, hit: Hit) -> None:
    passage = hit.passage
    number = f"{hit.rank}. "
    show_line(
        console, f"{number}{hit.document.title}, {spoken_date(hit.document)}", hang=3, style="bold"
    )
    where = (
        f"page {passage.page}" if passage.page is not None else None,
        f"paragraph {passage.paragraph}" if passage.paragraph else None,
        " › ".join(passage.heading) or None,
    )
    show_line(console, " · ".join(filter(None, where)), indent=3)
    show_line(console, shortened(passage.text, _HIT_TEXT), indent=3)
    why = ", ".join(f"{name} {value:.2f}" for name, value in hit.why.items())
    show_line(console, f"score {hit.score:.2f} = {why}", indent=3, style="dim")


def _explain(console: Console, answer: Answer) -> None:
    console.print()
    show_line(console, answer.scope.reading, style="dim")
    show_line(
        console,
        f"{counted(answer.scope.documents_searched, 'document')} searched; "
        + ", ".join(f"{name} {value:.0f} ms" for name, value in answer.timings_ms.items()),
        style="dim",
    )
    if not answer.dropped:
        show_line(console, "No claim was dropped.", style="dim")
    for dropped in answer.dropped:
        show_line(console, f"Dropped ({dropped.check}: {dropped.detail}): {dropped.text}", hang=4)
        if dropped.instead is not None:
            show_line(console, f"Shown instead: {dropped.instead}", indent=4, hang=4)


def _document_of(citation: Citation) -> str:
    dated = None if citation.dated in citation.title else citation.dated
    title = ", ".join(filter(None, (citation.title, dated)))
    file = citation.source.replace("\\", "/").rsplit("/", 1)[-1]
    return " · ".join(filter(None, (title, citation.publisher, file)))


def _place(citation: Citation) -> tuple[str | None, ...]:
    return (
        None if citation.page is None else _page(citation.page, citation.printed_page),
        None if citation.paragraph is None else f"paragraph {citation.paragraph}",
        None if citation.confidence is None else "read by OCR",
        "check the page" if citation.doubtful else None,
    )


def _page(page: int, printed: str | None) -> str:
    """The page of the file, and what is printed on it where that is another."""
    return f"page {page}" if printed in (None, str(page)) else f"page {page} (printed {printed})"


def counted(number: int, what: str) -> str:
    """A number with what it counts: "1 page", "2 pages"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def show_line(
    console: Console, text: str, *, indent: int = 0, hang: int = 0, style: str = ""
) -> None:
    """Print a paragraph: `indent` spaces before it, `hang` more before its further lines."""
    lines = shown(text).split("\n")
    if console.is_terminal:
        width = min(console.width, _WIDEST) - 1
        lines = [
            wrapped
            for line in lines
            for wrapped in textwrap.wrap(
                line,
                max(width, 20),
                initial_indent=" " * indent,
                subsequent_indent=" " * (indent + hang),
                break_on_hyphens=False,
            )
            or [""]
        ]
    else:
        lines = [" " * indent + line for line in lines]
    for line in lines:
        printed = Text(line, style=style)
        printed.highlight_regex(_MARK, "bold cyan")
        console.print(printed)
