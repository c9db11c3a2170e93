"""The log in its database: several write at once, heads are kept outside, words go in time."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.audit.chain import canonical
from bot.audit.entries import Entry, answered, ranges_of
from bot.audit.heads import Heads
from bot.audit.log import AuditLog, audit_of
from bot.audit.starting import note_settings
from bot.settings import Settings
from bot.state.opening import State, open_state
from tests.bot.state.jobs import an_answer

ENTRY = Entry("web:ada@aldermere.example", "web", "ask", question="What must improve?")
PURGE = Entry("program", "program", "purge")


def log_in(state: State, folder: Path, **values: object) -> AuditLog:
    return audit_of(state, Settings.model_validate({"home": folder, **values}))


def test_an_entry_says_who_asked_what_of_which_documents_and_what_came_of_it(
    state: State, tmp_path: Path
) -> None:
    answer = an_answer()
    log = log_in(state, tmp_path)
    log.note(answered("slack:U1", "slack", answer))
    [written] = log.written()
    assert written.said == {
        "who": "slack:U1",
        "interface": "slack",
        "action": "ask",
        "question": answer.question,
        "documents": [[c.document_id, c.sha256] for c in answer.citations],
        "answer": answer.id,
        "outcome": answer.outcome,
        "model": answer.answerer,
    } | ({"prompt": answer.prompt} if answer.prompt else {})
    assert datetime.fromisoformat(written.link.at).tzinfo is not None


def test_questions_are_left_out_where_that_is_set(state: State, tmp_path: Path) -> None:
    log = log_in(state, tmp_path, audit_questions=False)
    log.note(ENTRY)
    [written] = log.written()
    assert written.said == {"who": ENTRY.who, "interface": "web", "action": "ask"}


def test_several_that_write_at_once_make_one_chain_in_which_nothing_is_lost(
    place: str, tmp_path: Path
) -> None:
    # Each with connections and a home of its own, as replicas have.
    def write(writer: int) -> None:
        with open_state(place) as state:
            log = AuditLog(state.trail, Heads(tmp_path, tmp_path / str(writer)))
            for number in range(20):
                log.note(replace(ENTRY, details={"writer": writer, "number": number}))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))
    with open_state(place) as state:
        log = log_in(state, tmp_path)
        verdict = log.verify()
        said = [written.said for written in log.written()]
    assert verdict.fault is None
    assert verdict.notes == ()
    each = [(s["details"]["writer"], s["details"]["number"]) for s in said if s]
    assert sorted(each) == [(w, n) for w in range(4) for n in range(20)]
    assert len(list((tmp_path / "audit").glob("head-*.json"))) == 4


def test_the_head_of_each_home_shows_that_the_end_was_cut_off(state: State, tmp_path: Path) -> None:
    log = log_in(state, tmp_path)
    for _ in range(3):
        log.note(ENTRY)
    [head] = (tmp_path / "audit").glob("head-*.json")
    assert json.loads(head.read_text())["number"] == 3
    # One that is written late by another process does not go back.
    links = list(state.trail.links())
    heads = Heads(tmp_path, tmp_path)
    heads.note(replace(heads.all()[0], number=2, hash=links[1].hash))
    assert json.loads(head.read_text())["number"] == 3
    head.write_text("not JSON")
    with pytest.raises(ValueError, match="does not hold a head"):
        log.verify()


def test_a_head_that_cannot_be_kept_hinders_nobody(
    state: State, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "audit").write_text("in the way")
    log = log_in(state, tmp_path)
    log.note(ENTRY)
    assert len(list(log.written())) == 1
    assert "cannot be kept" in caplog.text


def test_words_are_deleted_and_what_says_so_stays(state: State, tmp_path: Path) -> None:
    log = log_in(state, tmp_path, audit_key="k" * 40)
    for _ in range(3):
        log.note(ENTRY)
    assert log.delete(lambda _: True, PURGE) == 3
    log.note(ENTRY)
    written = list(log.written())
    assert [each.said is None for each in written] == [True, True, True, False, False]
    assert written[3].said is not None
    assert written[3].said["deleted"] == [[1, 3]]
    # Again: the new one goes, the entry that explains the first does not.
    assert log.delete(lambda _: True, PURGE) == 1
    assert log.delete(lambda _: True, PURGE) == 0
    verdict = log.verify()
    assert verdict.fault is None
    assert verdict.blank == 4
    assert verdict.sealed == 6


def test_a_moment_is_told_in_one_form_however_it_falls() -> None:
    assert canonical({"b": 1, "a": "é\ud800"}) == '{"a":"\\u00e9\\ud800","b":1}'
    assert ranges_of([5, 1, 2, 2, 3, 9]) == [(1, 3), (5, 5), (9, 9)]


def test_settings_that_changed_since_the_last_start_are_noted_and_no_secret(
    state: State, tmp_path: Path
) -> None:
    def start(**values: object) -> list[dict[str, object]]:
        log = log_in(state, tmp_path, **values)
        settings = Settings.model_validate({"home": tmp_path, **values})
        note_settings(log, state.marks, settings, "cli:ada")
        said = [each.said for each in log.written()]
        return [each["details"]["changed"] for each in said if each]

    secret = "a secret of more than 32 characters"
    [first] = start(session_secret=secret)
    assert first == {"home": [".scrutineer", str(tmp_path)], "session_secret": [None, "*" * 10]}
    assert len(start(session_secret=secret)) == 1
    assert start(authority="Merton", session_secret=secret)[1:] == [{"authority": [None, "Merton"]}]
    assert not any(secret in (link.content or "") for link in state.trail.links())
