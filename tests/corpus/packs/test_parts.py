from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Document
from corpus.ingest import documents_of, ingest
from corpus.ingested import Ingested
from corpus.layout.lines import lines_of
from corpus.packs.parts import parts_of
from corpus.sample import DOCUMENTS
from corpus.sources import OutlineEntry, Source
from tests.documents import REPORT_PAGES
from tests.papers import (
    AGENDA,
    BLANK,
    COVER,
    INDICATORS,
    LETTER,
    MINUTES,
    PERFORMANCE,
    PROGRAMME,
    REPORT,
    SLIDES,
    labelled,
    pdf,
    text,
)

MORE_MINUTES = (
    "4. WORK PROGRAMME\nMembers agreed to look at housing in the autumn and at fostering in the "
    "spring, and thanked the young people who had come to speak to them."
)
WHOLE = [
    ("agenda", 1, 1),
    ("minutes", 3, 4),
    ("scrutiny_report", 5, 5),
    ("inspection_report", 6, 8),
    ("presentation", 9, 11),
    ("performance_report", 13, 14),
    ("work_programme", 15, 15),
]


def _documents(source: Source) -> list[Document]:
    return [each.document for each in documents_of(source)]


def _found(source: Source) -> list[tuple[str, int | None, int | None]]:
    return [(d.kind, d.first_page, d.last_page) for d in _documents(source)]


def _stamped(number: int, paper: str, item: int | None = None) -> str:
    """A page as committee software stamps it, after the words of the page itself."""
    return f"{paper}\nPage {number}" + (f"\nAgenda Item {item}" if item else "")


def _pages(*, stamps: bool) -> list[str]:
    """A pack of 15 pages; with stamps its papers carry their items."""
    pages: list[tuple[str, int | None]] = [
        (AGENDA, None),
        (BLANK, None),
        (MINUTES, 3),
        (MORE_MINUTES, None),
        (COVER, 4),
        *((page, None) for page in (*REPORT, *SLIDES, BLANK)),
        (PERFORMANCE, 5),
        (INDICATORS, None),
        (PROGRAMME, 6),
    ]
    if not stamps:
        return [page for page, _ in pages]
    return [_stamped(number, *page) for number, page in enumerate(pages, 1)]


def test_the_sample_pack_is_taken_apart() -> None:
    read = ingest(DOCUMENTS / "aldermere-scrutiny-pack-2024-11.pdf")
    assert isinstance(read, Ingested)
    found = [each.document for each in read.documents]
    assert [(d.kind, d.first_page, d.last_page) for d in found] == [
        ("agenda", 1, 2),
        ("minutes", 4, 5),
        ("scrutiny_report", 6, 10),
        ("inspection_report", 11, 18),
        ("presentation", 19, 26),
        ("performance_report", 28, 29),
        ("update_report", 30, 31),
        ("work_programme", 32, 33),
    ]
    assert [d.publisher for d in found] == [
        "Ofsted" if d.kind == "inspection_report" else "Aldermere council" for d in found
    ]
    assert {d.authority for d in found} == {"Aldermere"}
    assert [d.part_of for d in found] == [None] + [found[0].id] * 7
    assert len({d.id for d in found}) == 8


@pytest.mark.parametrize(
    "name",
    [path.name for path in sorted(DOCUMENTS.iterdir()) if "pack" not in path.name],
)
def test_every_other_sample_is_one_document(name: str) -> None:
    read = ingest(DOCUMENTS / name)
    if not isinstance(read, Ingested):
        pytest.skip("a scan, which takes OCR to read")
    assert len(read.documents) == 1


def test_stamps_and_heads_take_a_pack_apart() -> None:
    assert _found(pdf(*_pages(stamps=True), wide=(9, 10, 11))) == WHOLE


def test_heads_alone_take_a_pack_apart() -> None:
    assert _found(pdf(*_pages(stamps=False), wide=(9, 10, 11))) == WHOLE


def test_an_agenda_tells_the_printed_pages_of_its_papers() -> None:
    """The letters of a report's head are a picture: its page is known from the agenda alone."""
    pages = _pages(stamps=False)
    pages[4] = pages[4].split("1. PURPOSE OF REPORT\n")[1]
    source = pdf(*pages, wide=(9, 10, 11))
    assert ("other", 5, 5) not in _found(source)
    numbered = labelled(source, *(str(number) for number in range(1, 16)))
    assert ("other", 5, 5) in _found(numbered)


