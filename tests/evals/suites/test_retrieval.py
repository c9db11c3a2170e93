from evals.cases import Case, Place
from evals.suites.retrieval import relevant, scored
from tests.evals.asked import a_run, an_answer

CASE = Case(
    id="q",
    question="Is the LADO effective?",
    type="LADO",
    gold=(
        Place(file="a.pdf", page=3, quote="one"),
        Place(file="a.pdf", page=3, quote="the same page"),
        Place(file="a.pdf", page=4, quote="another"),
    ),
)


def hits(*pages: int) -> list[dict[str, object]]:
    return [
        {
            "rank": rank,
            "passage": {
                "document_id": "d",
                "source": "x/a.pdf",
                "page": page,
                "paragraph": None,
                "text": "…",
                "start": 0,
                "end": 1,
            },
        }
        for rank, page in enumerate(pages, 1)
    ]


def figures(*pages: int) -> dict[str, float | None]:
    result = scored(a_run([CASE], [an_answer(CASE, hits=hits(*pages))]))
    return {metric.name: metric.value for metric in result.metrics if metric.group is None}


def test_gold_places_on_a_page_are_one_target() -> None:
    assert relevant(CASE, an_answer(CASE, hits=hits(1, 4))) == [[False, False], [False, True]]


def test_the_first_hits_are_what_counts() -> None:
    best = figures(3, 4, 1)
    assert (best["recall_1"], best["recall_3"], best["mrr"], best["ndcg_10"]) == (0.5, 1, 1, 1)
    late = figures(1, 1, 1, 1, 1, 3)
    assert (late["found_5"], late["recall_5"], late["recall_10"]) == (0, 0, 0.5)
    assert figures()["mrr"] == figures()["ndcg_10"] == 0


def test_a_case_without_gold_or_answer_is_none_of_its_business() -> None:
    bare = Case(id="u", question="?", answerable=False)
    assert scored(a_run([bare], [an_answer(bare)])).skipped is not None
    assert scored(a_run([CASE], [])).skipped is not None


def test_what_was_not_found_is_shown_beside_what_was() -> None:
    (case,) = scored(a_run([CASE], [an_answer(CASE, hits=hits(9))])).cases
    assert not case.passed
    assert case.expected == "One of: a.pdf, page 3; a.pdf, page 4"
    assert case.hits[0].page == 9
