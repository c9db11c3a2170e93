"""How a program that stays is set up to be seen."""

import json
import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest
from pydantic import SecretStr

from bot.app import open_app
from bot.cli.observing import counted, log_as_set, traced
from bot.cli.serving import seen
from bot.faults import MendableError
from bot.observing import watch
from bot.settings import Settings, load, of_home
from bot.state.opening import open_state
from evals.ports import free_port
from tests.bot.observing.restoring import logging_as_before
from tests.bot.observing.watching import samples
from tests.bot.running import Scrutineer


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    with logging_as_before():
        yield


def test_the_log_is_as_set_and_holds_no_secret_setting(
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = Settings(
        log_format="json",
        log_level="warning",
        metrics_token=SecretStr("a-token-of-ours"),
        state_url=SecretStr("postgresql://user:opensesame@host/database"),
    )
    log_as_set(settings)
    log = logging.getLogger("bot.test")
    log.info("not told")
    log.warning("with a-token-of-ours and opensesame")
    [line] = capsys.readouterr().err.splitlines()
    assert json.loads(line)["message"] == "with … and …"


def test_what_stands_still_is_read_when_it_is_asked_for(sample: Scrutineer, tmp_path: Path) -> None:
    with (
        closing(open_app(of_home(sample.home))) as app,
        open_state(tmp_path / "state.sqlite") as state,
        counted(app, state),
    ):
        told = {name: value for (name, _), value in samples(watch.exposition()[0].decode()).items()}
        assert told["scrutineer_index_documents"] == len(app.documents())
        assert told["scrutineer_index_generation"] == app.generation().number
        assert 0 < told["scrutineer_disk_free_bytes"] < told["scrutineer_disk_size_bytes"]
        # No run is remembered here, so none is told of.
        assert "scrutineer_index_last_run_timestamp_seconds" not in told
    assert watch.exposition()[0] == b""


def test_metrics_have_an_address_of_their_own_where_one_is_set(
    sample: Scrutineer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"127.0.0.1:{free_port()}"
    monkeypatch.setenv("SCRUTINEER_METRICS_LISTEN", address)
    with seen(sample.home) as (app, _):
        app.ask("What must improve in Aldermere?")
        told = httpx2.get(f"http://{address}/metrics", timeout=60).text
        assert httpx2.get(f"http://{address}/", timeout=60).status_code == 404
    questions = ("scrutineer_questions_total", frozenset({("outcome", "answered")}))
    assert samples(told)[questions] == 1
    assert f"http://{address}/metrics" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["9464", ":9464", "localhost:", "localhost:99999"])
def test_an_address_that_is_none_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_METRICS_LISTEN", address)
    with pytest.raises(MendableError, match="SCRUTINEER_METRICS_LISTEN"):
        load()


def test_commands_that_end_are_traced_only_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with traced(), watch.span("index"):
        assert watch.ids() == {}
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "otlp")
    # Nobody listens there; what cannot be sent is lost, and the command is none the worse.
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    with traced(), watch.span("index"):
        assert watch.ids()["trace_id"]