def test_bookmarks_of_an_agenda_are_its_items() -> None:
    pages = _pages(stamps=False)
    pages[4] = pages[4].split("1. PURPOSE OF REPORT\n")[1]
    outline = [
        OutlineEntry("Agenda", 0, 1),
        OutlineEntry("1 Apologies for absence", 0, 1),
        OutlineEntry("3 Minutes of the previous meeting", 0, 3),
        OutlineEntry("4 Inspection of children’s services", 0, 5),
        OutlineEntry("Appendix 1", 1, 6),
        OutlineEntry("Appendix 2: presentation to staff", 1, 9),
        OutlineEntry("5 Quarter 1 performance", 0, 13),
        OutlineEntry("Appendix A: indicators", 1, 14),
        OutlineEntry("6 Work programme", 0, 15),
    ]
    assert _found(pdf(*pages, outline=outline)) == [
        ("other", *found[1:]) if found[0] == "scrutiny_report" else found for found in WHOLE
    ]


def test_bookmarks_of_a_report_are_its_chapters() -> None:
    outline = [
        OutlineEntry("What needs to improve", 0, 2),
        OutlineEntry("Appendix 1: the team", 0, 3),
    ]
    assert _found(pdf(*REPORT_PAGES, outline=outline)) == [("inspection_report", 1, 3)]


def test_a_text_is_taken_apart_at_its_lines() -> None:
    source = text(AGENDA, BLANK, "Agenda Item 3", MINUTES, COVER, *REPORT, LETTER, PERFORMANCE)
    found = _documents(source)
    assert [document.kind for document in found] == [
        "agenda",
        "minutes",
        "scrutiny_report",
        "inspection_report",
        "focused_visit_letter",
        "performance_report",
    ]
    whole = source.pages[0].text
    begins = [int(document.id.partition(".o")[2]) for document in found[1:]]
    assert [whole[begin:].split("\n", 1)[0].strip() for begin in begins] == [
        "Agenda Item 3",
        "Report to: Children’s Services Scrutiny Committee",
        "Inspection of Thornbeck local authority",
        "Ofsted",
        "Report to: Children’s Services Scrutiny Committee",
    ]
    assert {(d.first_page, d.last_page) for d in found} == {(None, None)}


def test_a_letter_behind_a_report_is_a_document_of_its_own() -> None:
    source = pdf(COVER, "2. DETAILS\n2.1 The letter is at Appendix 1.", LETTER)
    cover, letter = _documents(source)
    assert (cover.first_page, cover.last_page, cover.part_of) == (1, 2, None)
    assert (letter.kind, letter.first_page, letter.part_of) == ("focused_visit_letter", 3, cover.id)


def test_what_follows_a_letter_is_not_the_inspectors_own() -> None:
    plan = (
        "Recording of closed contacts\nEach contact that is closed will be read by a second "
        "manager within the week. The director will see the figures every month until April, "
        "and the panel will be told of them in the summer together with the audit of the year."
    )
    assert _found(pdf(COVER, LETTER, plan)) == [
        ("scrutiny_report", 1, 1),
        ("focused_visit_letter", 2, 2),
        ("other", 3, 3),
    ]


def test_tables_of_another_report_s_appendix_are_a_document_of_their_own() -> None:
    table = INDICATORS.replace("Appendix A: indicators", "Appendix A\nPerformance indicators")
    table += "5 Families who were met within a day of asking for help with their children 80% 84%\n"
    assert [found[0] for found in _found(pdf(COVER, table))] == [
        "scrutiny_report",
        "performance_report",
    ]
    assert [found[0] for found in _found(pdf(PERFORMANCE, table))] == ["performance_report"]


def test_a_report_on_the_board_stays_with_the_report_that_holds_it() -> None:
    board = (
        "Section 2: The effectiveness of the Local Safeguarding Children Board\n"
        "The effectiveness of the LSCB is good\nThe board meets every two months and its members "
        "are senior enough to commit their agencies to what it decides."
    )
    assert _found(pdf(*REPORT_PAGES, board)) == [("inspection_report", 1, 4)]


