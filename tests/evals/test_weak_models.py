from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.extractive import ExtractiveAnswerer
from bot.answering.pipeline import Writers
from bot.models.answering import ModelAnswerer
from bot.models.asking import Limits
from bot.settings import Settings
from evals.answering import desk
from evals.weak_models import Overheard, Told, asked, main, summary
from tests.bot.running import Scrutineer
from tests.fakes.model_server import ModelServer, playing

QUESTION = "How well does the LADO work in Aldermere?"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    with playing() as server:
        yield server


def outcome(sample: Scrutineer, server: ModelServer, play: str, question: str = QUESTION) -> Told:
    model = Overheard(f"openai:{play}", server.url, Limits(tries=1), 0.0)
    writers = Writers(ModelAnswerer(model, ExtractiveAnswerer(), 4_000))
    with desk(Settings(home=sample.home)) as opened:
        return asked("a", question, opened.library(), writers, model)


def test_what_a_good_model_writes_is_shown(sample: Scrutineer, server: ModelServer) -> None:
    row = outcome(sample, server, "good")
    assert (row.by, row.replaced, row.dropped) == ("model", 0, 0)
    assert row.shown > 0


def test_what_cannot_be_shown_is_replaced_or_dropped(
    sample: Scrutineer, server: ModelServer
) -> None:
    invents = outcome(sample, server, "invents")
    assert invents.replaced > 0
    assert invents.checks
    strange = outcome(sample, server, "strange_labels")
    assert (strange.by, strange.why, strange.shown) == ("rules", "ungrounded", 0)
    assert strange.dropped > 0


def test_a_model_that_gives_nothing_is_told_by_the_reason(
    sample: Scrutineer, server: ModelServer
) -> None:
    assert outcome(sample, server, "prose").why == "malformed"
    assert outcome(sample, server, "says_no").by == "nobody"
    assert outcome(sample, server, "good", "What are the current grades?").why == "not asked"


def test_the_figures_add_up(sample: Scrutineer, server: ModelServer) -> None:
    rows = [outcome(sample, server, play) for play in ("good", "prose", "says_no")]
    said = summary(rows)
    assert "3 questions, 3 of them put to the model" in said
    assert "answers by the rules: malformed 1" in said
    assert f"shown as written: {rows[0].shown}" in said


def test_a_server_that_does_not_start_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": "a", "question": "Why?"}\n')
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho no such module >&2\nexit 1\n")
    python.chmod(0o755)
    given = ["--gguf", "x", "--home", str(tmp_path), "--cases", str(cases)]
    assert main([*given, "--python", str(python)]) == 2
    assert "no such module" in capsys.readouterr().err
