import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from bot.observing.about import about, unsaid
from bot.observing.logs import Format, log_to
from bot.observing.watch import span
from tests.bot.observing.restoring import LOGGERS, logging_as_before
from tests.bot.observing.watching import watching

QUESTION = "What became of “Saffron House” in 2019?"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    with logging_as_before():
        yield


class Log:
    """What was written."""

    def __init__(self, form: Format, *secrets: str, level: int = logging.INFO) -> None:
        self._stream = io.StringIO()
        log_to(self._stream, form, level, secrets)

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


def typed() -> str:
    """What somebody typed, and no line of a source file has."""
    return "".join(("Ja", "ne's", " case"))


def fail() -> None:
    try:
        raise KeyError(typed())
    except KeyError as error:
        raise ValueError(f"odd: {typed()}") from error


@pytest.mark.parametrize("name", LOGGERS[1:])
def test_every_librarys_lines_come_as_json(name: str) -> None:
    log = Log("json")
    with about(request="r1", answer="a1"):
        logging.getLogger(name).warning("%d left", 3)
    [line] = log.lines
    assert line["level"] == "WARNING"
    assert line["logger"] == name
    assert line["message"] == "3 left"
    assert (line["request"], line["answer"]) == ("r1", "a1")
    assert line["time"].endswith("+00:00")


def test_our_own_lines_are_told_from_their_level_on_and_others_from_warnings() -> None:
    log = Log("json", level=logging.ERROR)
    for name in ("bot.x", "httpx"):
        logging.getLogger(name).info("no")
        logging.getLogger(name).warning(name)
    assert [line["message"] for line in log.lines] == ["httpx"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_of_an_error_is_told_where_it_arose_and_nothing_that_it_says(form: Format) -> None:
    log = Log(form)
    try:
        fail()
    except ValueError as error:
        # As asyncio, Bolt and others do.
        logging.getLogger("lib").exception("it failed (error: %s, %r)", error, error)
    assert "in fail" in log.text
    assert "ValueError" in log.text
    assert "KeyError" in log.text
    assert "it failed" in log.text
    assert typed() not in log.text
    assert "Jane" not in log.text


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_question_that_is_being_answered_is_in_no_line(form: Format) -> None:
    log = Log(form)
    with unsaid(QUESTION):
        logging.getLogger("lib").error("the prompt was: %s!", QUESTION)
        logging.getLogger("lib").error("sent", extra={"body": {"q": QUESTION}, "q": QUESTION})
    assert "Saffron" not in log.text
    assert "the prompt was: …!" in log.text
    logging.getLogger("lib").error(QUESTION)
    assert "Saffron" in log.text


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "secret",
    [
        "a-very-secret-value",
        'quoted"and\\slashed',
        "xoxb-123456-abcdef",
        "xapp-1-A1-22-abc",
        "xoxe.xoxp-1-abc",
        "sk-from-the-environment",
        "hunter22",
        "T012/B345/sixsixsix",
    ],
)
def test_secrets_are_in_no_line(form: Format, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-environment")
    log = Log(form, "a-very-secret-value", 'quoted"and\\slashed', "postgresql://u:hunter22@h/db")
    said = f"https://hooks.slack.com/{secret}" if secret.startswith("T0") else f"with {secret}."
    logging.getLogger("lib").error(said)
    logging.getLogger("lib").error("Authorization: Bearer abcdefghijkl and https://u:pw9@h/x")
    for told in (secret, json.dumps(secret)[1:-1], "abcdefghijkl", "pw9"):
        assert told not in log.text
    assert "…" in log.text


def test_uncaught_errors_and_warnings_are_lines_too() -> None:
    log = Log("json")
    thread = threading.Thread(target=fail, name="worker")
    thread.start()
    thread.join()
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    thread_line, last, warning = log.lines
    assert thread_line["message"] == "The thread worker ended with an error"
    assert "in fail" in thread_line["trace"]
    assert last["level"] == "CRITICAL"
    assert "DeprecationWarning: old" in warning["message"]
    assert "Jane" not in log.text


def test_a_line_that_cannot_be_made_is_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    log = Log("json")
    logging.getLogger("lib").error("%d", typed())
    assert log.text == ""
    assert typed() not in capfd.readouterr().err


def test_lines_for_people_are_readable() -> None:
    log = Log("text")
    with about(request="r1"):
        logging.getLogger("bot.x").info("answered")
    assert log.text.endswith(" INFO bot.x: answered request=r1\n")


def test_a_line_leads_to_its_trace_and_bad_lines_are_counted() -> None:
    log = Log("json")
    with watching() as seen:
        with span("ask"):
            logging.getLogger("bot.x").error("bad")
        logging.getLogger("bot.x").info("good")
        assert seen.value("scrutineer_log_records_total", level="error") == 1
        assert seen.value("scrutineer_log_records_total", level="warning") == 0
    first, second = log.lines
    [made] = seen.spans
    assert made.context is not None
    assert first["trace_id"] == f"{made.context.trace_id:032x}"
    assert "trace_id" not in second
