"""The registers: what must improve and how it was graded, by authority and document."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import get_args

from bot.slack.blocks.cutting import shortened
from bot.slack.blocks.elements import Block, actions, button, context
from bot.slack.blocks.message import Message, checked
from bot.slack.blocks.mrkdwn import fallback, on_one_line
from bot.slack.blocks.rich import Line, Run, line
from bot.slack.blocks.splitting import Piece, notes_of, page_of, pieces_of
from bot.slack.blocks.wording import words
from corpus.documents import Document
from corpus.registers.judgements import Area
from retrieval.registers import Graded, Listed
from retrieval.search.scope import spoken_date

# A table of more inspections is too wide for a phone; lists are read in its place.
_MOST_COLUMNS = 4
_ASKED = 200
_NO_GRADE = "–"


def recommendations(listed: Sequence[Listed], asked: str = "", page: int = 1) -> Message:
    """A page of what must improve; `asked` is the text by which it was asked for."""
    pieces = list(_recommendation_pieces(listed))
    return _message("recommendations", pieces, _only(listed) or asked, page)


def judgements(graded: Sequence[Graded], asked: str = "", page: int = 1) -> Message:
    """A page of grades; those of one authority over several inspections are a table.

    Of several authorities the current grades alone are told, with how to see the others.
    """
    several = len({each.document.authority for each in graded}) > 1
    told = [each for each in graded if each.current] if several else graded
    columns = [list(same) for _, same in groupby(told, lambda each: each.document.id)]
    if not several and 2 <= len(columns) <= _MOST_COLUMNS:
        pieces = [*_inspections(columns), _table(columns)]
    else:
        pieces = list(_judgement_pieces(told))
        if len(told) < len(graded):
            pieces += notes_of(words("register_earlier"))
    return _message("judgements", pieces, _only(graded) or asked, page)


def source_line(document: Document, stands: str | None = None) -> Line:
    """A document with its date, and how it stands among the others."""
    title = on_one_line(document.title) or words("untitled")
    told = f" · {spoken_date(document)}" + (f" · {stands}" if stands else "")
    return line(Run(title, bold=True), told)


def item_line(listed: Listed) -> Line:
    """An item of a list with its number and page."""
    item = listed.recommendation
    where = "" if item.page is None else f" ({words('page', page=item.page)})"
    return line(f"{on_one_line(item.text)}{where}", shape="item", number=item.number)


def _message(name: str, pieces: Sequence[Piece], asked: str, page: int) -> Message:
    asked = shortened(on_one_line(asked), _ASKED)
    about = words("register_about", asked=asked) if asked else ""
    title = words(f"register_{name}", about=about)
    if not pieces:
        [empty] = pieces_of([line(words(f"register_no_{name}", about=about))])
        [help_] = context(words("register_help", name=name))
        return checked(Message(fallback(empty.said), (empty.block, help_)))
    shown, page, pages = page_of(pieces, page)
    [first] = pieces_of([line(Run(title, bold=True))])
    blocks = [first.block, *(piece.block for piece in shown)]
    if pages > 1:
        at = words("page_of", page=page, of=pages)
        # Slack shows a table below all else, and no register with one has a second page.
        blocks += [*context(at), actions(_turns(name, asked, page, pages))]
        title = f"{title} ({at})"
    said = "\n".join((title, *(piece.said for piece in shown)))
    return checked(Message(fallback(said), tuple(blocks)))


def _turns(name: str, asked: str, page: int, pages: int) -> list[Block]:
    return [
        button(words(turn), f"register_page:{turn}", f"{name}:{to}:{asked}")
        for turn, to in (("earlier_page", page - 1), ("later_page", page + 1))
        if 1 <= to <= pages
    ]


def _recommendation_pieces(every: Sequence[Listed]) -> Iterator[Piece]:
    for authority, theirs in groupby(every, lambda listed: listed.document.authority):
        yield from () if _only(every) else _authority(authority)
        for document, same in groupby(theirs, lambda listed: listed.document):
            listed = list(same)
            stands = _stands(listed[0].superseded_by)
            if all(item.spent for item in listed):
                stands = words("for_its_meeting")
            lines = [source_line(document, stands)]
            for heading, items in groupby(listed, _kind):
                lines.append(line(Run(heading, italic=True)))
                lines += [item_line(item) for item in items]
            yield from pieces_of(lines)


def _judgement_pieces(every: Sequence[Graded]) -> Iterator[Piece]:
    for authority, theirs in groupby(every, lambda graded: graded.document.authority):
        yield from () if _only(every) else _authority(authority)
        for _, same in groupby(theirs, lambda graded: graded.document.id):
            grades = list(same)
            yield from pieces_of([_inspection(grades), *map(_grade_line, grades)])


def _only(every: Sequence[Graded] | Sequence[Listed]) -> str | None:
    """The authority that all of them are about, None where there are more or none is named."""
    names = {each.document.authority for each in every}
    return names.pop() if len(names) == 1 else None


def _authority(authority: str | None) -> Iterator[Piece]:
    name = on_one_line(authority or "") or words("no_authority")
    yield from pieces_of([line(Run(name, bold=True))], leads=True)


def _grade_line(graded: Graded) -> Line:
    return line(f"{_area(graded.judgement.area)}: ", Run(_grade(graded), bold=True), shape="item")


def _kind(listed: Listed) -> str:
    item = listed.recommendation
    board = words("for_the_board") if item.addressee == "board" else ""
    return words(f"list_{item.kind}") + (f", {board}" if board else "")


def _stands(superseded_by: str | None) -> str:
    return words("replaced") if superseded_by else words("current")


def _area(area: Area) -> str:
    return words(f"area_{area}")


def _grade(graded: Graded) -> str:
    return words(f"grade_{graded.judgement.grade}")


def _inspections(columns: Sequence[Sequence[Graded]]) -> Iterator[Piece]:
    """The documents that the columns of a table are."""
    yield from pieces_of(map(_inspection, columns))


def _inspection(grades: Sequence[Graded]) -> Line:
    """A document with the pages that give its grades."""
    pages = sorted({g.judgement.page for g in grades if g.judgement.page is not None})
    name = "page" if len(pages) == 1 else "pages"
    where = [words(name, page=" and ".join(map(str, pages)))] if pages else []
    return source_line(grades[0].document, " · ".join((_stands(grades[0].superseded_by), *where)))


def _table(columns: Sequence[Sequence[Graded]]) -> Piece:
    """An area a row, an inspection a column, newest first."""
    none = words("not_graded")
    told = [{g.judgement.area: _grade(g) for g in grades} for grades in columns]
    rows = [[words("area"), *(_when(grades[0].document) for grades in columns)]]
    rows += [
        [_area(area), *(column.get(area, none) for column in told)]
        for area in get_args(Area)
        if any(area in column for column in told)
    ]
    block: Block = {
        "type": "table",
        "column_settings": [{"is_wrapped": True}] * len(rows[0]),
        "rows": [
            [_cell(_NO_GRADE if text == none else text, bold=not number) for text in row]
            for number, row in enumerate(rows)
        ],
    }
    heads = rows[0][1:]
    said = [
        f"{row[0]}: "
        + ", ".join(f"{head} {cell}" for head, cell in zip(heads, row[1:], strict=True))
        for row in rows[1:]
    ]
    return Piece(block, "\n".join(said))


def _cell(text: str, *, bold: bool) -> Block:
    [piece] = pieces_of([line(Run(text, bold=bold))])
    return piece.block


def _when(document: Document) -> str:
    dates = document.dates
    day = dates.inspected_to or dates.inspected_from or dates.meeting or dates.published
    return words("undated") if day is None else f"{day:%b %Y}"
