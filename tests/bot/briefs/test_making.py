from dataclasses import replace
from datetime import date

import pytest

from bot.briefs.content import GradePicture, Note, Question, Table, Told
from bot.briefs.wanted import Wanted
from bot.faults import DeclinedError, MendableError, UsageError
from corpus.layout.cleaning import folded
from retrieval.query import Filters
from tests.bot.briefs.making import app_on, blocks, brief_of, section, texts
from tests.bot.running import Scrutineer


def _skeleton(text: str) -> str:
    return "".join(c for c in folded(text).lower() if c.isalpha())


def test_every_statement_is_cited_and_every_quote_is_what_it_says(sample: Scrutineer) -> None:
    brief = brief_of(sample)
    statements = [statement for _, statement in brief.statements()]
    assert len(statements) > 80
    for statement in statements:
        assert statement.citations
        if statement.form == "quote":
            quoted = "".join(_skeleton(c.quote) for c in statement.citations)
            assert _skeleton(statement.text) == quoted


def test_grades_then_and_now(sample: Scrutineer) -> None:
    glance = section(brief_of(sample), "At a glance")
    table = next(block for block in glance.blocks if isinstance(block, Table))
    assert table.head[1:] == (
        "13 to 24 May 2024",
        "11 to 22 November 2019",
        "28 September to 22 October 2015",
    )
    rows = {row[0]: [c if isinstance(c, str) else c.text for c in row[1:]] for row in table.rows}
    assert rows["Leadership"] == ["Outstanding", "Good", "Requires improvement"]
    assert rows["Care leavers"] == ["Good", "not graded", "Requires improvement"]
    picture = next(block for block in glance.blocks if isinstance(block, GradePicture))
    assert "Leadership: Requires improvement in October 2015, Good in November 2019" in picture.alt


def test_the_register_is_whole_and_current(sample: Scrutineer) -> None:
    with app_on(sample) as app:
        current = app.recommendations(Filters(authorities=("Aldermere",)), current=True)
        for topic in ("", "care leavers"):
            brief = app.brief(Wanted(topic, Filters(authorities=("Aldermere",))))
            asked = texts(section(brief, "What inspectors asked for"))
            assert all(entry.recommendation.text in asked for entry in current)


def test_an_item_that_resembles_an_earlier_one_is_a_suggestion_with_both_texts(
    sample: Scrutineer,
) -> None:
    item = section(brief_of(sample), "Inspection of 13 to 24 May 2024, item 3")
    suggested = [b for b in item.blocks if isinstance(b, Told) and b.tone == "suggestion"]
    assert [b.label for b in suggested] == ["Inspection of 11 to 22 November 2019"]
    assert "health histories" in suggested[0].statements[0].text
    notes = [b.text for b in item.blocks if isinstance(b, Note)]
    assert any("a suggestion" in text for text in notes)


def test_what_the_council_says_is_kept_apart_and_an_echo_is_no_evidence(
    sample: Scrutineer,
) -> None:
    item = section(brief_of(sample), "Inspection of 13 to 24 May 2024, item 3")
    since = [b for b in item.blocks if isinstance(b, Told) and "since" in b.label]
    assert since
    assert all(b.label.startswith("The council since") for b in since)
    own = texts(item)[0]
    assert all(s.text != own for b in since for s in b.statements)


def test_no_evidence_is_said_with_what_was_searched(sample: Scrutineer) -> None:
    item = section(brief_of(sample), "Inspection of 13 to 24 May 2024, item 2")
    notes = [b.text for b in item.blocks if isinstance(b, Note)]
    assert any(
        "no evidence found" in text and "8 documents of the council" in text for text in notes
    )


