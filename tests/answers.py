"""Answers and citations that tests are made of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.answering.answers import SEAL, Answer, AnswerScope, Citation, Claim, Outcome
from bot.answering.markdown import markdown


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
