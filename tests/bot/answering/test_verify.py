import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answers import Answer, AnswerScope
from bot.answering.drafts import Draft, DraftCitation, DraftClaim, Evidence, Refused
from bot.answering.verify import verify
from bot.answering.vetting import record
from corpus.layout.cleaning import folded
from corpus.sources import Page
from tests.documents import REPORT_PAGES, source_of
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


@pytest.mark.parametrize("mark", ["[1]", "[ 2 ]", "[3, 4]", "【5】", "［6］"])
def test_what_looks_like_a_citation_of_ours_is_no_claim(find: Finder, mark: str) -> None:
    passage = find(QUESTION).hits[0].passage
    assert TRUE in passage.text
    claim = _claim(f"{TRUE[:-1]} {mark}.", TRUE)
    (dropped,) = _verified(find, claim).dropped
    assert dropped.check == "mark"


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
        (_claim("Employers value the advice they are given 3 times.", quote=TRUE), "critical"),
        (_claim("Employers of Thornbeck value the advice they are given.", quote=TRUE), "names"),
        (_claim("Employers never value the advice they are given.", quote=TRUE), "critical"),
    ],
)
def test_a_claim_that_its_quote_does_not_bear_is_dropped_and_said_why(
    find: Finder, claim: DraftClaim, check: str
) -> None:
    answer = _verified(find, claim, _claim(TRUE))
    assert [dropped.check for dropped in answer.dropped] == [check]
    assert [kept.text for kept in answer.claims] == [TRUE]


def test_a_quote_is_cited_from_where_it_stands_in_the_document_that_is_named(find: Finder) -> None:
    found = find(QUESTION)
    (newer, its), (older, others) = find.cut[:2]
    own = next(p for p in its if "answers in a day" in p.text)
    sentence = next(s for s in re.split(r"(?<=[.])\s", own.text) if "answers in a day" in s)
    evidence = Evidence.of([*((p, newer) for p in its), *((p, older) for p in others)])
    wider = replace(found, scope=replace(found.scope, searched=(newer, older)))
    for label, (passage, document) in evidence.passages.items():
        answer = verify(Draft((_claim(sentence, label=label),)), evidence, wider, find.page_of)
        if document is newer:
            assert not answer.dropped, passage.text
            assert {citation.passage_id for citation in answer.citations} == {own.id}
        else:
            # What is said of another year is not what that year's report says.
            assert [dropped.check for dropped in answer.dropped] == ["verbatim"]
            assert sentence not in {claim.text for claim in answer.claims}


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


def test_what_is_told_twice_is_shown_once(find: Finder) -> None:
    answer = _verified(find, _claim(TRUE), _claim(TRUE))
    assert [claim.citations for claim in answer.claims] == [(1,)]


class _Mending:
    """Answers a refusal with other claims, and remembers what it was told."""

    def __init__(self, *claims: DraftClaim) -> None:
        self.claims = claims
        self.told: list[Refused] = []

    def __call__(self, refused: Sequence[Refused]) -> Sequence[DraftClaim]:
        self.told += refused
        return self.claims


def test_a_refused_claim_is_mended_once(find: Finder) -> None:
    found = find(QUESTION)
    evidence = Evidence.of([(hit.passage, hit.document) for hit in found.hits])
    mending = _Mending(_claim(TRUE))
    wrong = _claim("Employers never value the advice they are given.", TRUE)
    answer = verify(Draft((wrong,)), evidence, found, find.page_of, mend=mending)
    assert [refused.claim for refused in mending.told] == [wrong]
    assert [claim.text for claim in answer.claims] == [TRUE]
    assert [(dropped.check, dropped.instead) for dropped in answer.dropped] == [("critical", TRUE)]