def test_words_to_children_in_a_report_are_no_letter() -> None:
    young = (
        "Summary for children and young people\nDear Children\nOfsted inspectors came for an "
        "inspection of the services that look after you. This is what they found."
    )
    assert _found(pdf(*REPORT_PAGES, young)) == [("inspection_report", 1, 4)]


def test_items_in_minutes_are_headings() -> None:
    minutes = MINUTES.replace("1. APOLOGIES", "AGENDA ITEM 1\nAPOLOGIES").replace(
        "2. MINUTES", "AGENDA ITEM 2\nMINUTES"
    )
    assert [found[0] for found in _found(pdf(AGENDA, minutes))] == ["agenda", "minutes"]
    assert [found[0] for found in _found(text(AGENDA, BLANK, minutes))] == ["agenda", "minutes"]


def test_a_plan_of_decisions_is_one_document_whatever_heads_its_entries() -> None:
    entry = (
        "Decision maker: Cabinet\nDate of decision: {} October 2019\nSubject: A contract for "
        "{}\nLead officer: Director of Finance\nThe contract will run for three years and can be "
        "ended by either side with notice of six months. Documents: a report of the officers."
    )
    plan = "Forward plan of key decisions\n" + entry.format(7, "school meals")
    pages = (AGENDA, plan, entry.format(14, "taxis"), entry.format(21, "fostering"))
    assert [found[0] for found in _found(pdf(*pages))] == ["agenda", "work_programme"]


def test_a_paper_that_quotes_an_inspection_is_not_cut() -> None:
    quoting = (
        "2. DETAILS\n2.1 Inspectors came in July. The inspection dates were these:\n"
        "Inspection dates: 1 to 5 July 2019\nThe overall judgement was good."
    )
    assert _found(pdf(COVER, quoting)) == [("scrutiny_report", 1, 2)]


def test_the_same_file_gives_the_same_ids_wherever_it_lies() -> None:
    pages = _pages(stamps=True)
    first = [d.id for d in _documents(pdf(*pages, path="here/one.pdf"))]
    assert first == [d.id for d in _documents(pdf(*pages, path="there/two.pdf"))]
    assert all(one.startswith(f"{first[0]}.p") for one in first[1:])


def test_running_lines_of_the_file_are_in_no_part() -> None:
    marked = [f"{page}\nThornbeck papers for September" for page in _pages(stamps=True)]
    source = pdf(*marked)
    for part in parts_of(source, lines_of(source.pages)):
        assert not any("Thornbeck papers" in line.text for line in part.body)
        assert not any(line.text.startswith(("Page ", "Agenda Item")) for line in part.body)


_PAPERS = {
    "minutes": (MINUTES,),
    "scrutiny_report": (COVER,),
    "inspection_report": REPORT,
    "focused_visit_letter": (LETTER,),
    "performance_report": (PERFORMANCE, INDICATORS),
}


@given(st.permutations(sorted(_PAPERS)), st.booleans())
def test_papers_are_found_in_any_order(kinds: Sequence[str], as_text: bool) -> None:
    papers = [page for kind in kinds for page in _PAPERS[kind]]
    source = text(AGENDA, BLANK, *papers) if as_text else pdf(AGENDA, *papers)
    assert [document.kind for document in _documents(source)] == ["agenda", *kinds]


@given(st.lists(st.sampled_from([*sum(_PAPERS.values(), ()), BLANK, *SLIDES]), min_size=1))
def test_no_line_is_lost_and_none_is_in_two_parts(papers: list[str]) -> None:
    source = pdf(*papers, wide=[n for n, paper in enumerate(papers, 1) if paper in SLIDES])
    parts = parts_of(source, lines_of(source.pages))
    told = [
        (part.pages[line.page].number, line.text)
        for part in parts
        for line in part.lines
        if line.text != BLANK
    ]
    whole = [
        (source.pages[line.page].number, line.text)
        for line in lines_of(source.pages)
        if line.text != BLANK
    ]
    assert told == whole
    numbers = [page.number for part in parts for page in part.pages]
    assert len(numbers) == len(set(numbers))
