"""Saying that an answer was of use or was not, and why."""

from typing import Literal

from bot.slack.blocks.elements import choice, context, text_input
from bot.slack.blocks.message import Message
from bot.slack.blocks.splitting import note
from bot.slack.blocks.views import View, modal
from bot.slack.blocks.wording import words

Reason = Literal["wrong_passage", "out_of_date", "incomplete", "unclear", "other"]
REASONS: tuple[Reason, ...] = ("wrong_passage", "out_of_date", "incomplete", "unclear", "other")
_NOTE = 1_000


def why_wrong_view(answer_id: str, channel: str, ts: str) -> View:
    """The window that asks what is wrong: radio buttons `reason`, and a `note` if wanted."""
    return modal(
        "why_wrong",
        words("why_wrong_title"),
        [
            *context(words("why_wrong_introduction")),
            choice("reason", words("why_wrong_reason"), {r: words(f"wrong_{r}") for r in REASONS}),
            text_input(
                "note",
                words("why_wrong_note"),
                multiline=True,
                optional=True,
                most=_NOTE,
                hint=words("no_names"),
            ),
        ],
        submit=words("send"),
        metadata={"answer_id": answer_id, "channel": channel, "ts": ts},
    )


def thanks(verdict: Literal["useful", "wrong"]) -> Message:
    """That what was said of an answer has been kept."""
    return note(words(f"thanks_{verdict}"))
