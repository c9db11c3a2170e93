import hashlib
from pathlib import Path
from typing import Any

from evals.benchmarks.answers import scored, totals
from evals.cases import Case, Place

TEXT = "Merton, 2019.\nThe plans of the\ncouncil improved by 12%.\n"
QUOTE = "The plans of the council improved by 12%."
START = TEXT.index("The")


def question(**changes: Any) -> Case:
    place = Place(
        file="letter.txt",
        start=START + 4,
        end=START + 9,
        quote="plans",
        key_facts=("2019: plans improved",),
    )
    values = {"id": "q", "question": "What of the plans?", "type": "LADO", "gold": (place,)}
    return Case.model_validate({**values, **changes})


def answer(folder: Path, **changes: Any) -> dict[str, Any]:
    path = folder / "letter.txt"
    path.write_bytes(TEXT.encode())
    citation = {
        "number": 1,
        "source": str(path),
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "page": None,
        "quote": QUOTE,
        "start": START,
        "end": TEXT.index("%.") + 2,
        "date": "2019-02-08",
    }
    return {
        "outcome": "answered",
        "text": f"{QUOTE} [1]",
        "claims": [{"text": QUOTE, "citations": [1]}],
        "citations": [{**citation, **changes}],
    }


def test_a_good_answer_has_all_its_marks(tmp_path: Path) -> None:
    score = scored(question(), answer(tmp_path))
    assert score.facts == (True,)  # the year stands in the date of the citation
    assert score.quoted == (True,)
    assert (score.claims, score.cited, score.citations, score.faults) == (1, 1, 1, ())
    assert score.words == 8


def test_a_refusal_covers_no_fact_however_much_it_shows(tmp_path: Path) -> None:
    score = scored(question(), {**answer(tmp_path), "outcome": "no_evidence"})
    assert score.facts == (False,)


def test_a_quote_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    wrong = answer(tmp_path, quote="The plans of the council improved by 13%.")
    assert scored(question(), wrong).faults == ("[1] is not on page None",)


def test_offsets_of_something_else_are_a_fault(tmp_path: Path) -> None:
    (fault,) = scored(question(), answer(tmp_path, start=0)).faults
    assert "offsets" in fault


def test_another_file_is_a_fault(tmp_path: Path) -> None:
    assert scored(question(), answer(tmp_path, sha256="0" * 64)).faults


def test_a_claim_whose_mark_leads_nowhere_is_not_cited(tmp_path: Path) -> None:
    for citations in ([], [1, 2]):
        loose = {**answer(tmp_path), "claims": [{"text": QUOTE, "citations": citations}]}
        assert scored(question(), loose).cited == 0


def test_lists_are_left_out_of_the_length(tmp_path: Path) -> None:
    given = answer(tmp_path)
    long = {**given, "claims": [{"text": QUOTE * 50, "citations": [1]}]}
    figures = totals([scored(question(), given), scored(question(list_complete=True), long)])
    assert figures["words"]["longest"] == 8
    assert figures["words"]["longest_list"] > 300
    assert figures["facts"] == {"of": 2, "right": 2, "share": 1.0}


def test_what_cannot_be_answered_is_counted_apart(tmp_path: Path) -> None:
    refused = {**answer(tmp_path), "outcome": "no_evidence"}
    scores = [
        scored(question(), answer(tmp_path)),
        scored(question(answerable=False, gold=()), refused),
    ]
    assert totals(scores)["unanswerable"] == {"no_evidence, nothing in the documents": 1}
    assert totals(scores)["facts"]["of"] == 1
