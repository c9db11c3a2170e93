from datetime import date

from bot.briefs.content import Brief, Note, Section
from bot.briefs.sections.glance import TITLE, UNKNOWN
from bot.slack.blocks import brief_told
from tests.bot.slack.blocks.reading import read

DAY = date(2026, 3, 4)


def a_brief(title: str, *unknown: str, left_out: tuple[str, ...] = ()) -> Brief:
    notes = tuple(Note(each) for each in unknown)
    glance = Section(TITLE, (), (Section(UNKNOWN, notes),))
    return Brief(
        title, "Aldermere", "", "All documents", DAY, None, "full", (), (glance,), left_out
    )


def test_what_a_brief_is_about_is_one_line() -> None:
    assert brief_told.about("Aldermere", "LADO", last=DAY, length="one-page", form="pdf") == (
        "Inspection brief: Aldermere, LADO, documents until 4 March 2026 (one page, PDF)"
    )
    assert "documents since 4 March 2026" in brief_told.about("Aldermere", "", first=DAY)
    assert len(brief_told.about("Aldermere", "word " * 500)) < 400


def test_how_far_it_is_is_counted_where_there_is_something_to_count() -> None:
    assert brief_told.doing() == "Gathering the documents…"
    assert brief_told.doing("Reading neighbours", 1, 1) == "Reading neighbours…"
    assert brief_told.doing("Reading findings", 2, 9) == "Reading findings: 2 of 9…"


def test_who_asked_is_mentioned_and_why_it_stands_elsewhere_is_said_first() -> None:
    message = brief_told.progress("A brief", "It is there.", "U0ASKER", "Not in that channel.")
    assert read([message]).split("\n")[0] == "Not in that channel."
    assert "Asked by <@U0ASKER>" in read([message])
    assert message.text == "Not in that channel.\nA brief\nIt is there."


def test_only_the_first_that_is_not_known_are_named() -> None:
    said = brief_told.comment(a_brief("Brief", "No letter.", "No papers.", "Undated.", "Doubts."))
    assert said.split("\n")[-1] == "*Not known:* No letter. No papers. And 2 more in the brief."
    assert "Not known" not in brief_told.comment(a_brief("Brief"))


def test_what_was_left_out_is_told() -> None:
    said = brief_told.comment(a_brief("Brief", left_out=("Left out: two.", "And one.")))
    assert said.split("\n")[-1] == "*What is not in it:* Left out: two. And one."


def test_nothing_in_it_is_a_mention_or_a_link_and_no_line_is_long() -> None:
    said = brief_told.comment(a_brief("<!here> http://x.example\n", "<@U1> " * 500))
    assert "<" not in said
    assert "http://" not in said
    assert len(said) < 2_000
    assert len(brief_told.file_title(a_brief("Brief " * 200))) <= 200


def test_who_does_not_see_the_file_is_told_what_it_is() -> None:
    told = brief_told.file_alt(a_brief("Inspection brief: Aldermere"), "pdf")
    assert told.startswith("PDF: Inspection brief: Aldermere. Made on 4 March 2026, 0 statements")
