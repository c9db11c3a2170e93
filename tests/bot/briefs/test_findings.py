import pytest

from bot.answering.tracing import is_told
from bot.briefs import findings
from bot.briefs.content import Told
from corpus.documents import INSPECTORS_KINDS
from tests.bot.briefs.making import blocks, brief_of, section
from tests.bot.running import Scrutineer


def test_scraps_leads_and_what_is_printed_of_all_are_no_findings() -> None:
    assert is_told("Care leavers are visited by their personal advisers every month.")
    assert not is_told("Care leavers are visited.")
    assert not is_told("Inspectors looked at all of the following parts of the service:")
    assert not is_told(
        "A local authority that is good has services that help and protect children."
    )
    assert not is_told("word " * 70)


def test_a_sentence_is_told_once_and_under_one_area(sample: Scrutineer) -> None:
    part = section(brief_of(sample), "Findings over time")
    texts = [said.text for _, said in part.statements()]
    assert len(texts) == len(set(texts))


def test_what_goes_on_from_another_sentence_is_not_told_alone(sample: Scrutineer) -> None:
    for topic in ("", "care leavers", "LADO"):
        for _, said in brief_of(sample, topic).statements():
            if said.form == "quote":
                assert not said.text.startswith(("As a result", "Consequently", "For example"))


def test_a_councils_paper_is_not_credited_with_inspectors_words(sample: Scrutineer) -> None:
    brief = brief_of(sample, "care leavers")
    inspectors: set[str] = set()
    council: set[str] = set()
    for block in blocks(section(brief, "Findings over time")):
        if isinstance(block, Told):
            for said in block.statements:
                theirs = said.citations[0].kind in INSPECTORS_KINDS
                (inspectors if theirs else council).add(said.text)
    assert inspectors
    assert council
    assert inspectors.isdisjoint(council)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("For a few children, the start of this work is slightly delayed.", True),
        ("However, completion of these health assessments remains a challenge.", True),
        ("Caseloads remain high and this is affecting the quality of support.", False),
        ("Good placements are sought, and these placements are reviewed.", False),
        ("Practice has improved since this inspection began.", False),
    ],
)
def test_what_speaks_of_something_unsaid_is_known(text: str, does: bool) -> None:
    assert findings._points_back(text) is does


@pytest.mark.parametrize(
    "text",
    [
        "Experiences and progress of care leavers: Inadequate",
        "Specifically, inspectors looked at the front door of the service.",
        "Inspectors considered a range of evidence and case discussions.",
    ],
)
def test_grades_and_what_inspectors_did_are_no_findings(text: str) -> None:
    assert findings._NO_FINDING.fullmatch(text)


def test_what_inspectors_found_is_a_finding() -> None:
    assert not findings._NO_FINDING.fullmatch("Inspectors reviewed plans and found them thorough.")
    assert not findings._NO_FINDING.fullmatch("Inspectors found that plans are thorough.")
