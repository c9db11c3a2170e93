import pytest

from evals.benchmarks.recommendations import Item, scored, totals

WANTED: list[Item] = [("See children in time.", 2), ("Read plans.", 2), ("Train carers.", 3)]


def test_a_list_is_complete_when_text_order_and_page_are_the_gold_s() -> None:
    score = scored("report.pdf", WANTED, WANTED, 0.0)
    assert score.complete
    assert (score.missing, score.extra) == ((), ())


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (WANTED[:2], 2),
        ([*WANTED, ("Leaders are strong.", 4)], 3),
        ([WANTED[1], WANTED[0], WANTED[2]], 2),
        ([*WANTED[:2], ("Train carers.", 4)], 2),
        ([("See children in", 2), *WANTED[1:]], 2),
    ],
    ids=["one short", "one too many", "out of order", "on another page", "cut short"],
)
def test_what_is_wrong_with_a_list_is_counted(given: list[Item], right: int) -> None:
    score = scored("report.pdf", WANTED, given, 0.0)
    assert (score.complete, score.right) == (False, right)
    figures = totals([score, scored("other.pdf", WANTED, WANTED, 0.0)])
    assert figures["recall"] == round((right + 3) / 6, 4)
    assert figures["precision"] == round((right + 3) / (len(given) + 3), 4)
    assert figures["complete_lists"] == 1
    assert [wrong["path"] for wrong in figures["wrong"]] == ["report.pdf"]
