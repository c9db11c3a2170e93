import io
import json
from pathlib import Path
from typing import Any

from bot.app import open_app
from bot.settings import Settings
from bot.wire import answer_json, write
from tests.bot.running import Scrutineer

DOCUMENT = {
    *("id", "title", "kind", "authority", "publisher", "lead_inspector", "dates", "date"),
    *("source", "part_of", "duplicates", "superseded_by", "judgements", "recommendations"),
    *("pages", "passages", "also_at", "notes"),
}
DATES = {
    *("inspected_from", "inspected_to", "published", "meeting", "not_before", "not_after"),
    "basis",
    "published_basis",
}
PASSAGE = {
    *("id", "document_id", "text", "source", "page", "paragraph", "heading", "start", "end"),
}
ANSWER = {
    *("id", "question", "outcome", "text", "claims", "citations", "scope", "caveats"),
    *("suggestions", "answerer", "prompt", "generation", "timings_ms"),
}
SCOPE = {"authorities", "as_of", "from", "to", "kinds", "documents_searched", "reading"}
CITATION = {
    *("number", "passage_id", "document_id", "title", "kind", "publisher", "authority"),
    *("date", "date_basis", "source", "sha256", "page", "paragraph", "heading", "quote"),
    *("start", "end"),
}


def printed(sample: Scrutineer, *arguments: str) -> Any:
    result = sample.run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_documents_have_all_that_other_programs_rely_on(sample: Scrutineer) -> None:
    documents = printed(sample, "documents")
    assert len(documents) >= 10
    for document in documents:
        assert set(document) >= DOCUMENT
        assert set(document["dates"]) == DATES
        assert {"path", "sha256", "first_page", "last_page"} == set(document["source"])
        assert document["passages"] > 0
        assert printed(sample, "documents", "show", document["id"]) == document
    newest_first = [d["date"] for d in documents if d["date"]]
    assert newest_first == sorted(newest_first, reverse=True)


def test_hits_have_all_that_other_programs_rely_on(sample: Scrutineer) -> None:
    hits = printed(sample, "search", "allegations against staff", "-k", "3")
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    for hit in hits:
        assert {"rank", "score", "why", "passage"} <= set(hit)
        assert abs(sum(hit["why"].values()) - hit["score"]) < 0.01
        passage = hit["passage"]
        assert set(passage) == PASSAGE
        assert passage["start"] < passage["end"]
        assert isinstance(passage["heading"], str | None)


def test_answers_have_all_that_other_programs_rely_on(sample: Scrutineer) -> None:
    answer = printed(sample, "ask", "What are the current recommendations?")
    assert set(answer) >= ANSWER
    assert answer["outcome"] == "answered"
    assert answer["answerer"] == "extractive"
    assert answer["prompt"] is None
    assert list(answer["timings_ms"]) == ["understand", "retrieve", "answer", "verify", "total"]
    assert set(answer["scope"]) == SCOPE
    numbers = [citation["number"] for citation in answer["citations"]]
    for claim in answer["claims"]:
        assert claim["citations"]
        assert set(claim["citations"]) <= set(numbers)
        assert all(f"[{number}]" in answer["text"] for number in claim["citations"])
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
    assert "dropped" not in answer


def test_explain_adds_what_was_dropped(sample: Scrutineer) -> None:
    assert printed(sample, "ask", "What are the current grades?", "--explain")["dropped"] == []


def test_an_answer_without_claims_offers_the_nearest_passages(sample: Scrutineer) -> None:
    answer = printed(sample, "ask", "What did inspectors say about quantum physics?")
    assert answer["outcome"] == "no_evidence"
    assert answer["claims"] == []
    assert answer["citations"]


def test_half_a_surrogate_pair_is_escaped_and_comes_back() -> None:
    for encoding in ("utf-8", "ascii"):
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding)
        write({"path": "caf\udce9 – “ok”"}, stream)
        stream.flush()
        assert json.loads(raw.getvalue().decode(encoding)) == {"path": "caf\udce9 – “ok”"}


def test_the_answer_of_an_app_is_the_one_that_is_printed(sample: Scrutineer) -> None:
    app = open_app(Settings(home=sample.home))
    question = "What is the overall grade?"
    value = answer_json(app.ask(question)[0])
    app.close()
    other = printed(sample, "ask", question)
    for timed in (value, other):
        timed.pop("timings_ms")
    assert value == other


def test_index_reports_in_numbers(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (folder / "letter.txt").write_text("The council’s plan is late.\n\n" * 20)
    report = printed(Scrutineer(tmp_path / "home"), "index", str(folder))
    assert report["documents"] == {
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "removed": 0,
        "failed": 1,
    }
    assert report["files"] == {"read": 1, "failed": 1}
    assert report["passages"] >= 1
    assert report["failures"][0]["path"].endswith("broken.pdf")
    assert report["failures"][0]["reason"]
    assert report["seconds"] > 0
