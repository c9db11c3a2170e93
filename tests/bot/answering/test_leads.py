from dataclasses import replace

import pytest

from bot.answering.leads import items_under, label_at, lead_of, led_by, led_items
from corpus.passages import Passage, Shape
from tests.documents import REPORT_PAGES, cut_source, source_of

_, PASSAGES = cut_source(source_of(*REPORT_PAGES))


def _passage(text: str, shape: Shape = "list") -> Passage:
    return replace(PASSAGES[0], text=text, shape=shape)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Food banks: the panel heard from two of them.", "Food banks"),
        ("**Night Bus Court (NBC)** – the court sits weekly.", "Night Bus Court (NBC)"),
        ("The panel heard from two food banks.", ""),
        ("The panel heard. It asked: why?", ""),
    ],
)
def test_a_line_is_on_what_its_label_says(line: str, label: str) -> None:
    passage = _passage(f"Something: else.\n{line}")
    assert label_at(passage, len(passage.text) - 4) == label


def test_a_lead_is_what_stands_above_a_list() -> None:
    passage = _passage("The charter was agreed. Its three aims are:\nWarm homes\nSafe streets")
    assert lead_of(passage) == "The charter was agreed. Its three aims are"
    assert list(led_items(passage)) == ["Warm homes", "Safe streets"]


def test_of_a_long_opening_only_the_last_sentence_leads() -> None:
    passage = _passage(f"{'It went on and on. ' * 12}Its aims are:\nWarm homes")
    assert lead_of(passage) == "Its aims are"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Warm homes\nSafe streets", "list"),
        ("Its aims are:", "list"),
        ("Its aims are:\nWarm homes", "paragraph"),
    ],
)
def test_without_a_lead_nothing_is_led(text: str, shape: Shape) -> None:
    assert lead_of(_passage(text, shape)) == ""
    assert list(led_items(_passage(text, shape))) == []


def test_items_of_what_is_denied_are_not_told() -> None:
    assert list(led_items(_passage("The following were not in place:\nPlans\nReviews"))) == []


def test_an_item_stands_under_the_nearest_lead_above_it() -> None:
    passage = _passage(
        "In May 52 children lived there. Of this number:\n6 board\n9 sleep in\n"
        "In the last year:\n3 left"
    )
    leads = [led_by(passage, passage.text.index(item)) for item in ("6 board", "3 left")]
    assert leads == ["In May 52 children lived there. Of this number", "In the last year"]
    assert [items_under(passage, lead) for lead in leads] == [2, 1]
    assert led_by(passage, 0) == ""
