"""Jobs and answers that tests are made of."""

from datetime import UTC, date, datetime, timedelta

from bot.answering.answers import Answer, AnswerScope, Citation, Claim
from bot.answering.verify import restored
from bot.state.inbox import Job
from tests.documents import a_document

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
QUESTION = "What must improve in Aldermere?"


def a_job(key: str = "E1", minute: int = 0) -> Job:
    """A question that somebody asked in a channel."""
    return Job(
        key=key,
        kind="question",
        payload={"question": QUESTION, "odd": "\x00 \ud800 ’"},
        asker="T1:U1",
        place="C1:17.5",
        accepted_at=NOW + timedelta(minutes=minute),
    )


def an_answer(identity: str = "a1", question: str = QUESTION, document: str = "d1") -> Answer:
    """An answer that cites a document, of which there is a copy."""
    copy = a_document("Aldermere", 2024)
    quote = "The time it takes to see a child."
    citation = Citation(
        number=1,
        passage_id="p1",
        document_id=document,
        title="Inspection of Aldermere",
        kind="inspection_report",
        publisher="Ofsted",
        authority="Aldermere",
        date=date(2024, 3, 15),
        date_basis="stated",
        dated="4 to 15 March 2024",
        source="aldermere.pdf",
        sha256="0" * 64,
        page=2,
        paragraph="1",
        heading=("What needs to improve?",),
        quote=quote,
        start=10,
        end=10 + len(quote),
        also_in=(copy,),
    )
    return restored(
        {
            "id": identity,
            "question": question,
            "outcome": "answered",
            "text": f"{quote} [1]",
            "claims": (Claim(quote, (1,)),),
            "citations": (citation,),
            "scope": AnswerScope(("Aldermere",), None, None, None, (), 1, "Understood."),
            "caveats": (),
            "suggestions": ("And before that?",),
            "answerer": "extractive",
            "prompt": None,
        }
    )
