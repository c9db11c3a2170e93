"""What changed between two states: documents, grades, what must improve."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue.catalogue import Registers
from corpus.documents import Document
from corpus.registers.judgements import Area, Grade, Judgement
from corpus.registers.recommendations import Recommendation
from retrieval.changes import Change, changes
from retrieval.registers import Holdings
from tests.documents import a_document

OF_2017, OF_2020, OF_2024 = (a_document(year=year) for year in (2017, 2020, 2024))
VISIT = a_document(year=2025, kind="focused_visit_letter")
THORNBECK = a_document("Thornbeck", 2022)

Lists = Mapping[Document, Sequence[str]]


def judged(document: Document, area: Area, grade: Grade) -> Judgement:
    return Judgement(document.id, area, grade, 1, f"{area} {grade}", "p", 0, 12)


def holding(lists: Lists, *judgements: Judgement) -> Holdings:
    """These documents with the items of their lists, and these grades."""
    return Holdings(
        list(lists),
        Registers(
            {d.id: [j for j in judgements if j.document_id == d.id] for d in lists},
            {
                d.id: [
                    Recommendation(d.id, n, text, "area_for_improvement", 2, "p", 0, len(text))
                    for n, text in enumerate(texts, 1)
                ]
                for d, texts in lists.items()
            },
        ),
        {},
    )


def only(found: Sequence[Change]) -> Change:
    [change] = found
    return change


def test_a_new_inspection_replaces_what_stood_its_grades_and_its_list() -> None:
    old: Lists = {OF_2020: ["Visits to children. (Outcome 3)", "Plans for children."]}
    change = only(
        changes(
            holding(old, judged(OF_2020, "leaders", "good"), judged(OF_2020, "in_care", "good")),
            holding(
                {**old, OF_2024: ["visits  to children", "The pace of permanence."]},
                judged(OF_2020, "leaders", "good"),
                judged(OF_2020, "in_care", "good"),
                judged(OF_2024, "leaders", "inadequate"),
                judged(OF_2024, "care_leavers", "outstanding"),
            ),
        )
    )
    assert change.authority == "Aldermere"
    assert change.came == (OF_2024,)
    assert change.replaced == ((OF_2020, OF_2024),)
    moved = {
        g.area: (g.before and g.before.judgement.grade, g.after and g.after.judgement.grade)
        for g in change.grades
    }
    assert moved == {
        "leaders": ("good", "inadequate"),
        "care_leavers": (None, "outstanding"),
        "in_care": ("good", None),
    }
    assert [i.recommendation.text for i in change.new] == ["The pace of permanence."]
    assert [i.recommendation.text for i in change.dropped] == ["Plans for children."]
    assert [(i.recommendation.text, i.document) for i in change.kept] == [
        ("visits  to children", OF_2024)
    ]


def test_a_letter_adds_to_the_inspection_before_it() -> None:
    old: Lists = {OF_2024: ["Plans for children."]}
    grade = judged(OF_2024, "leaders", "good")
    change = only(changes(holding(old, grade), holding({**old, VISIT: ["The register."]}, grade)))
    assert change.came == (VISIT,)
    assert (change.replaced, change.grades, change.dropped, change.kept) == ((), (), (), ())
    assert [i.recommendation.text for i in change.new] == ["The register."]


def test_an_older_report_that_comes_late_changes_nothing_that_stands() -> None:
    old: Lists = {OF_2024: ["Plans for children."]}
    grade = judged(OF_2024, "leaders", "good")
    change = only(
        changes(
            holding(old, grade),
            holding({**old, OF_2017: ["Visits."]}, grade, judged(OF_2017, "leaders", "inadequate")),
        )
    )
    assert change.came == (OF_2017,)
    assert (change.replaced, change.grades, change.new, change.dropped) == ((), (), (), ())


def test_of_an_authority_that_did_not_change_nothing_is_told() -> None:
    both: Lists = {OF_2020: ["Plans."], THORNBECK: ["Homes."]}
    assert changes(holding(both), holding(both)) == []
    change = only(changes(holding({THORNBECK: ["Homes."]}), holding(both)))
    assert change.authority == "Aldermere"


def test_what_went_is_told_and_the_list_before_it_stands_again() -> None:
    old: Lists = {OF_2020: ["Plans."]}
    change = only(changes(holding({**old, OF_2024: ["Homes."]}), holding(old)))
    assert (change.came, change.went) == ((), (OF_2024,))
    assert [i.recommendation.text for i in change.new] == ["Plans."]
    assert [i.recommendation.text for i in change.dropped] == ["Homes."]
    of_a_name = only(changes(holding(old), holding(old), [replace(OF_2017, authority=None)]))
    assert of_a_name.authority is None
    assert of_a_name.went == (replace(OF_2017, authority=None),)


ITEMS = st.lists(st.sampled_from(["a plan", "B plan", "c plan", "d plan"]), unique=True)


@given(ITEMS, ITEMS)
def test_each_item_is_told_once_as_new_dropped_or_kept(had: list[str], has: list[str]) -> None:
    old: Lists = {OF_2020: had}
    for change in changes(holding(old), holding({**old, OF_2024: has})):
        told = [[i.recommendation.text for i in found] for found in (change.new, change.kept)]
        standing = has or had
        assert sorted(told[0] + told[1]) == sorted(standing if has else [])
        assert set(told[1]) == set(had) & set(has)
        assert {i.recommendation.text for i in change.dropped} == (
            set(had) - set(has) if has else set()
        )
