"""Following an authority: asked for once, told once of each change, and no more when it ends."""

import json
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from corpus.sample import DOCUMENTS
from tests.bot.slack.desk import Desk, at_work, emulated
from tests.fakes.embedding import WordEmbedder
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.records import Message

OLD, NEW = "aldermere-inspection-2019.pdf", "aldermere-inspection-2024.pdf"
OTHER = "thornbeck-inspection-2022.pdf"
PATIENCE = 90


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "leaders").mkdir(parents=True)
    shutil.copy(DOCUMENTS / OLD, folder)
    return folder


@pytest.fixture
def emulator() -> Iterator[SlackEmulator]:
    with emulated() as made:
        yield made


@pytest.fixture
def desk(emulator: SlackEmulator, tmp_path: Path, papers: Path) -> Iterator[Desk]:
    with at_work(
        emulator,
        tmp_path / "home",
        tmp_path / "state.sqlite",
        embedder=WordEmbedder(),
        document_sets={"leaders": ("leaders",)},
    ) as made:
        made.app.index([papers])
        _next_second()
        yield made


def _next_second() -> None:
    """Generations are told apart by the second in which they were made."""
    began = int(time.time())
    while int(time.time()) == began:
        time.sleep(0.02)


def seen(message: Message) -> str:
    return json.dumps(message.blocks, ensure_ascii=False)


def commanded(desk: Desk, text: str) -> str:
    """What the asker is told at once."""
    people = desk.slack.people
    before = len(desk.slack.ephemerals(people.amira))
    desk.slack.command(people.amira, people.inspections, "/follow", text)
    told = desk.slack.wait_for(lambda: desk.slack.ephemerals(people.amira)[before:], PATIENCE)
    return seen(told[0])


def tidings(desk: Desk) -> list[Message]:
    channel = desk.slack.people.inspections
    return [m for m in desk.slack.from_app(channel) if "What changed of" in seen(m)]


def test_a_change_is_told_once_where_it_was_asked_for(desk: Desk, papers: Path) -> None:
    assert "From now on" in commanded(desk, "aldermere")
    assert "followed here already" in commanded(desk, "Aldermere")
    assert "Nothing about it is in the index yet" in commanded(desk, "Devon")
    assert "Aldermere, Devon" in commanded(desk, "")
    shutil.copy(DOCUMENTS / OTHER, papers)
    desk.app.index([papers])
    _next_second()
    shutil.copy(DOCUMENTS / NEW, papers)
    desk.app.index([papers])
    [told] = desk.slack.wait_for(partial(tidings, desk), PATIENCE)
    assert "1 new document" in seen(told)
    assert "Must improve now, and was not asked for before" in seen(told)
    assert "The pace of permanence planning" in seen(told)
    assert "Thornbeck" not in seen(told)
    assert "followed here no longer" in commanded(desk, "stop Aldermere")
    _next_second()
    (papers / OLD).unlink()
    desk.app.index([papers])
    # Whatever is answered after the change has been looked at is answered after it was told of.
    desk.ask("How was Thornbeck graded?")
    assert tidings(desk) == [told]


def test_what_changed_while_the_bot_was_away_is_told_when_it_is_back(
    emulator: SlackEmulator, tmp_path: Path, papers: Path
) -> None:
    home, state = tmp_path / "home", tmp_path / "state.sqlite"
    with at_work(emulator, home, state, "http", WordEmbedder()) as desk:
        desk.app.index([papers])
        commanded(desk, "Aldermere")
    _next_second()
    shutil.copy(DOCUMENTS / NEW, papers)
    desk.app.index([papers])
    for _ in range(2):
        with at_work(emulator, home, state, "http", WordEmbedder()) as desk:
            [told] = desk.slack.wait_for(partial(tidings, desk), PATIENCE)
            amira = desk.slack.people.amira
            desk.slack.open_home(amira)
            shown = desk.slack.wait_for(partial(desk.slack.home, amira), PATIENCE)
    assert "1 new document" in seen(told)
    assert "What changed lately" in json.dumps(shown.content)


def test_of_what_a_channel_may_not_see_nothing_is_told(desk: Desk, papers: Path) -> None:
    shutil.copy(DOCUMENTS / OTHER, papers)
    desk.app.index([papers])
    for name in ("Aldermere", "Thornbeck"):
        assert "From now on" in commanded(desk, name)
    _next_second()
    shutil.copy(DOCUMENTS / NEW, papers / "leaders")
    desk.app.index([papers])
    _next_second()
    (papers / OTHER).unlink()
    desk.app.index([papers])
    [told] = desk.slack.wait_for(partial(tidings, desk), PATIENCE)
    assert "What changed of Thornbeck" in seen(told)
    assert "1 document gone" in seen(told)


def test_what_is_no_authority_is_told_and_not_kept(desk: Desk) -> None:
    told = commanded(desk, "Tobias Wrenfield, born 4 May 2016")
    assert "No authority is called" in told
    assert desk.state.follows.every() == []
    assert "No authority is followed here" in commanded(desk, "")
