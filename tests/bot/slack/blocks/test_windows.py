"""The windows in which people say what they want, and what they are told then."""

import json

from bot.answering.answers import Claim
from bot.slack.blocks.feedback import REASONS, thanks, why_wrong_view
from bot.slack.blocks.review import (
    Change,
    changes_view,
    decided_message,
    edit_view,
    held_message,
    own_answer_message,
    reject_view,
    review_messages,
    waiting_message,
)
from tests.answers import an_answer
from tests.bot.slack.blocks.reading import of_type, read, seen, shown


def test_why_an_answer_is_wrong_is_asked_for_with_the_answer_in_mind() -> None:
    view = why_wrong_view("a1", "C01", "171.2")
    assert view["callback_id"] == "why_wrong"
    assert json.loads(view["private_metadata"]) == {
        "answer_id": "a1",
        "channel": "C01",
        "ts": "171.2",
    }
    [reasons] = of_type(view["blocks"], "radio_buttons")
    assert [option["value"] for option in reasons["options"]] == list(REASONS)
    note = next(block for block in view["blocks"] if block.get("block_id") == "note")
    assert note["optional"]
    assert "name no child" in seen([note])


def test_who_says_something_of_an_answer_sees_that_it_was_kept() -> None:
    assert "kept with the answer" in thanks("wrong").text
    assert "useful" in thanks("useful").text


def test_reviewers_see_who_asked_what_the_answer_and_what_to_decide() -> None:
    answer = an_answer()
    [card] = review_messages(answer, asker="U0ASKER", channel="C0TEAM")
    text = read([card])
    assert "Asked by <@U0ASKER> in <#C0TEAM>" in text
    assert answer.question in text
    assert "Carers feel heard. [1]" in text
    decisions = {
        b["action_id"]: b["value"]
        for b in of_type(list(card.blocks), "button")
        if b["action_id"].startswith("review_")
    }
    assert decisions == dict.fromkeys(["review_approve", "review_edit", "review_reject"], answer.id)
    assert not of_type(list(card.blocks), "feedback_buttons")


def test_no_card_mentions_what_is_no_user() -> None:
    told = review_messages(an_answer(), asker="!here", channel="C0TEAM")
    assert "<!here>" not in read(told)


def test_a_card_that_is_decided_tells_by_whom_and_why_and_has_no_buttons() -> None:
    card = decided_message(an_answer(), "rejected", reviewer="U0REV", reason="Out of date.")
    text = read([card])
    assert "Rejected, not published" in text
    assert "Out of date." in text
    assert "Decided by <@U0REV>" in text
    assert not of_type(list(card.blocks), "button")
    assert "superseded" in decided_message(an_answer(), "lapsed").text


def test_each_claim_can_be_edited() -> None:
    claims = [Claim("Carers feel heard.", (1,)), Claim("x" * 3001, (1,)), Claim("Late.", (1,))]
    view = edit_view(an_answer(claims), {"channel": "C1"})
    fields = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    assert {name: element["initial_value"] for name, element in fields.items()} == {
        "claim:1": "Carers feel heard.",
        "claim:3": "Late.",
    }
    assert json.loads(view["private_metadata"])["channel"] == "C1"


def test_an_answer_of_very_many_claims_can_be_edited() -> None:
    claims = [Claim(f"Claim {number}.", (1,)) for number in range(200)]
    assert "Sentence 90 [1]" in shown(edit_view(an_answer(claims)))
    claims = [Claim("é" * 2_900, (1,)) for _ in range(200)]
    assert shown(edit_view(an_answer(claims)))


def test_changes_are_shown_word_by_word() -> None:
    view = changes_view("a1", [Change("Most carers feel well heard.", "Most carers feel heard.")])
    runs = of_type(view["blocks"], "text")
    assert [r["text"] for r in runs if r.get("style", {}).get("strike")] == ["well"]
    assert view["submit"]["text"] == "Publish"


def test_what_came_is_bold_and_what_was_left_out_is_said() -> None:
    changes = [Change("Visits late.", "Visits were late."), Change("Plans are clear.", None)]
    view = changes_view("a1", changes)
    runs = of_type(view["blocks"], "text")
    assert [r["text"] for r in runs if r.get("style", {}).get("bold")] == ["were"]
    assert "Left out" in shown(view)


def test_what_the_documents_do_not_bear_out_cannot_be_published() -> None:
    view = changes_view("a1", [Change("Carers feel heard.", "All feel heard.", "no such word")])
    assert "submit" not in view
    assert "Not borne out: no such word" in shown(view)


def test_without_a_change_there_is_nothing_to_publish() -> None:
    view = changes_view("a1", [])
    assert "submit" not in view
    assert "Nothing was changed." in shown(view)


def test_a_rejection_needs_a_reason() -> None:
    view = reject_view("a1", {"ts": "1.2"})
    [field] = [block for block in view["blocks"] if block["type"] == "input"]
    assert field["block_id"] == "reason"
    assert not field["optional"]
    assert json.loads(view["private_metadata"]) == {"ts": "1.2", "answer_id": "a1"}


def test_the_asker_hears_what_becomes_of_the_question() -> None:
    assert "once it is approved" in waiting_message().text
    assert "somebody else" in own_answer_message().text
    told = read([held_message("How do carers feel?", "Too old.")])
    assert "How do carers feel?" in told
    assert "Too old." in told


def test_a_long_answer_is_reviewed_whole() -> None:
    claims = [Claim(f"Claim {n}: {'families wait. ' * 60}", (1,), item=True) for n in range(40)]
    cards = review_messages(an_answer(claims), asker="U0ASKER", channel="C0TEAM")
    assert len(cards) > 1
    assert all(f"Claim {n}: " in read(cards) for n in range(40))
