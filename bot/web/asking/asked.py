"""A question as it was sent, and what came of it."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

from starlette.datastructures import FormData

from bot.answering.answers import Answer
from bot.web.asking.limits import Limits, limits_in
from bot.web.forms import text_of

_RANDOM = re.compile(r"[A-Za-z0-9_-]{20,64}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for a conversation, which begins with its first.

    `key` is the sent form's own: a form that is sent twice asks once. `again` is the number of
    the turn that is asked again, with other words or limits; else it follows on from the last.
    """

    question: str
    limits: Limits
    conversation: str
    key: str
    again: int | None = None

    @property
    def job(self) -> str:
        """What this question is in its conversation, however often it arrives."""
        told = repr((self.question, self.limits, self.again))
        return f"{self.key}:{sha256(told.encode('utf-8', 'replace')).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is a turn of the conversation, with this number; the first is 1."""

    conversation: str
    number: int


@dataclass(frozen=True, slots=True)
class Declined:
    """The question was not taken: `answer` says why, and nothing is kept."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Failed:
    """It was not answered, for this reason, as HTTP numbers it.

    `question` may be shown again: it is as the guards left it, empty where they did not look.
    """

    reason: str
    status: int
    question: str = ""


Result = Answered | Declined | Failed


def asked_in(form: FormData) -> Asked:
    """What a form asks; what it lacks to be known by is made up."""
    again = text_of(form, "again")
    return Asked(
        question=text_of(form, "question"),
        limits=limits_in(form),
        conversation=_random(text_of(form, "conversation")),
        key=_random(text_of(form, "key")),
        again=int(again) if again.isdecimal() and len(again) < 6 else None,
    )


def new_name() -> str:
    """A name that nobody can guess, for a conversation or a form."""
    return secrets.token_urlsafe(18)


def _random(given: str) -> str:
    return given if _RANDOM.fullmatch(given) else new_name()
