"""The form of a brief: what it is filled in with, and how many authorities it can hold."""

import json
from typing import Any

from bot.slack.blocks.brief import brief_view, declined_view
from bot.slack.blocks.views import View
from tests.bot.slack.blocks.reading import shown

AREAS = ("Front door and MASH", "Care leavers")


def fields(view: View) -> dict[str, Any]:
    shown(view)
    return {block["block_id"]: block for block in view["blocks"] if "block_id" in block}


def test_it_is_filled_in_with_what_is_known() -> None:
    view = brief_view(
        ["Aldermere", "Thornbeck"],
        AREAS,
        authority="Thornbeck",
        topic="housing " * 60,
        metadata={"channel": "C01"},
    )
    found = fields(view)
    assert found["authority"]["element"]["initial_option"]["value"] == "Thornbeck"
    assert len(found["topic"]["element"]["initial_value"]) == 300
    assert "initial_option" not in found["area"]["element"]
    assert json.loads(view["private_metadata"]) == {"channel": "C01"}
    optional = {name for name, block in found.items() if block["optional"]}
    assert optional == {"area", "topic", "first", "last", "changed", "neighbours"}


def test_a_topic_that_is_an_area_is_chosen_among_them() -> None:
    found = fields(brief_view(["Aldermere"], AREAS, topic="care leavers"))
    assert found["area"]["element"]["initial_option"]["value"] == "Care leavers"
    assert "initial_value" not in found["topic"]["element"]


def test_it_holds_every_authority_of_a_large_index() -> None:
    names = [f"Borough {number:03}" for number in range(1, 330)]
    menu = fields(brief_view(names, AREAS, authority="Borough 250"))["authority"]["element"]
    held = [option["value"] for group in menu["option_groups"] for option in group["options"]]
    assert held == names
    assert [group["label"]["text"] for group in menu["option_groups"]][:1] == [
        "Borough 001 – Borough 100"
    ]
    assert menu["initial_option"]["value"] == "Borough 250"


def test_long_and_equal_names_are_taken_once() -> None:
    menu = fields(brief_view(["B" * 400, "B" * 500, "Aldermere"], AREAS))["authority"]["element"]
    assert [len(option["value"]) for option in menu["options"]] == [150, 9]


def test_an_authority_that_is_not_there_is_not_chosen() -> None:
    menu = fields(brief_view(["Aldermere"], AREAS, authority="Nowhereshire"))["authority"]
    assert "initial_option" not in menu["element"]


def test_why_a_topic_is_not_looked_into_is_told_over_the_form() -> None:
    view = declined_view("This was not looked up.\n- Speak to your manager.")
    assert "Speak to your manager." in shown(view)
    assert "submit" not in view
