from datetime import UTC, datetime

from bot.slack.blocks.home import Home, Indexed, home_view
from retrieval.registers import Listed
from tests.bot.slack.blocks.reading import of_type, shown
from tests.bot.slack.blocks.registers import an_item
from tests.documents import a_document

INDEXED = Indexed(
    documents=1_250,
    authorities=2,
    newest=a_document(),
    updated=datetime(2026, 11, 2, 8, 5, tzinfo=UTC),
    failures=("scans/broken.pdf",),
)


def test_what_is_indexed_is_told() -> None:
    text = shown(home_view(Home(INDEXED)))
    assert "1,250 documents about 2 authorities." in text
    assert "Newest: Inspection of Aldermere children’s services, 4 to 15 March 2024." in text
    assert "Last updated on 2 November 2026 at 08:05 UTC." in text
    assert "1 file could not be read: scans/broken.pdf." in text


def test_who_has_asked_nothing_is_told_how_to() -> None:
    assert "How to ask" in shown(home_view(Home(INDEXED)))
    assert "How to ask" not in shown(home_view(Home(INDEXED, recent=["Grades?"])))


def test_a_recent_question_can_be_asked_again_once() -> None:
    view = home_view(Home(INDEXED, recent=["Grades of Aldermere?", "Grades of Aldermere?"]))
    button, brief = of_type(view["blocks"], "button")
    assert brief["action_id"] == "home_brief"
    assert (button["action_id"], button["value"]) == ("home_ask:1", "Grades of Aldermere?")


def test_the_current_recommendations_of_the_home_authority_are_told_at_a_glance() -> None:
    every = [an_item(number, f"Item {number}.") for number in range(1, 11)]
    view = home_view(Home(INDEXED, authority="Aldermere", recommendations=every))
    text = shown(view)
    assert "What must improve in Aldermere" in text
    assert "Item 8." in text
    assert "Item 9." not in text
    assert "and 2 more items" in text
    _, button = of_type(view["blocks"], "button")
    assert (button["action_id"], button["value"]) == ("home_recommendations", "Aldermere")


def test_without_a_list_of_the_home_authority_that_is_said() -> None:
    text = shown(home_view(Home(INDEXED, authority="Aldermere")))
    assert "No current list is indexed." in text


def test_what_it_will_not_do_is_told() -> None:
    text = shown(home_view(Home(Indexed(0, 0))))
    assert "call 999" in text
    assert "0 documents about 0 authorities." in text
    assert "Make a brief" not in text


def test_the_most_that_can_be_shown_fits() -> None:
    every: list[Listed] = [an_item(number, "Item. " * 400) for number in range(1, 40)]
    view = home_view(
        Home(INDEXED, "x" * 400, every, ["q" * 2000 + str(n) for n in range(9)], ["w?"] * 9, True)
    )
    assert len(view["blocks"]) <= 100