def test_what_is_mended_passes_the_same_gate(find: Finder) -> None:
    found = find(QUESTION)
    evidence = Evidence.of([(hit.passage, hit.document) for hit in found.hits])
    wrong = _claim("Nobody trusts the officer of Thornbeck with 41 cases.", "The officer is slow.")
    answer = verify(Draft((wrong,)), evidence, found, find.page_of, mend=_Mending(wrong))
    assert answer.outcome == "no_evidence"
    assert [dropped.instead for dropped in answer.dropped] == [None, None]


def test_a_sentence_that_points_back_is_told_with_the_one_before_it(tmp_path: Path) -> None:
    added = "This advice is kept on file."
    both = f"{TRUE} {added}"
    pages = [page.replace("they are given.", f"they are given. {added}") for page in REPORT_PAGES]
    find = Finder(tmp_path, [source_of(*pages)])
    found = find(QUESTION)
    evidence = Evidence.of([(hit.passage, hit.document) for hit in found.hits])

    answer = verify(Draft((_claim(added),)), evidence, found, find.page_of)

    assert [claim.text for claim in answer.claims] == [both]
    assert [(one.check, one.instead) for one in answer.dropped] == [("pronoun", both)]


def test_nothing_is_asked_of_the_answerer_when_all_is_well(find: Finder) -> None:
    found = find(QUESTION)
    evidence = Evidence.of([(hit.passage, hit.document) for hit in found.hits])
    mending = _Mending()
    verify(Draft((_claim(TRUE),)), evidence, found, find.page_of, mend=mending)
    assert mending.told == []


def test_another_years_document_does_not_answer_beside_the_one_asked_about(find: Finder) -> None:
    found = find("How was the designated officer doing in 2024?")
    passages = [(p, d) for d, passages in find.cut[:2] for p in passages]
    evidence = Evidence.of(passages)
    days = {d.id: d.dates.ordering for _, d in passages}
    by_year = {
        day.year: label
        for label, (p, d) in evidence.passages.items()
        if TRUE in p.text and (day := days[d.id])
    }
    claims = [_claim(TRUE, label=by_year[2020]), _claim(TRUE, label=by_year[2024])]
    scope = replace(found.scope, searched=tuple(d for d, _ in find.cut[:2]))
    wider = replace(found, scope=scope)
    answer = verify(Draft(tuple(claims)), evidence, wider, find.page_of)
    assert [dropped.check for dropped in answer.dropped] == ["time"]
    assert {citation.date.year for citation in answer.citations if citation.date} == {2024}
    alone = verify(Draft((claims[0],)), evidence, wider, find.page_of)
    assert any("2024" in caveat and "others" in caveat for caveat in alone.caveats)


def test_what_an_older_document_says_stands_under_its_day(find: Finder) -> None:
    found = find(QUESTION)
    evidence = Evidence.of([(p, d) for d, passages in find.cut[:2] for p in passages])
    older = next(
        label
        for label, (p, d) in evidence.passages.items()
        if TRUE in p.text and d.dates.ordering and d.dates.ordering.year == 2020
    )
    scope = replace(found.scope, searched=tuple(d for d, _ in find.cut[:2]))
    answer = verify(
        Draft((_claim(TRUE, label=older),)), evidence, replace(found, scope=scope), find.page_of
    )
    assert "March 2020" in answer.claims[0].group
    assert any("may have changed" in caveat for caveat in answer.caveats)


def test_a_record_is_told_as_it_stands_and_only_so(find: Finder) -> None:
    found = find(QUESTION)
    evidence = Evidence.of([(p, d) for d, passages in find.cut[:1] for p in passages])
    line = "Overall effectiveness Good"
    label, (passage, _) = next((k, v) for k, v in evidence.passages.items() if line in v[0].text)
    records = frozenset({record(passage.id, line)})

    def checks(claim: str) -> list[str]:
        answer = verify(
            Draft((_claim(claim, line, label),)), evidence, found, find.page_of, records=records
        )
        return [dropped.check for dropped in answer.dropped]

    assert checks(line) == []
    assert checks("Overall effectiveness Inadequate") != []
