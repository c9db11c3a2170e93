"""On real documents, which lie beside the checkout and are not part of the repository."""

import csv
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from corpus.layout.cleaning import folded
from tests.bot.running import Scrutineer

SHARED = Path(__file__).parents[3] / "shared"
FOLDERS = ("80510_merton", "80518_wandsworth", "80429_birmingham", "80580_wiltshire")

pytestmark = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the published reports are not beside the checkout"
)

Json = Mapping[str, Any]


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Scrutineer:
    """The reports of a few authorities, one of them an error page saved as a PDF."""
    scrutineer = Scrutineer(tmp_path_factory.mktemp("reports"))
    folders = [str(SHARED / "corpus" / "ofsted" / name) for name in FOLDERS]
    indexed = json.loads(scrutineer.run("index", "--json", *folders).stdout)
    assert indexed["files"]["failed"] == 1
    assert "web page" in indexed["failures"][0]["reason"]
    return scrutineer


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Scrutineer:
    scrutineer = Scrutineer(tmp_path_factory.mktemp("seeds"))
    assert scrutineer.run("index", str(SHARED / "corpus" / "seeds")).exit_code == 0
    return scrutineer


def _ask(scrutineer: Scrutineer, question: str, *filters: str) -> Json:
    answer: Json = json.loads(scrutineer.run("ask", question, "--json", *filters).stdout)
    return answer


def _assert_true_to_its_sources(answer: Json) -> None:
    """Each claim is cited, and each quote stands where it says, read without our readers."""
    for claim in answer["claims"]:
        assert claim["citations"]
    for citation in answer["citations"]:
        path = Path(citation["source"])
        data = path.read_bytes()
        assert hashlib.sha256(data).hexdigest() == citation["sha256"]
        if citation["page"] is None:
            text = data.decode("utf-8")
        else:
            pdf = pypdfium2.PdfDocument(data)
            text = pdf[citation["page"] - 1].get_textpage().get_text_range()
            pdf.close()
        assert folded(text[citation["start"] : citation["end"]]) == folded(citation["quote"])


def _documents(scrutineer: Scrutineer) -> dict[str, Json]:
    listed = json.loads(scrutineer.run("documents", "--json").stdout)
    return {
        document["sha256"] if "sha256" in document else document["source"]["sha256"]: document
        for document in listed
    }


def test_dates_and_authorities_are_those_that_people_read(reports: Scrutineer) -> None:
    documents = _documents(reports)
    with (SHARED / "gold" / "judgements.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["file_sha256"] in documents]
    assert len(rows) >= 8
    for row in rows:
        document = documents[row["file_sha256"]]
        assert document["authority"].lower() == row["authority"]
        assert document["kind"] == "inspection_report"
        assert document["dates"]["inspected_from"] == row["inspection_start"]
        assert document["dates"]["inspected_to"] == row["inspection_end"]
        assert document["dates"]["basis"] == "stated"


def test_current_recommendations_are_whole_and_none_is_older(reports: Scrutineer) -> None:
    documents = _documents(reports)
    with (SHARED / "gold" / "recommendations.jsonl").open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    newest = [r for r in records if r["is_latest_for_authority"] and r["file_sha256"] in documents]
    assert len(newest) >= 3
    for record in newest:
        authority = documents[record["file_sha256"]]["authority"]
        answer = _ask(reports, f"What are the current recommendations for {authority}?")
        told = [folded(claim["text"]).lower() for claim in answer["claims"]]
        assert told == [folded(item["text"]).lower() for item in record["items"]]
        assert {c["sha256"] for c in answer["citations"]} == {record["file_sha256"]}
        _assert_true_to_its_sources(answer)


@pytest.mark.parametrize(
    "question",
    [
        "What did inspectors find about the LADO in Merton?",
        "How has support for care leavers in Wiltshire changed over time?",
        "Compare the grades of Merton and Wandsworth.",
        "What do the Wandsworth reports say about homeless 16 and 17 year olds?",
        "What did the 2017 report on Merton say about staying put?",
    ],
)
def test_answers_are_true_to_their_sources_and_their_authority(
    reports: Scrutineer, question: str
) -> None:
    answer = _ask(reports, question)
    assert answer["outcome"] == "answered"
    _assert_true_to_its_sources(answer)
    assert {c["authority"] for c in answer["citations"]} == {
        name for name in ("Merton", "Wandsworth", "Wiltshire") if name in question
    }


def test_as_of_a_day_nothing_later_is_used(reports: Scrutineer) -> None:
    answer = _ask(reports, "What are Merton's current grades?", "--as-of", "2018-01-01")
    assert {c["date"] for c in answer["citations"]} == {"2017-07-06"}


def test_the_three_questions_of_the_first_user(seeds: Scrutineer) -> None:
    recommendations = _ask(seeds, "What are the current recommendations?")
    assert len(recommendations["claims"]) == 2
    assert {c["date_basis"] for c in recommendations["citations"]} == {"inferred"}
    lado = _ask(seeds, "What are the LADO findings?")
    assert {c["authority"] for c in lado["citations"]} == {"Merton"}
    assert len({c["document_id"] for c in lado["citations"]}) > 1
    entitled = _ask(seeds, "What are care leavers entitled to?")
    assert any("local offer" in claim["text"] for claim in entitled["claims"])
    for answer in (recommendations, lado, entitled):
        assert answer["outcome"] == "answered"
        _assert_true_to_its_sources(answer)


def test_what_is_in_no_document_is_not_answered(seeds: Scrutineer) -> None:
    for question in (
        "On what dates was the inspection behind the latest Merton report carried out?",
        "What did the Wandsworth 2018 letter conclude about its LADO?",
        "What is the council tax rate?",
    ):
        assert _ask(seeds, question)["outcome"] == "no_evidence"


def test_what_somebody_wrote_is_held_against_the_first_users_documents(seeds: Scrutineer) -> None:
    message = (
        "Hi all, Ofsted rated Merton good overall in 2017, and it was outstanding for leadership. "
        "Ofsted inspected Merton from 12 June to 6 July 2017. Merton was judged inadequate for "
        "care leavers in 2017. Shall we share this?"
    )
    checked: Json = json.loads(seeds.run("check", message, "--json").stdout)
    assert [claim["verdict"] for claim in checked["claims"]] == [
        *("supported", "supported", "supported", "differs", "not_a_claim"),
    ]
    _assert_true_to_its_sources({**checked, "claims": checked["claims"][:4]})
