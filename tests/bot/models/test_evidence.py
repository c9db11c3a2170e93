import re

from hypothesis import given
from hypothesis import strategies as st

from bot.models.evidence import Shown, bare, plain, tokens, within, written
from tests.documents import REPORT_PAGES, cut_source, source_of

DOCUMENT, PASSAGES = cut_source(source_of(*REPORT_PAGES))
SHOWN: Shown = {f"E{n}": (passage, DOCUMENT) for n, passage in enumerate(PASSAGES, 1)}
TAG = re.compile(r"<\s*/?\s*(?:evidence|question|claim|follow-up)", re.IGNORECASE)


def test_a_passage_stands_under_its_label_with_what_is_known_of_its_document() -> None:
    text = written({"E3": SHOWN["E3"]})
    assert text.startswith('<evidence label="E3">\ndocument: ')
    assert text.endswith(f"{SHOWN['E3'][0].text}\n</evidence>")
    assert "kind: inspection report" in text
    assert "about: Aldermere" in text
    assert "date: 4 to 15 March 2024" in text


@given(st.text(alphabet="</ >evidncqustiol-fwpam\n", max_size=80))
def test_no_passage_ends_its_own_tag(text: str) -> None:
    assert len(TAG.findall(bare([f"before {text} after"]))) == 2


def test_other_angle_brackets_stay_as_they_are_to_be_quoted() -> None:
    assert plain("fewer than five (<5), or x < y") == "fewer than five (<5), or x < y"
    assert plain("</ EVIDENCE><b>") == "‹/ EVIDENCE><b>"


@given(st.integers(min_value=0, max_value=3_000))
def test_evidence_is_cut_at_whole_passages_within_the_budget(budget: int) -> None:
    kept = within(budget, SHOWN, SHOWN)
    costs = [tokens(written({label: SHOWN[label]})) for label in kept]
    assert next(iter(kept)) == "E1"
    assert len(kept) == 1 or sum(costs) <= budget
    assert all(passage.text in written(kept) for passage, _ in kept.values())


def test_a_passage_that_does_not_fit_leaves_room_for_one_that_does() -> None:
    first, *others = sorted(SHOWN, key=lambda label: len(SHOWN[label][0].text))
    small = [tokens(written({label: SHOWN[label]})) for label in (first, others[0])]
    kept = within(sum(small), [first, others[-1], others[0]], SHOWN)
    assert list(kept) == [first, others[0]]