def test_lines_of_enquiry_name_their_finding_and_say_that_they_are_derived(
    sample: Scrutineer,
) -> None:
    part = section(brief_of(sample), "Lines of enquiry")
    assert any(isinstance(b, Note) and "derived by rules" in b.text for b in part.blocks)
    questions = [b for b in part.blocks if isinstance(b, Question)]
    assert len(questions) >= 2
    assert all(q.findings and q.why and q.lead.endswith("?") for q in questions)
    recurring = [q for q in questions if "like words" in q.lead]
    assert recurring
    # Whoever asks whether it recurs reads both texts.
    assert all(len({said.text for _, said in q.findings}) > 1 for q in recurring)


def test_findings_of_a_replaced_inspection_are_marked(sample: Scrutineer) -> None:
    part = section(brief_of(sample), "Findings over time")
    for block in blocks(part):
        if isinstance(block, Told) and "2019" in block.label:
            assert "(replaced since)" in block.label
        if isinstance(block, Told) and "May 2024" in block.label:
            assert "replaced" not in block.label


def test_a_brief_on_a_topic_is_on_it(sample: Scrutineer) -> None:
    brief = brief_of(sample, "LADO")
    told = texts(section(brief, "Findings over time"))
    assert len(told) >= 5
    assert any("not improved enough" in text for text in told)
    assert not any("adoption" in text.lower() for text in told)


def test_as_of_a_day_nothing_later_is_used(sample: Scrutineer) -> None:
    filters = Filters(authorities=("Aldermere",), as_of=date(2020, 1, 1))
    with app_on(sample) as app:
        brief = app.brief(Wanted("", filters))
    days = [c.date for _, statement in brief.statements() for c in statement.citations]
    assert max(day for day in days if day) < date(2020, 1, 1)
    asked = [path for path, _ in section(brief, "What inspectors asked for").statements()]
    assert any("2019" in path[1] for path in asked)


def test_neighbours(sample: Scrutineer) -> None:
    brief = brief_of(sample, "care leavers", neighbours=True)
    part = section(brief, "How neighbours fared")
    table = next(block for block in part.blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == ["Thornbeck"]
    assert not isinstance(table.rows[0][2], str)
    assert table.rows[0][2].text == "Inadequate"


def test_one_page_holds_the_whole_list_and_little_else(sample: Scrutineer) -> None:
    short, full = brief_of(sample, length="one-page"), brief_of(sample)
    items = texts(section(short, "What inspectors asked for"))
    assert len(items) == 4
    assert len(list(short.statements())) < len(list(full.statements())) / 3


def test_what_cannot_be_written_is_said(sample: Scrutineer) -> None:
    with app_on(sample) as app:
        wanted = Wanted("", Filters(authorities=("Aldermere",)))
        with pytest.raises(MendableError, match="speaks of “parking fines”"):
            app.brief(replace(wanted, topic="parking fines"))
        with pytest.raises(MendableError, match="No document about Leeds is in the index"):
            app.brief(Wanted("", Filters(authorities=("Leeds",))))
        with pytest.raises(UsageError, match="about one authority"):
            app.brief(Wanted("", Filters(authorities=("Aldermere", "Thornbeck"))))
        with pytest.raises(DeclinedError):
            app.brief(replace(wanted, topic="Tommy Atkins, born 3 April 2012"))


def test_the_authority_may_stand_in_the_topic(sample: Scrutineer) -> None:
    with app_on(sample) as app:
        assert app.brief(Wanted("care leavers in Thornbeck")).authority == "Thornbeck"
        assert app.brief(Wanted()).authority == "Aldermere"


def test_papers_that_contradict_each_other_stand_side_by_side(sample: Scrutineer) -> None:
    part = section(brief_of(sample), "Where documents disagree")
    tables = [block for block in part.blocks if isinstance(block, Table)]
    cells = [[c if isinstance(c, str) else c.text for c in t.rows[0]] for t in tables]
    assert any("Every care leaver" in one and "(86%)" in other for one, other in cells)
    assert any(isinstance(b, Note) and "a suggestion" in b.text for b in part.blocks)
