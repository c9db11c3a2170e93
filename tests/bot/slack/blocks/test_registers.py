from bot.slack.blocks.message import Message
from bot.slack.blocks.registers import judgements, recommendations
from tests.bot.slack.blocks.reading import of_type, read, seen
from tests.bot.slack.blocks.registers import a_grade, addressed_to_board, an_item
from tests.documents import a_document

ITEMS = [
    an_item(1, "See children sooner."),
    an_item(2, "Keep one register."),
    an_item(1, "Tell families.", a_document(year=2017), superseded_by="d2024"),
    an_item(1, "Visit carers.", a_document("Thornbeck", 2022)),
]


def _buttons(message: Message) -> dict[str, str]:
    return {b["action_id"]: b["value"] for b in of_type(list(message.blocks), "button")}


def test_items_stand_under_their_authority_document_and_heading() -> None:
    text = read([recommendations(ITEMS)])
    lines = text.split("\n")
    assert lines[0] == "What must improve"
    assert "\n2. Keep one register. (page 2)" in recommendations(ITEMS).text
    assert lines[1] == "Aldermere"
    assert lines[2].endswith("4 to 15 March 2024 · current")
    assert lines[3:6] == [
        "What needs to improve",
        "See children sooner. (page 2)",
        "Keep one register. (page 2)",
    ]
    assert "4 to 15 March 2017 · replaced by a later one" in text
    assert lines.index("Thornbeck") > lines.index("Tell families. (page 2)")


def test_items_for_the_board_are_told_apart() -> None:
    text = read([recommendations([addressed_to_board(ITEMS[0])])])
    assert "What needs to improve, for the safeguarding board" in text


def test_what_was_asked_for_is_named() -> None:
    assert read([recommendations(ITEMS, "Aldermere")]).startswith("What must improve: Aldermere")


def test_a_register_without_entries_says_so() -> None:
    message = judgements([], "Atlantis")
    text = read([message])
    assert "No document that was asked for gives a grade: Atlantis." in text
    assert "/judgements" in text
    assert message.text


def test_a_long_register_has_pages_and_all_items_are_on_one() -> None:
    every = [an_item(number, f"Item {number} " + "words " * 60) for number in range(1, 61)]
    first = recommendations(every, "Aldermere")
    assert _buttons(first) == {"register_page:later_page": "recommendations:2:Aldermere"}
    pages = [first]
    while "register_page:later_page" in _buttons(pages[-1]):
        pages.append(recommendations(every, "Aldermere", len(pages) + 1))
    text = "\n".join(seen(page.blocks) for page in pages)
    assert all(f"Item {number} " in text for number in range(1, 61))
    assert _buttons(pages[-1])["register_page:earlier_page"].startswith("recommendations:")


def test_a_page_that_is_not_there_is_the_last() -> None:
    assert recommendations(ITEMS, page=99) == recommendations(ITEMS)


def test_grades_of_one_inspection_are_a_list() -> None:
    text = read([judgements([a_grade("leaders"), a_grade("in_care", "inadequate")])])
    assert text.startswith("Grades: Aldermere\nInspection of Aldermere")
    assert "4 to 15 March 2024 · current · page 1" in text
    assert "Leaders: Good\nChildren in care: Inadequate" in text


def test_grades_of_several_inspections_of_one_authority_are_a_table() -> None:
    older = a_document(year=2017)
    message = judgements(
        [
            a_grade("leaders", "good"),
            a_grade("in_care", "outstanding"),
            a_grade("leaders", "requires_improvement", older, "d"),
        ]
    )
    [table] = of_type(list(message.blocks), "table")
    assert [[seen([cell]) for cell in row] for row in table["rows"]] == [
        ["Area", "Mar 2024", "Mar 2017"],
        ["Leaders", "Good", "Requires improvement"],
        ["Children in care", "Outstanding", "–"],
    ]
    assert "Children in care: Mar 2024 Outstanding, Mar 2017 not graded" in message.text
    assert "Leaders: Mar 2024 Good, Mar 2017 Requires improvement" in message.text
    assert message.blocks[-1] == table


def test_of_several_authorities_the_current_grades_are_lists() -> None:
    earlier = a_grade(document=a_document(year=2017), superseded_by="d")
    message = judgements([a_grade(), earlier, a_grade(document=a_document("Thornbeck"))])
    assert not of_type(list(message.blocks), "table")
    text = read([message])
    assert "Thornbeck" in text
    assert "2017" not in text
    assert "For earlier ones name an authority" in text
