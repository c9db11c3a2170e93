"""Review before publication: the reviewers' card, and the windows in which they decide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from bot.answering.answers import Answer
from bot.slack.blocks import limits
from bot.slack.blocks.answer import answer_pieces
from bot.slack.blocks.cutting import shortened
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    channel_name,
    context,
    context_ours,
    header,
    mention,
    text_input,
)
from bot.slack.blocks.limits import length
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import on_one_line, safe
from bot.slack.blocks.rich import Line, Run, line
from bot.slack.blocks.splitting import Piece, note, packed, pieces_of
from bot.slack.blocks.views import View, modal
from bot.slack.blocks.wording import words

Decision = Literal["approved", "rejected", "lapsed"]
_REASON = 1_000
# So many claims have a field each; a view holds no more beside its words.
_MOST_FIELDS = 90
# And so much of their text, a character counted as it may be written in JSON.
_BYTES_A_CHARACTER, _MOST_BYTES = 6, limits.VIEW_BYTES - 70_000


@dataclass(frozen=True, slots=True)
class Change:
    """A claim as it was and as a reviewer wants it, and whether the documents bear that out.

    `after` is None where it is to be left out; `refused` tells why it cannot be shown so.
    """

    before: str
    after: str | None
    refused: str | None = None


def review_messages(
    answer: Answer, *, asker: str, channel: str, links: Links | None = None
) -> tuple[Message, ...]:
    """The card: who asked what and where, the answer with its sources, and what to decide."""
    metadata = {"event_type": "scrutineer_review", "event_payload": {"answer_id": answer.id}}
    return packed(_card(answer, asker, channel, links or Links()), metadata)


def decided_message(
    answer: Answer, decision: Decision, *, reviewer: str | None = None, reason: str = ""
) -> Message:
    """The card once it is decided: the question, who decided and why, and no buttons."""
    return packed(_decided(answer.question, decision, reviewer, reason))[0]


def held_message(question: str, reason: str) -> Message:
    """What the asker is told of an answer that a reviewer held back."""
    told = [line(words("review_held", question=shortened(on_one_line(question), _REASON)))]
    if reason.strip():
        told.append(line(shortened(on_one_line(reason), _REASON), shape="quote"))
    told.append(line(words("review_held_next")))
    return packed(pieces_of(told))[0]


def waiting_message() -> Message:
    """What the asker is told while a reviewer looks at the answer."""
    return note(words("review_waiting"))


def own_answer_message() -> Message:
    """That nobody reviews the answer to a question of their own."""
    return note(words("review_own"))


def decided_already_message() -> Message:
    """That somebody else was quicker, or the answer holds no more."""
    return note(words("review_decided"))


def superseded_message(question: str) -> Message:
    """What the asker is told when the answer, approved or not, has lapsed."""
    return note(words("review_superseded", question=shortened(on_one_line(question), _REASON)))


def edit_view(answer: Answer, metadata: Mapping[str, str] | None = None) -> View:
    """Fields `claim:1`, `claim:2` …, one a claim; an empty one leaves its claim out.

    A claim that no field has room for is not offered, and stays as it is.
    """
    blocks = context(words("review_edit_introduction"))
    held = 0
    for number, claim in enumerate(answer.claims[:_MOST_FIELDS], 1):
        held += _BYTES_A_CHARACTER * length(safe(claim.text))
        if length(safe(claim.text)) > limits.INPUT_VALUE or held > _MOST_BYTES:
            continue
        marks = " ".join(f"[{cited}]" for cited in claim.citations)
        blocks.append(
            text_input(
                f"claim:{number}",
                words("review_claim", number=number, marks=marks),
                multiline=True,
                optional=True,
                initial=claim.text,
            )
        )
    return modal(
        "review_edit",
        words("review_edit_title"),
        blocks,
        submit=words("review_check"),
        metadata={**(metadata or {}), "answer_id": answer.id},
    )


def changes_view(
    answer_id: str, changes: Sequence[Change], metadata: Mapping[str, str] | None = None
) -> View:
    """What a reviewer changed, word by word, once the documents have been asked again.

    It can be published only where they bear every change out.
    """
    refused = any(change.refused is not None for change in changes)
    lines = [each for change in changes for each in _changed(change)]
    lines = lines or [line(words("review_unchanged"))]
    blocks = context(words("review_refused" if refused else "review_borne_out"))
    blocks += [piece.block for piece in pieces_of(lines)]
    return modal(
        "review_changes",
        words("review_changes_title"),
        blocks,
        submit=None if refused or not changes else words("review_publish"),
        metadata={**(metadata or {}), "answer_id": answer_id},
    )


def reject_view(answer_id: str, metadata: Mapping[str, str] | None = None) -> View:
    """A field `reason`, which the asker will read."""
    return modal(
        "review_reject",
        words("review_reject_title"),
        [
            text_input(
                "reason",
                words("review_reject_reason"),
                multiline=True,
                most=_REASON,
                hint=words("review_reject_hint"),
            )
        ],
        submit=words("review_reject"),
        metadata={**(metadata or {}), "answer_id": answer_id},
    )


def _card(answer: Answer, asker: str, channel: str, links: Links) -> Iterator[Piece]:
    yield Piece(header(words("review_title")), words("review_title"), leads=True)
    where = words("review_asked", user=mention(asker), channel=channel_name(channel))
    yield Piece(context_ours(where), leads=True)
    asked = line(Run(words("asked", question=on_one_line(answer.question)), italic=True))
    yield from pieces_of([asked])
    yield from answer_pieces(answer, links)
    yield Piece(actions(list(_decisions(answer.id))))


def _decisions(answer_id: str) -> Iterator[Block]:
    styles = {"approve": "primary", "edit": None, "reject": "danger"}
    for name, style in styles.items():
        yield button(words(f"review_{name}"), f"review_{name}", answer_id, style=style)


def _decided(
    question: str, decision: Decision, reviewer: str | None, reason: str
) -> Iterator[Piece]:
    yield from pieces_of([line(Run(words(f"review_{decision}"), bold=True))])
    asked = line(
        Run(words("asked", question=shortened(on_one_line(question), _REASON)), italic=True)
    )
    yield from pieces_of([asked])
    if reason.strip():
        yield from pieces_of([line(shortened(on_one_line(reason), _REASON), shape="quote")])
    if reviewer is not None:
        yield Piece(context_ours(words("review_by", user=mention(reviewer))))


def _changed(change: Change) -> Iterator[Line]:
    if change.after is None:
        yield line(Run(change.before, strike=True))
        yield line(Run(words("review_left_out"), italic=True))
        return
    yield Line(tuple(_difference(change.before.split(" "), change.after.split(" "))))
    if change.refused is not None:
        yield line(Run(words("review_not_borne_out", why=on_one_line(change.refused)), italic=True))


def _difference(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """The words that went struck through, the words that came in bold."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield Run(" ".join(before[first:last]) + " ")
            continue
        if last > first:
            yield Run(" ".join(before[first:last]), strike=True)
            yield Run(" ")
        if end > start:
            yield Run(" ".join(after[start:end]), bold=True)
            yield Run(" ")
