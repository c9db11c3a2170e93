"""Kept answers come back as they were, still sealed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine.default import DefaultDialect

from bot.answering.answers import (
    SEAL,
    Answer,
    AnswerScope,
    Citation,
    Claim,
    Dropped,
    Outcome,
)
from bot.app import open_app
from bot.settings import Settings
from bot.state.answers import answer_of, kept
from bot.state.codec import UnreadableError
from bot.state.columns import Json
from bot.state.feedback import Feedback
from bot.state.opening import State
from corpus.documents import Dates, Document
from evals.cases import cases_of, sample_files
from tests.bot.running import Scrutineer
from tests.bot.state.jobs import an_answer

_TEXT = st.text(st.characters(), max_size=20)
_WORDS = st.lists(_TEXT, max_size=2).map(tuple)
_DAY = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
_DOCUMENTS = st.builds(
    Document,
    id=_TEXT,
    title=_TEXT,
    kind=st.just("minutes"),
    authority=st.none() | _TEXT,
    publisher=st.none() | _TEXT,
    lead_inspector=st.none() | _TEXT,
    dates=st.builds(Dates, inspected_from=_DAY, meeting=_DAY, not_after=_DAY),
    path=_TEXT,
    sha256=_TEXT,
    first_page=st.none() | st.integers(1, 9),
    last_page=st.none() | st.integers(1, 9),
    pages=st.integers(1, 9),
    notes=_WORDS,
    given=_WORDS,
)
_CITATIONS = st.builds(
    Citation,
    number=st.integers(1, 9),
    passage_id=_TEXT,
    document_id=_TEXT,
    title=_TEXT,
    kind=st.just("agenda"),
    publisher=st.none() | _TEXT,
    authority=st.none() | _TEXT,
    date=_DAY,
    date_basis=_TEXT,
    dated=_TEXT,
    source=_TEXT,
    sha256=_TEXT,
    page=st.none() | st.integers(1, 9),
    paragraph=st.none() | _TEXT,
    heading=_WORDS,
    quote=_TEXT,
    start=st.integers(0, 99),
    end=st.integers(0, 99),
    also_in=st.lists(_DOCUMENTS, max_size=1).map(tuple),
    confidence=st.none() | st.floats(0, 1),
    printed_page=st.none() | _TEXT,
)
_ANSWERS = st.builds(
    Answer,
    id=_TEXT,
    question=_TEXT,
    outcome=st.sampled_from(get_args(Outcome)),
    text=_TEXT,
    claims=st.lists(
        st.builds(Claim, _TEXT, st.just((1, 2)), st.booleans(), _TEXT, _TEXT), max_size=2
    ).map(tuple),
    citations=st.lists(_CITATIONS, max_size=2).map(tuple),
    scope=st.builds(
        AnswerScope,
        _WORDS,
        _DAY,
        _DAY,
        _DAY,
        st.just(("minutes", "other")),
        st.integers(0, 9),
        _TEXT,
    ),
    caveats=_WORDS,
    suggestions=_WORDS,
    answerer=_TEXT,
    prompt=st.none() | _TEXT,
    dropped=st.lists(st.builds(Dropped, _TEXT, _TEXT, _TEXT, st.none() | _TEXT), max_size=2).map(
        tuple
    ),
    corrections=_WORDS,
    timings_ms=st.dictionaries(st.sampled_from(["retrieve", "total"]), st.floats(0, 1e6)),
    seal=st.just(SEAL),
)


def through_text(value: object) -> object:
    """JSON as the database keeps it."""
    column, dialect = Json(), DefaultDialect()
    written = column.process_bind_param(value, dialect)
    assert written is not None
    assert written.isascii()
    assert "\x00" not in written
    return column.process_result_value(written, dialect)


@given(_ANSWERS)
def test_an_answer_comes_back_whatever_it_holds(answer: Answer) -> None:
    assert answer_of(through_text(kept(answer))) == answer


def test_every_answer_of_the_sample_corpus_comes_back(sample: Scrutineer) -> None:
    app = open_app(Settings(home=sample.home))
    try:
        answers = [app.ask(case.question)[0] for case in cases_of(sample_files())]
    finally:
        app.close()
    assert {answer.outcome for answer in answers} >= {"answered", "no_evidence", "declined"}
    for answer in answers:
        assert answer_of(through_text(kept(answer))) == answer


def test_a_kept_answer_is_found_by_anybody_until_it_is_kept_anew(
    state: State, other: State
) -> None:
    answer = an_answer()
    state.answers.keep(answer)
    assert other.answers.get("a1") == answer
    assert other.answers.get("a2") is None
    newer = replace(answer, caveats=("Another report is newer.",), seal=SEAL)
    other.answers.keep(newer)
    assert state.answers.get("a1") == newer


def test_answers_are_found_by_the_documents_they_rest_on(state: State) -> None:
    copy = an_answer().citations[0].also_in[0].id
    for identity, document in (("a1", "d1"), ("a2", "d2"), ("a3", "d1")):
        state.answers.keep(an_answer(identity, document=document))
    assert state.answers.resting_on(["d1"]) == ["a1", "a3"]
    assert state.answers.resting_on(["d2", "d9"]) == ["a2"]
    assert state.answers.resting_on([copy]) == ["a1", "a2", "a3"]
    assert state.answers.resting_on([]) == []
    state.answers.keep(an_answer("a1", document="d3"))
    assert state.answers.resting_on(["d1"]) == ["a3"]


def test_old_answers_are_forgotten(state: State) -> None:
    state.answers.keep(an_answer())
    now = datetime.now(UTC)
    assert state.answers.purge(now - timedelta(hours=1)) == 0
    assert state.answers.get("a1") is not None
    assert state.answers.purge(now + timedelta(hours=1)) == 1
    assert state.answers.get("a1") is None
    assert state.answers.resting_on(["d1"]) == []


def test_answers_are_forgotten_unless_something_needs_them(state: State) -> None:
    now = datetime.now(UTC)
    for identity in ("a1", "a2", "a3", "a4", "a5"):
        state.answers.keep(an_answer(identity))
    state.conversations.remember("web:1", None, an_answer("a2"), "U1")
    state.feedback.give(Feedback("a3", "wrong", "U1", now))
    state.reviews.ask("a4", "U1", "C1")
    assert state.answers.forget(["a1", "a2", "a3", "a4", "a9"]) == 1
    left = [f"a{n}" for n in range(1, 6) if state.answers.get(f"a{n}") is not None]
    assert left == ["a2", "a3", "a4", "a5"]
    assert state.answers.resting_on(["d1"]) == left
    assert state.answers.forget([]) == 0


def test_an_answer_of_another_version_is_read_as_far_as_it_can_be() -> None:
    # Of earlier versions it has no checksum.
    content = {name: value for name, value in kept(an_answer()).items() if name != "checksum"}
    assert answer_of({**content, "mood": "cheerful"}) == an_answer()
    older = {name: value for name, value in content.items() if name != "corrections"}
    assert answer_of(older).corrections == ()
    with pytest.raises(UnreadableError):
        answer_of({**content, "outcome": "shrugged"})
    with pytest.raises(UnreadableError):
        answer_of({name: value for name, value in content.items() if name != "citations"})
