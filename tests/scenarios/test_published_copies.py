"""Copies and currency on real documents, which lie beside the checkout and are not part of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_app
from bot.settings import Settings
from tests.bot.running import Scrutineer
from tests.fakes.embedding import WordEmbedder

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FOLDERS = ("80510_merton", "80518_wandsworth", "80497_hammersmith and fulham", "80519_westminster")

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the published reports are not beside the checkout"
)

Json = Mapping[str, Any]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Scrutineer:
    """The first user's documents, and the reports of a few authorities as they were published."""
    home = tmp_path_factory.mktemp("published")
    app = open_app(Settings(home=home), WordEmbedder())
    app.index([CORPUS / "seeds", *(CORPUS / "ofsted" / name for name in FOLDERS)])
    app.close()
    return Scrutineer(home)


def printed(published: Scrutineer, *arguments: str) -> Any:
    return json.loads(published.run(*arguments, "--json").stdout)


def test_texts_of_reports_are_copies_of_the_pdfs_and_nothing_else_is(
    published: Scrutineer,
) -> None:
    documents = {document["id"]: document for document in printed(published, "documents")}
    copies = [
        d for d in documents.values() if d["duplicates"] and d["source"]["path"][-3:] != "pdf"
    ]
    assert copies
    for copy in copies:
        (other,) = (documents[identity] for identity in copy["duplicates"])
        assert other["source"]["path"].endswith(".pdf")
        assert (copy["authority"], copy["kind"]) == ("Merton", "inspection_report")
        assert (other["authority"], other["kind"]) == ("Merton", "inspection_report")
        assert other["duplicates"] == [copy["id"]]
    undated = next(copy for copy in copies if copy["date"] < "2025")
    assert documents[undated["duplicates"][0]]["date"] == "2025-07-18"
    assert sum(bool(d["duplicates"]) for d in documents.values()) == 2 * len(copies)


def test_current_is_the_newest_inspection_told_once(published: Scrutineer) -> None:
    items = printed(published, "recommendations", "--current", "--authority", "Merton")
    assert [item["number"] for item in items] == [1, 2]
    assert {item["date"] for item in items} == {"2025-07-18"}
    assert all(item["page"] for item in items)
    then = printed(
        published, "recommendations", "--current", "--authority", "Merton", "--as-of", "2018-01-01"
    )
    assert {item["date"] for item in then if item["addressee"] == "authority"} == {"2017-07-06"}


def test_a_grade_is_of_one_inspection_and_given_once(published: Scrutineer) -> None:
    grades = printed(published, "judgements", "--authority", "merton")
    overall = [g for g in grades if g["area"] == "overall_effectiveness"]
    assert [(g["date"], g["grade"], g["current"]) for g in overall] == [
        ("2025-07-18", "outstanding", True),
        ("2022-03-04", "outstanding", False),
        ("2017-07-06", "good", False),
    ]
