"""Answers that tests are made of, and what can be read in the blocks that show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.answering.answers import SEAL, Answer, AnswerScope, Citation, Claim, Outcome
from bot.answering.markdown import markdown
from bot.slack.blocks.message import Message
from tests.slack_emulator.messages import check_content
from tests.slack_emulator.views import faults_of_view, too_large


def a_citation(number: int = 1, quote: str = "Carers feel heard.", **changes: Any) -> Citation:
    """A quote of the report on Aldermere, page 2; anything of it changed."""
    citation = Citation(
        number=number,
        passage_id="p1",
        document_id="d1",
        title="Inspection of Aldermere children’s services",
        kind="inspection_report",
        publisher="Ofsted",
        authority="Aldermere",
        date=date(2024, 3, 15),
        date_basis="stated",
        dated="4 to 15 March 2024",
        source="letters/aldermere.pdf",
        sha256="0" * 64,
        page=2,
        paragraph="14",
        heading=("What needs to improve",),
        quote=quote,
        start=0,
        end=len(quote),
    )
    return replace(citation, **changes)


def an_answer(
    claims: Sequence[Claim] = (Claim("Carers feel heard.", (1,)),),
    citations: Sequence[Citation] = (a_citation(),),
    *,
    outcome: Outcome = "answered",
    text: str | None = None,
    question: str = "How do carers feel in Aldermere?",
    caveats: Sequence[str] = (),
    corrections: Sequence[str] = (),
    suggestions: Sequence[str] = (),
    answer_id: str = "a0123456789abcdef",
) -> Answer:
    """An answer, about carers where nothing else is given."""
    return Answer(
        id=answer_id,
        question=question,
        outcome=outcome,
        text=markdown(claims, corrections, caveats) if text is None else text,
        claims=tuple(claims),
        citations=tuple(citations),
        scope=AnswerScope(("Aldermere",), None, None, None, (), 5, "Understood as: carers."),
        caveats=tuple(caveats),
        corrections=tuple(corrections),
        suggestions=tuple(suggestions),
        answerer="extractive",
        prompt=None,
        seal=SEAL,
    )


def seen(blocks: Sequence[Mapping[str, Any]]) -> str:
    """All that can be read in blocks, runs of a line joined, else a line each."""
    return "\n".join(text for block in blocks for text in _texts(block))


def read(messages: Sequence[Message]) -> str:
    """All that can be read in messages, which Slack has to take."""
    for message in messages:
        check_content(message.arguments())
    return "\n".join(seen(message.blocks) for message in messages)


def shown(view: Mapping[str, Any]) -> str:
    """All that can be read in a view, which Slack has to take."""
    assert faults_of_view(view) == []
    assert not too_large(view)
    return seen(view["blocks"])


def parts(value: object) -> Iterator[Mapping[str, Any]]:
    """Every part of blocks or a view, however deep."""
    if isinstance(value, Mapping):
        yield value
        for held in value.values():
            yield from parts(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from parts(held)


def of_type(value: object, *types: str) -> list[Mapping[str, Any]]:
    """The parts of these types."""
    return [part for part in parts(value) if part.get("type") in types]


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for held in part:
            yield from _texts(held)
    elif isinstance(part, Mapping):
        if part.get("type") in ("rich_text_section", "rich_text_quote"):
            yield "".join(run["text"] for run in part["elements"])
        elif part.get("type") in ("plain_text", "mrkdwn"):
            yield part["text"]
        else:
            for held in part.values():
                yield from _texts(held)
