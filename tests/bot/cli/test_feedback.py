import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import open_app
from bot.settings import of_home
from bot.state.feedback import Feedback
from bot.state.opening import open_state
from evals.cases import read_cases
from tests.bot.running import Scrutineer


def give(scrutineer: Scrutineer, place: str) -> str:
    answer, _ = open_app(of_home(scrutineer.home)).ask("What must Aldermere improve now?")
    day = datetime(2026, 11, 22, tzinfo=UTC)
    with open_state(place) as state:
        state.answers.keep(answer)
        state.feedback.give(Feedback(answer.id, "wrong", "U1", day, "out_of_date", "See 2025."))
        state.feedback.give(Feedback("a-gone", "useful", "U2", day))
    return answer.id


def test_what_readers_said_is_listed_and_can_be_made_into_cases(
    sample: Scrutineer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other tests have the same index, and shall not find what was said here.
    place = f"sqlite:///{tmp_path / 'state.sqlite'}"
    monkeypatch.setenv("SCRUTINEER_STATE_URL", place)
    answer_id = give(sample, place)
    told = sample.run("feedback").output
    assert "wrong (out of date, See 2025.): What must Aldermere improve now?" in told
    assert "useful: (the answer is kept no more)" in told
    assert "useful" not in sample.run("feedback", "--wrong").output
    [wrong] = json.loads(sample.run("feedback", "--wrong", "--json").output)
    assert wrong["answer"]["id"] == answer_id
    file = tmp_path / "cases.jsonl"
    assert sample.run("feedback", "--cases", str(file)).exit_code == 0
    [case] = read_cases(file)
    assert case.question == "What must Aldermere improve now?"
    assert "See 2025." in case.notes
