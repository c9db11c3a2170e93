import os
import pickle
from collections.abc import Iterator
from datetime import date
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

import pytest

from corpus.readers.extracts import Refusal
from corpus.readers.originals import SourceGoneError
from corpus.sources import Page, SkippedFile, Source
from corpus.workers import receiving
from corpus.workers.kept import Failed, KeptProcess
from corpus.workers.limiting import Limits
from corpus.workers.receiving import LostError, be_patient, receive


@pytest.fixture
def ends() -> Iterator[tuple[Connection, Connection]]:
    ours, theirs = Pipe()
    with ours, theirs:
        yield ours, theirs


@pytest.mark.parametrize(
    "value",
    [
        None,
        ("a", 1, 2.0, b"x", date(2024, 3, 4)),
        SkippedFile("a.pdf", "It is bad.", "0" * 64),
        Source(
            "a.pdf", "0" * 64, 1, "pdf", (Page(1, "words", confidence=b"\x01"),), {"title": "A"}
        ),
    ],
)
def test_our_records_are_taken(ends: tuple[Connection, Connection], value: object) -> None:
    ours, theirs = ends
    theirs.send(value)
    assert receive(ours) == value


def test_our_errors_are_taken(ends: tuple[Connection, Connection]) -> None:
    ours, theirs = ends
    theirs.send(SourceGoneError("it is gone"))
    assert isinstance(receive(ours), SourceGoneError)


class Evil:
    def __init__(self, call: object, *given: object) -> None:
        self.call = call
        self.given = given

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call, self.given


def test_nothing_that_a_pickle_names_is_run(
    ends: tuple[Connection, Connection], tmp_path: Path
) -> None:
    ours, theirs = ends
    from corpus.readers.kept_pages import clear_kept
    from corpus.workers.starting import start

    made = tmp_path / "made"
    for evil in (
        Evil(os.system, f"touch {made}"),
        Evil(os.mkdir, str(made)),
        Evil(eval, "1"),
        Evil(start, "os", "getpid"),
        Evil(clear_kept, tmp_path, ()),
        Evil(getattr, Refusal, "__class__"),
        Evil(KeptProcess, "x", os.getpid, Limits(1)),
    ):
        theirs.send_bytes(pickle.dumps(evil))
        with pytest.raises(LostError):
            receive(ours)
    assert not made.exists()


@pytest.mark.parametrize("sent", [b"", b"no pickle", b"\x80\x05", pickle.dumps([1] * 9)[:-3]])
def test_what_is_no_value_is_refused(ends: tuple[Connection, Connection], sent: bytes) -> None:
    ours, theirs = ends
    theirs.send_bytes(sent)
    with pytest.raises(LostError):
        receive(ours)


def test_an_answer_has_its_bounds(
    ends: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = ends
    monkeypatch.setattr(receiving, "MOST_BYTES", 1_000)
    theirs.send(b"x" * 2_000)
    with pytest.raises(LostError):
        receive(ours)


def test_half_an_answer_is_not_waited_for_for_ever(
    ends: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = ends
    monkeypatch.setattr(receiving, "_SILENT_SECONDS", 1)
    be_patient(ours)
    os.write(theirs.fileno(), b"\0\0\x10\0half")
    with pytest.raises(LostError):
        receive(ours)


def test_a_kept_process_outlives_what_its_object_raises() -> None:
    kept = KeptProcess("test", dict, Limits(2_000_000_000))
    assert isinstance(kept.ask("pop", ("nothing",), 60.0), Failed)
    assert kept.ask("get", ("nothing", "else"), 60.0) == "else"
    kept.end()
    with pytest.raises(LostError):
        kept.ask("get", ("nothing",), 60.0)
