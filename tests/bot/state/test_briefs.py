"""Briefs of the web pages: each asker's last few, for some days."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.state import briefs
from bot.state.opening import open_state
from bot.state.processes import Process

FIELDS = {"authority": "Aldermere", "topic": "care leavers \ud800"}


def test_what_is_made_is_there_for_whoever_opens_the_database(place: str) -> None:
    with open_state(place) as state:
        asked = state.briefs.ask("b1", "web:amira", FIELDS)
        assert state.briefs.get("b1") == asked
        assert (asked.state, asked.fields) == ("making", FIELDS)
        assert state.briefs.content("b1") is None
        state.briefs.end("b1", b"\0packed", {"d2", "d1"})
        state.briefs.ask("b2", "web:amira", FIELDS)
        state.briefs.fail("b2", "Nothing speaks of it.")
    with open_state(place) as state:
        assert state.briefs.content("b1") == (b"\0packed", frozenset({"d1", "d2"}))
        assert [(b.identity, b.state, b.reason) for b in state.briefs.recent("web:amira")] == [
            ("b2", "failed", "Nothing speaks of it."),
            ("b1", "made", None),
        ]
        assert state.briefs.recent("web:bram") == []
        assert state.briefs.get("b3") is None


def test_the_last_few_are_kept_and_none_is_lost_that_is_being_made(place: str) -> None:
    with open_state(place) as state:
        for number in range(briefs.MOST_OF_ONE + 4):
            state.briefs.ask(f"b{number}", "web:amira", FIELDS)
            if number:
                state.briefs.end(f"b{number}", b"", ())
        state.briefs.ask("other", "web:bram", FIELDS)
        kept = [brief.identity for brief in state.briefs.recent("web:amira")]
    assert kept == [*(f"b{n}" for n in range(11, 3, -1)), "b0"]


def test_they_are_kept_for_some_days(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_state(place) as state:
        for name in ("b1", "b2"):
            state.briefs.ask(name, "web:amira", FIELDS)
            state.briefs.end(name, b"", ())
        assert state.purge({"briefs": datetime.now(UTC) - timedelta(hours=1)}) == {"briefs": 0}
        monkeypatch.setattr(briefs, "KEPT_FOR", timedelta(0))
        # Before they are forgotten they are not shown any more.
        assert state.briefs.get("b1") is None
        assert state.briefs.recent("web:amira") == []
        state.briefs.ask("b3", "web:bram", FIELDS)
        monkeypatch.undo()
        assert state.briefs.get("b1") is None
        assert state.purge({"briefs": datetime.now(UTC)}) == {"briefs": 1}


def test_what_a_process_leaves_unmade_is_cut_short(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Process("elsewhere", 1, 1)
    with open_state(place) as state:
        monkeypatch.setattr(briefs, "this_process", lambda: gone)
        state.briefs.ask("b1", "web:amira", FIELDS)
        found = state.briefs.get("b1")
        assert found is not None
        # Of another machine nothing is known, until nobody makes a brief for so long.
        assert found.state == "making"
        monkeypatch.setattr(briefs, "_LONGEST", timedelta(0))
        found = state.briefs.get("b1")
        assert found is not None
        assert found.state == "cut_short"
