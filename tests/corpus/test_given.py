from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from corpus.documents import Dates
from corpus.given import KEYS, GivenError, asked, checked, heeding, settled, with_given
from tests.documents import a_document

LETTER = a_document("Aldermere", 2024)
UNDATED = a_document(
    "Aldermere", 2024, "other", dates=Dates(not_before=date(2022, 2, 1), basis="inferred")
)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("title", "  Review of\nthe front door ", "Review of the front door"),
        ("kind", "minutes", "minutes"),
        ("authority", "london borough of merton", "Merton"),
        ("authority", "Brighton & Hove", "Brighton and Hove"),
        ("meeting", "2019-03-12", "2019-03-12"),
        ("meeting", date(2019, 3, 12), "2019-03-12"),
    ],
)
def test_values_are_kept_plainly(key: str, value: object, kept: str) -> None:
    assert checked(key, value) == kept


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("athority", "Merton", ("Did you mean authority?", "lead_inspector")),
        ("kind", "minute", ("Did you mean minutes?", "work_programme")),
        ("kind", "zzz", ("The kinds are: inspection_report",)),
        ("published", "5/6/2012", ("published has to be a day such as 2024-05-31", "5/6/2012")),
        ("published", "2012", ("2024-05-31",)),
        ("published", 2012, ("2024-05-31",)),
        ("published", "2019-02-30", ("2019-02-30",)),
        ("authority", "Mertn", ("“Mertn”", "Did you mean Merton")),
        ("authority", "Xyzzy", ("Check its spelling",)),
        ("title", "", ("1 to 300 characters",)),
        ("title", "x" * 301, ("1 to 300 characters",)),
        ("title", "a\x1b[31mb", ("1 to 300 characters",)),
        ("publisher", 7, ("quotation marks",)),
    ],
)
def test_what_cannot_be_taken_is_told_with_the_way_out(
    key: str, value: object, told: tuple[str, ...]
) -> None:
    with pytest.raises(GivenError) as error:
        checked(key, value)
    assert all(part in str(error.value) for part in told)


def test_an_authority_that_the_index_has_is_taken_too() -> None:
    assert checked("authority", "Aldermere", ["Aldermere"]) == "Aldermere"
    with pytest.raises(GivenError, match="Did you mean Aldermere"):
        checked("authority", "Aldermeer", ["Aldermere"])


def test_words_are_replaced_and_named() -> None:
    new = with_given(LETTER, {"authority": "Merton", "lead_inspector": "Odalys Quillfeather"})
    assert new.authority == "Merton"
    assert new.given == ("authority", "lead_inspector")
    assert new.dates == LETTER.dates
    assert with_given(LETTER, {}) is LETTER


def test_what_a_sidecar_gave_stays_named_below_what_is_set() -> None:
    below = with_given(LETTER, {"title": "Letter", "kind": "minutes"})
    above = with_given(below, {"title": "Another letter"})
    assert (above.title, above.kind, above.given) == (
        "Another letter",
        "minutes",
        ("title", "kind"),
    )


def test_a_day_that_is_given_decides_and_takes_the_inferred_bound_away() -> None:
    dates = with_given(UNDATED, {"meeting": "2019-03-12"}).dates
    assert (dates.ordering, dates.basis, dates.not_before) == (date(2019, 3, 12), "given", None)


def test_a_day_that_does_not_decide_leaves_the_basis() -> None:
    dates = with_given(LETTER, {"published": "2024-05-01"}).dates
    assert (dates.basis, dates.published_basis) == ("stated", "given")
    assert dates.ordering == LETTER.dates.ordering


def test_bounds_can_be_given_alone() -> None:
    dates = with_given(UNDATED, {"not_after": "2023-01-01"}).dates
    assert (dates.not_before, dates.not_after) == (date(2022, 2, 1), date(2023, 1, 1))
    assert dates.basis == "inferred"
    assert with_given(UNDATED, {"not_before": "2021-01-01"}).dates.basis == "given"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"inspected_from": "2024-04-01"}, "The document says inspected_to=2024-03-15"),
        ({"inspected_from": "2024-04-02", "inspected_to": "2024-04-01"}, "is after inspected_to"),
    ],
)
def test_days_that_contradict_each_other_are_refused(values: dict[str, str], told: str) -> None:
    with pytest.raises(GivenError, match=told):
        with_given(LETTER, values)
    assert heeding(LETTER, values) == replace(LETTER, notes=heeding(LETTER, values).notes)
    assert told in heeding(LETTER, values).notes[-1]


def test_half_an_inspection_is_refused() -> None:
    with pytest.raises(GivenError, match="Give both inspected_from and inspected_to"):
        with_given(UNDATED, {"inspected_to": "2024-04-01"})


def test_an_empty_value_takes_back_what_was_given() -> None:
    values = asked({"title": "", "kind": "minutes"})
    assert values == {"title": None, "kind": "minutes"}
    assert settled(LETTER, {"title": "Letter"}, values) == {"kind": "minutes"}
    with pytest.raises(GivenError, match="gave no title"):
        settled(LETTER, {}, values)
    below = with_given(LETTER, {"title": "Letter"})
    with pytest.raises(GivenError, match="sidecar"):
        settled(below, {}, values)
    with pytest.raises(GivenError, match="titel"):
        asked({"titel": ""})


DAYS = st.dates(date(2011, 1, 1), date(2026, 12, 31))


@for_all(st.dictionaries(st.sampled_from(KEYS[5:]), DAYS, min_size=1))
def test_given_days_hold_or_are_refused(days: dict[str, date]) -> None:
    values = {key: checked(key, day) for key, day in days.items()}
    try:
        new = with_given(UNDATED, values)
    except GivenError:
        return
    assert all(getattr(new.dates, key) == day for key, day in days.items())
    dates = new.dates
    assert dates.inspected_from is None or dates.inspected_to is not None
    if dates.inspected_from and dates.inspected_to:
        assert dates.inspected_from <= dates.inspected_to
    assert set(new.given) == set(days)
