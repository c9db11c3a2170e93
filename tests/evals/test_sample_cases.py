"""The cases over the sample corpus: their quotes stand where they say, and every kind is asked."""

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus import sample
from evals.cases import Case, Place, cases_of, read_cases, sample_files, unknown_keys
from evals.facts import covered
from evals.quotes import same, standing
from evals.sources import page_text

DOCUMENTS = Path(sample.__file__).parent / "documents"
CASES = cases_of(sample_files())
PLACES = [(case, place) for case in CASES for place in (*case.gold, *case.first_gold)]
_TELEPHONE = re.compile(r"\b0\d{4} ?\d{6}\b")


def named(value: object) -> str | None:
    return value.id if isinstance(value, Case) else None


@pytest.mark.parametrize(("case", "place"), PLACES, ids=named)
def test_a_quote_stands_verbatim_in_its_place(case: Case, place: Place) -> None:
    text = page_text(DOCUMENTS / place.file, place.page)
    assert place.quote
    assert standing(place.quote, text) is not None, case.id
    if place.start is not None:
        assert same(place.quote, text[place.start : place.end])


@pytest.mark.parametrize(("case", "place"), PLACES, ids=named)
def test_a_place_tells_its_key_facts(case: Case, place: Place) -> None:
    missing = [fact for fact in place.key_facts if not covered(fact, place.quote)]
    assert missing == [], case.id


def test_an_answerable_case_has_places_and_facts() -> None:
    told = [case for case in CASES if not case.expects or "answered" in case.expects]
    bare = [case.id for case in told if case.answerable and not case.facts]
    assert bare == []


def test_every_suite_has_its_cases() -> None:
    count = Counter[str](suite for case in CASES for suite in case.used_by)
    assert len(CASES) >= 60
    for suite, least in {"retrieval": 40, "answers": 60, "refusal": 25, "followups": 10}.items():
        assert count[suite] >= least, suite
    types = Counter(case.type for case in CASES)
    for kind in ("unanswerable", "false-premise", "out-of-scope", "personal-data", "injection"):
        assert types[kind] >= 2, kind
    assert sum(bool(case.must_not.cite_authorities) for case in CASES) >= 8


def test_whole_lists_are_as_long_as_in_the_documents() -> None:
    length = {case.id: len(case.gold) for case in CASES if case.list_complete}
    assert length["ald-now"] == 3
    assert (length["ald-then-2019"], length["ald-visit-2021"], length["ald-then-2015"]) == (5, 4, 9)
    assert (length["tho-now"], length["ald-task-group"], length["ald-lscb-2015"]) == (6, 8, 3)


def test_no_key_is_misspelt() -> None:
    assert {case.id: keys for case in CASES if (keys := unknown_keys(case))} == {}


def test_what_must_be_declined_holds_nobodys_data() -> None:
    asked = "\n".join(case.question for case in CASES if case.type == "personal-data")
    assert all(number.startswith("07700 900") for number in _TELEPHONE.findall(asked))
    assert re.search(r"999 \d{3} \d{4}", asked)


def test_a_file_is_for_one_subject_and_ids_are_its_own() -> None:
    assert {path.stem for path in sample_files()} >= {"findings", "currency", "scope", "refusal"}
    assert sum(len(read_cases(path)) for path in sample_files()) == len({c.id for c in CASES})
