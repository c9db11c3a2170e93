"""Jobs and answers that tests are made of."""

from datetime import UTC, datetime, timedelta

from bot.answering.answers import Answer, Claim
from bot.state.inbox import Job
from tests import answers
from tests.answers import a_citation
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
    citation = a_citation(
        quote="The time it takes to see a child.", document_id=document, also_in=(copy,)
    )
    return answers.an_answer(
        (Claim(citation.quote, (1,)),),
        (citation,),
        answer_id=identity,
        question=question,
        suggestions=("And before that?",),
    )
