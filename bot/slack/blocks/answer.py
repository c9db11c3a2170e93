"""An answer as Slack messages: the answer first, then what bears it out, then what to do next."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from bot.answering.answers import Answer, Citation, Claim
from bot.answering.showing import graded, said_instead
from bot.slack.blocks import limits
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context_ours,
    divider,
    feedback,
    mention,
)
from bot.slack.blocks.limits import length
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import on_one_line
from bot.slack.blocks.rich import Line, Run, line, of_markdown
from bot.slack.blocks.sources import source_pieces
from bot.slack.blocks.splitting import Piece, notes_of, packed, pieces_of
from bot.slack.blocks.wording import counted, words

_MOST_SUGGESTIONS, _A_PARAGRAPH = 5, 2


def messages(
    answer: Answer,
    *,
    links: Links | None = None,
    private: bool = False,
    shared_by: str | None = None,
    approved_by: str | None = None,
) -> tuple[Message, ...]:
    """The messages that tell an answer, of whatever outcome, nothing of it cut off.

    A `private` one can be shared; `shared_by` and `approved_by` are ids of users. The question
    is told where it is not to be seen above.
    """
    metadata = {"event_type": "scrutineer_answer", "event_payload": {"answer_id": answer.id}}
    return packed(
        _pieces(answer, links or Links(), private, shared_by, approved_by),
        None if private else metadata,
    )


def answer_pieces(answer: Answer, links: Links) -> Iterator[Piece]:
    """The answer, its caveats, its sources and what was searched, with nothing to be done."""
    yield from _told(answer, links)
    if answer.claims:
        caveats = (words("caveat", caveat=on_one_line(caveat)) for caveat in answer.caveats)
        yield from notes_of("\n".join(caveats))
    if answer.citations:
        yield Piece(divider(), leads=True, opens=True)
        yield from source_pieces(answer, links)
    yield from _searched(answer)


def answer_lines(answer: Answer, links: Links) -> Iterator[tuple[Line, ...]]:
    """What is answered, a group at a time: corrections, then claims with their marks.

    More than two sentences are a list: on a phone a long paragraph is hard to take in.
    """
    cited = {citation.number: citation for citation in answer.citations}
    for correction in answer.corrections:
        yield (line(Run(correction, italic=True), shape="quote"),)
    for group, claims in groupby(answer.claims, lambda claim: claim.group):
        lines = [line(Run(on_one_line(group), bold=True))] if group else []
        for is_item, same in groupby(claims, lambda claim: claim.item):
            told = [_claim(c, [cited[n] for n in c.citations], links) for c in same]
            if is_item or len(told) > _A_PARAGRAPH:
                lines += [Line(runs, "item") for runs in told]
            else:
                apart = [(*runs, Run(" ")) for runs in told[:-1]]
                lines.append(Line(tuple(chain(*apart, told[-1]))))
        yield tuple(lines)


def suggestion_row(questions: Sequence[str]) -> Block | None:
    """Buttons that ask further questions, None without any that a button can hold."""
    buttons = [
        button(question, f"suggest:{number}", question, label=words("ask_label", question=question))
        for number, question in enumerate(questions[:_MOST_SUGGESTIONS], 1)
        if question.strip() and length(question) <= limits.BUTTON_VALUE
    ]
    return actions(buttons) if buttons else None


def again_row(question: str) -> Block | None:
    """A button that asks a question again, None where no button can hold it."""
    if not question.strip() or length(question) > limits.BUTTON_VALUE:
        return None
    label = words("ask_label", question=question)
    return actions([button(words("ask_again"), "suggest:1", question, label=label)])


def _pieces(
    answer: Answer, links: Links, private: bool, shared_by: str | None, approved_by: str | None
) -> Iterator[Piece]:
    if answer.question and (private or shared_by):
        asked = line(Run(words("asked", question=on_one_line(answer.question)), italic=True))
        yield from pieces_of([asked])
    yield from answer_pieces(answer, links)
    yield from _by_whom(shared_by, approved_by)
    yield from _next(answer, private)


def _told(answer: Answer, links: Links) -> Iterator[Piece]:
    if answer.claims:
        yield from chain.from_iterable(map(pieces_of, answer_lines(answer, links)))
        return
    lines = of_markdown(said_instead(answer))
    yield from pieces_of(lines or [line(words("nothing_said"))])
    if answer.outcome in ("no_evidence", "failed"):
        yield from pieces_of([line(words(f"next_{answer.outcome}"))])


def _claim(claim: Claim, cited: Sequence[Citation], links: Links) -> tuple[Run, ...]:
    runs = [Run(f"{on_one_line(claim.label)}: ", italic=True)] if claim.label else []
    told, grade = graded(claim)
    runs.append(Run(told))
    if grade:
        runs.append(Run(grade, bold=True))
    for citation in cited:
        runs += [Run(" "), Run(f"[{citation.number}]", url=links.to(citation))]
    return tuple(runs)


def _searched(answer: Answer) -> Iterator[Piece]:
    if answer.outcome in ("declined", "failed", "needs_clarification"):
        return
    reading = on_one_line(answer.scope.reading)
    if answer.claims:
        documents = counted(answer.scope.documents_searched, "document")
        reading = words("searched", documents=documents, reading=reading)
    yield from notes_of(reading)


def _by_whom(shared_by: str | None, approved_by: str | None) -> Iterator[Piece]:
    for name, user in (("shared_by", shared_by), ("approved_by", approved_by)):
        if user is not None:
            yield Piece(context_ours(words(name, user=mention(user))))


def _next(answer: Answer, private: bool) -> Iterator[Piece]:
    """What can be done now: share it, ask on, say whether it was of use."""
    if private and answer.outcome != "declined":
        share = button(words("share"), "share", answer.id, label=words("share_label"))
        yield Piece(actions([share]))
    again = again_row(answer.question) if answer.outcome == "failed" else None
    if again is not None:
        yield Piece(again)
    row = suggestion_row(answer.suggestions)
    if row is not None:
        unclear = answer.outcome == "needs_clarification"
        heading = "which_is_meant" if unclear else "could_ask"
        questions = " ".join(element["value"] for element in row["elements"])
        yield from (
            Piece(piece.block, f"{piece.said} {questions}", leads=True)
            for piece in notes_of(words(heading))
        )
        yield Piece(row)
    if answer.outcome not in ("declined", "failed", "needs_clarification"):
        yield Piece(
            feedback(
                "feedback",
                (words("useful"), f"useful:{answer.id}"),
                (words("wrong"), f"wrong:{answer.id}"),
            )
        )
