"""What a brief tells of changes: by the newest inspection, and in the index since a day."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.briefs.comparing import compared
from bot.briefs.content import Brief, Note, Section, Table, Told
from bot.briefs.kept import kept_of
from bot.briefs.sections.changed import TITLE
from bot.briefs.wanted import Wanted
from bot.briefs.wording import words
from corpus.sample import DOCUMENTS
from retrieval.query import Filters
from tests.bot.briefs.making import app_on, brief_of, section, texts
from tests.bot.running import Scrutineer

OLD, NEW = "aldermere-inspection-2019.pdf", "aldermere-inspection-2024.pdf"
OTHER = "thornbeck-inspection-2022.pdf"


def rows(part: Section) -> dict[str, list[str]]:
    table = next(block for block in part.blocks if isinstance(block, Table))
    told = [[c if isinstance(c, str) else c.text for c in row] for row in table.rows]
    return {row[0]: row[1:] for row in told}


def under(part: Section, begins: str) -> list[str]:
    told = [b for b in part.blocks if isinstance(b, Told) and b.label.startswith(begins)]
    return [statement.text for block in told for statement in block.statements]


def test_the_newest_inspection_is_held_against_the_one_before(sample: Scrutineer) -> None:
    part = section(brief_of(sample), "Since the inspection of 11 to 22 November 2019")
    grades = rows(part)
    assert grades["Leadership"] == ["Outstanding", "Good"]
    assert grades["Care leavers"] == ["Good", "not graded"]
    assert "Overall effectiveness" not in grades
    with app_on(sample) as app:
        stand = app.recommendations(Filters(authorities=("Aldermere",)), current=True)
        every = app.recommendations(Filters(authorities=("Aldermere",)))
    now = under(part, "Asked for now")
    assert sorted(now) == sorted(entry.recommendation.text for entry in stand)
    before = [
        e.recommendation.text for e in every if e.document.dates.ordering == date(2019, 11, 22)
    ]
    assert under(part, "No longer on a list that stands") == before


def test_with_a_topic_the_items_that_speak_of_it_are_told(sample: Scrutineer) -> None:
    part = section(brief_of(sample, "care leavers"), "Since the inspection")
    told = under(part, "Asked for now")
    assert told
    assert all("care leavers" in text for text in told)


def test_an_inspection_alone_changed_nothing(sample: Scrutineer) -> None:
    assert all(part.title != TITLE for part in brief_of(sample, "", "Thornbeck").sections)


def test_nothing_later_than_the_day_it_looks_from_has_changed_anything(
    sample: Scrutineer,
) -> None:
    filters = Filters(authorities=("Aldermere",), as_of=date(2020, 1, 1))
    with app_on(sample) as app:
        brief = app.brief(Wanted("", filters))
    part = section(brief, "Since the inspection of 28 September to 22 October 2015")
    table = next(block for block in part.blocks if isinstance(block, Table))
    assert table.head[1] == "11 to 22 November 2019"


def test_a_period_that_ends_before_the_newest_inspection_tells_of_no_change(
    sample: Scrutineer,
) -> None:
    filters = Filters(authorities=("Aldermere",), last=date(2020, 1, 1))
    with app_on(sample) as app:
        brief = app.brief(Wanted("", filters))
    assert all(part.title != TITLE for part in brief.sections)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Scrutineer:
    """An index of a week ago to which an inspection has come since."""
    papers = tmp_path_factory.mktemp("papers")
    home = Scrutineer(tmp_path_factory.mktemp("grown") / "home")
    for name in (OLD, OTHER):
        shutil.copy(DOCUMENTS / name, papers)
    assert home.run("index", str(papers)).exit_code == 0
    home.put_back(timedelta(days=7))
    shutil.copy(DOCUMENTS / NEW, papers)
    assert home.run("index", str(papers)).exit_code == 0
    return home


def of(home: Scrutineer, days: int, authority: str = "Aldermere", **choices: str) -> Brief:
    since = (datetime.now(UTC) - timedelta(days=days)).date()
    return brief_of(home, "", authority, since=since, **choices)


def test_what_came_into_the_index_is_told_with_what_it_changed(grown: Scrutineer) -> None:
    brief = of(grown, 3)
    part = section(brief, "In the index since")
    documents = next(block for block in part.blocks if isinstance(block, Table))
    told = [[c if isinstance(c, str) else c.text for c in row][2:] for row in documents.rows]
    assert told == [
        ["13 to 24 May 2024", "New"],
        ["11 to 22 November 2019", "Replaced by the inspection of 13 to 24 May 2024"],
    ]
    # What it changed is told once where the inspection changed the same.
    assert under(section(brief, "Since the inspection"), "Asked for now")
    assert [b.text for b in part.blocks if isinstance(b, Note)] == [words("stands_above")]
    other = section(of(grown, 3, "Thornbeck"), "In the index since")
    [note] = other.blocks
    assert isinstance(note, Note)
    assert note.text.startswith("Of the documents that this brief may use none has come")


def test_one_page_tells_what_came_since_a_day_where_one_is_given(grown: Scrutineer) -> None:
    first = of(grown, 3, length="one-page").sections[0]
    assert first.title == TITLE
    assert under(section(replace(brief_of(grown), sections=(first,)), "In the index"), "Asked for")
    short = brief_of(grown, length="one-page")
    assert all(part.title != TITLE for part in short.sections)


def test_a_comparison_tells_nothing_twice(grown: Scrutineer) -> None:
    with_day, without = of(grown, 3), brief_of(grown)
    [note] = compared(with_day, kept_of(without), edited=False).sections[0].blocks
    assert isinstance(note, Note)
    assert note.text.startswith("Nothing has changed")
    assert texts(section(with_day, TITLE))


def test_the_command_takes_a_day_or_an_earlier_brief(grown: Scrutineer, tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    common = ("brief", "--authority", "Aldermere", "--output", str(file))
    since = (datetime.now(UTC) - timedelta(days=3)).date()
    assert grown.run(*common, "--since", since.isoformat()).exit_code == 0
    written = file.read_text()
    assert "### In the index since" in written
    assert "Replaced by the inspection of 13 to 24 May 2024" in written
    wrong = grown.run(*common, "--since", "2026-13-01", "--force")
    assert wrong.exit_code == 2
    assert "--since" in wrong.output
