"""What is told while an answer is being looked for, and what the agent pane offers to ask."""

from collections.abc import Sequence

from bot.slack.blocks import limits
from bot.slack.blocks.cutting import shortened
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import escape, on_one_line
from bot.slack.blocks.splitting import note
from bot.slack.blocks.wording import counted, words
from bot.suggesting import Holds, offers

_MOST_NAMES = 2
_STATUS, _TITLE, _PROMPT = 100, 60, 500


def reading(documents: int, authorities: Sequence[str] = ()) -> str:
    """What is being done, as a status: "is reading 5 documents about Merton…"."""
    number = counted(documents, "document")
    names = [on_one_line(name) for name in authorities[:_MOST_NAMES]]
    about = words("status_about", names=f" {words('and')} ".join(names)) if names else ""
    if len(authorities) > _MOST_NAMES:
        about = words("status_authorities", count=len(authorities))
    about = about and f" {about}"
    return shortened(words("status_reading", documents=number, about=about), _STATUS)


def starting() -> str:
    """The first status, before it is known what will be read."""
    return words("status_starting")


def loading(status: str, ahead: int = 0) -> tuple[str, ...]:
    """What is shown in turns while it takes longer, the status itself first.

    `ahead` is how many questions are answered before this one.
    """
    first = status.removeprefix("is ")
    waiting = [words("queue_ahead", questions=counted(ahead, "question"))] if ahead else []
    others = words("loading").split("\n")
    return (first[:1].upper() + first[1:], *waiting, *others)[: limits.LOADING_MESSAGES]


def status_message(status: str, ahead: int = 0) -> Message:
    """The status as a message, for places without one; with how many are waiting before it."""
    told = loading(status)[0]
    if ahead:
        told = f"{told} {words('queue_ahead', questions=counted(ahead, 'question'))}"
    return note(told)


def suggested_prompts(authority: str | None = None) -> tuple[dict[str, str], ...]:
    """What the agent pane offers: titles with the questions that they ask."""
    offered = offers(Holds(on_one_line(authority or "")))
    return tuple(
        {"title": shortened(each.title, _TITLE), "message": escape(each.question)[:_PROMPT]}
        for each in offered
    )[: limits.SUGGESTED_PROMPTS]
