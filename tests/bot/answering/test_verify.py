from dataclasses import replace

import pytest

from bot.answering.answers import Answer, AnswerScope
from bot.answering.drafts import Draft, DraftCitation, DraftClaim, Evidence
from bot.answering.verify import verify
from corpus.cleaning import folded
from corpus.sources import Page
from tests.finding import Finder

QUESTION = "What did inspectors find about the designated officer?"


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return Finder(tmp_path_factory.mktemp("lexical"))


def _verified(find: Finder, *claims: DraftClaim) -> Answer:
    found = find(QUESTION)
    evidence = Evidence.of([(hit.passage, hit.document) for hit in found.hits])
    return verify(Draft(claims), evidence, found, find.page_of)


def _claim(text: str, quote: str | None = None, label: str = "E1") -> DraftClaim:
    return DraftClaim(text, (DraftCitation(label, text if quote is None else quote),))


TRUE = "Employers value the advice they are given."


def test_only_the_verifier_makes_an_answer() -> None:
    scope = AnswerScope((), None, None, None, (), 0, "")
    with pytest.raises(TypeError, match=r"only bot\.answering\.verify"):
        Answer("a", "q", "answered", "t", (), (), scope, (), (), "someone", None)


def test_an_answer_cannot_be_altered_by_replacing_its_text(find: Finder) -> None:
    with pytest.raises(TypeError):
        replace(_verified(find, _claim(TRUE)), text="Employers ignore the advice.")


def test_a_true_claim_is_cited_with_its_place(find: Finder) -> None:
    answer = _verified(find, _claim(TRUE))
    (citation,) = answer.citations
    assert answer.outcome == "answered"
    assert answer.claims[0].citations == (1,)
    assert (citation.page, citation.paragraph) == (2, "2")
    page = find.page_of(citation.document_id, citation.page)
    assert page is not None
    quoted = page.text[citation.start : citation.end]
    assert folded(quoted) == folded(citation.quote) == folded(TRUE)


@pytest.mark.parametrize(("sure", "doubtful"), [(96, False), (79, True)])
def test_a_quote_from_a_scan_says_how_sure_its_words_are(
    find: Finder, sure: int, doubtful: bool
) -> None:
    found = find(QUESTION)
    evidence = Evidence.of([(hit.passage, hit.document) for hit in found.hits])

    def scanned(document_id: str, number: int | None) -> Page | None:
        page = find.page_of(document_id, number)
        if page is None:
            return None
        words = bytes(sure if word == "advice" else 99 for word in page.text.split())
        return replace(page, confidence=words, label="7")

    answer = verify(Draft((_claim(TRUE),)), evidence, found, scanned)
    (citation,) = answer.citations
    assert (citation.confidence, citation.doubtful) == (sure / 100, doubtful)
    assert citation.printed_page == "7"
    assert any("not sure of every word of [1]" in caveat for caveat in answer.caveats) is doubtful
    assert _verified(find, _claim(TRUE)).citations[0].confidence is None


def test_a_sentence_over_a_page_end_has_a_citation_a_page(find: Finder) -> None:
    sentence = (
        "The record of what was decided, however, is kept in three places, and nobody can say how "
        "long an allegation has been open."
    )
    answer = _verified(find, _claim(sentence))
    assert [citation.page for citation in answer.citations] == [2, 3]
    assert answer.claims[0].citations == (1, 2)


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        (DraftClaim(TRUE, ()), "uncited"),
        (_claim(TRUE, label="E99"), "label"),
        (_claim(TRUE, quote="Employers ignore the advice they are given."), "verbatim"),
        (_claim("Employers value the advice they are given 3 times.", quote=TRUE), "numbers"),
        (_claim("All Employers of Thornbeck value the advice.", quote=TRUE), "names"),
        (_claim("Employers never value the advice they are given.", quote=TRUE), "words"),
    ],
)
def test_a_claim_that_its_quote_does_not_bear_is_dropped_and_said_why(
    find: Finder, claim: DraftClaim, check: str
) -> None:
    answer = _verified(find, claim, _claim(TRUE))
    assert [dropped.check for dropped in answer.dropped] == [check]
    assert [kept.text for kept in answer.claims] == [TRUE]


def test_a_document_outside_what_was_asked_is_not_cited(find: Finder) -> None:
    found = find(QUESTION)
    neighbour, passages = find.cut[2]
    evidence = Evidence.of([(passage, neighbour) for passage in passages])
    label = next(k for k, (p, _) in evidence.passages.items() if TRUE in p.text)
    answer = verify(Draft((_claim(TRUE, label=label),)), evidence, found, find.page_of)
    assert [dropped.check for dropped in answer.dropped] == ["scope"]
    assert answer.outcome == "no_evidence"


def test_a_passage_that_is_not_where_it_says_is_refused(find: Finder) -> None:
    found = find(QUESTION)
    evidence = Evidence.of([(hit.passage, hit.document) for hit in found.hits])
    other = Page(2, "A page that says something else.")
    moved = verify(Draft((_claim(TRUE),)), evidence, found, lambda _, __: other)
    assert moved.dropped[0].check == "place"
    assert moved.claims == ()


def test_when_nothing_is_left_the_nearest_passages_are_shown_without_claims(find: Finder) -> None:
    answer = _verified(find)
    assert answer.outcome == "no_evidence"
    assert answer.claims == ()
    assert answer.citations
    assert "2 documents searched" in answer.text
    assert answer.scope.reading in answer.text


def test_the_text_holds_every_claim_with_its_marks(find: Finder) -> None:
    answer = _verified(find, replace(_claim(TRUE), group="A report", item=True))
    assert answer.text == f"**A report**\n\n- {TRUE} [1]"


def test_one_place_has_one_number(find: Finder) -> None:
    answer = _verified(find, _claim(TRUE), _claim(TRUE))
    assert [claim.citations for claim in answer.claims] == [(1,), (1,)]
    assert len(answer.citations) == 1
