"""What a form asks for becomes a brief that is wanted, or is said to be wrong field by field."""

from datetime import date
from typing import Any

import pytest
from starlette.datastructures import FormData

from bot.briefs.wanted import Wanted
from bot.web.briefs.order import LABELS, Order, order_in, wanted
from retrieval.query import Filters

AREAS = ("Permanence", "Workforce")
KNOWN = ("Aldermere", "Thornbeck")


def test_an_empty_form_wants_everything_of_an_authority() -> None:
    order = order_in(FormData({"authority": "Aldermere"}), AREAS)
    assert order == Order(authority="Aldermere")
    assert order.title == "Aldermere: all areas"
    assert not order.is_narrowed
    assert wanted(order, KNOWN) == (Wanted("", Filters(("Aldermere",))), {})


def test_all_fields_are_taken() -> None:
    filled = {
        "authority": "Thornbeck",
        "area": "Workforce",
        "from": "2018-01-01",
        "to": "2024-12-31",
        "as_of": "2025-01-01",
        "changed": "2026-03-01",
        "length": "one-page",
        "neighbours": "yes",
    }
    order = order_in(FormData(filled), AREAS)
    assert order.is_narrowed
    asked, faults = wanted(order, KNOWN)
    assert not faults
    assert asked == Wanted(
        "Workforce",
        Filters(
            ("Thornbeck",),
            first=date(2018, 1, 1),
            last=date(2024, 12, 31),
            as_of=date(2025, 1, 1),
        ),
        neighbours=True,
        length="one-page",
        since=date(2026, 3, 1),
    )


def test_words_of_ones_own_win_over_an_area() -> None:
    order = order_in(FormData({"area": "Workforce", "topic": " private fostering "}), AREAS)
    assert order.subject == "private fostering"
    assert order_in(FormData({"area": "Beekeeping"}), AREAS).subject == ""
    assert order_in(FormData({"length": "a novel"}), AREAS).length == "full"


@pytest.mark.parametrize(
    ("filled", "field", "told"),
    [
        ({"authority": ""}, "authority", "Choose whose"),
        ({"authority": "Merrowdown"}, "authority", "No document about “Merrowdown”"),
        ({"first": "last May"}, "from", "2024-05-31"),
        ({"as_of": "2024-13-01"}, "as_of", "2024-05-31"),
        ({"first": "2024-02-01", "last": "2024-01-01"}, "from", "later than “Documents to”"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(filled: dict[str, Any], field: str, told: str) -> None:
    order = Order(**{"authority": "Aldermere", **filled})
    _, faults = wanted(order, KNOWN)
    assert list(faults) == [field]
    assert told in faults[field]
    assert field in LABELS
