"""A crowd at several replicas: many people who ask at the same time, whoever of them answers.

They come as through a load balancer: in turn to those that are ready, and to another one, with
the same form, where a connection ends before there is an answer.
"""

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Lock, Thread

from bot.web.asking.desk import FULL
from evals.benchmarks.serving import is_ready
from evals.benchmarks.visiting import Came, Person, new_name

_LOOK = 0.5
# How long somebody waits who is told that too many wait already, and how long for an answer.
_FULL_SECONDS, _PATIENCE = 5.0, 600.0
_ANSWER = re.compile(
    r'<div class="answer">(.*?)<(?:section class="sources"|div class="screen)', re.S
)


class Balancer:
    """Names the site for each question, in turn of those that are ready. Threads share it."""

    def __init__(self, sites: Sequence[str]) -> None:
        self._sites = tuple(sites)
        self._ready = set(sites)
        self._next = count()
        self._turn, self._ended = Lock(), Event()

    def site(self) -> str:
        """The next one; any of them while none is ready."""
        with self._turn:
            among = [site for site in self._sites if site in self._ready] or self._sites
            return among[next(self._next) % len(among)]

    def is_down(self, site: str) -> None:
        """One has not answered: it is asked again once it says that it is ready."""
        with self._turn:
            self._ready.discard(site)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """While it looks which of them are ready."""
        thread = Thread(target=self._look)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_LOOK):
            for site in self._sites:
                ready = is_ready(site)
                with self._turn:
                    (self._ready.add if ready else self._ready.discard)(site)


@dataclass(slots=True)
class Question:
    """A question that somebody asked, and what came of it.

    `site` answered it, `turn` is its number in the conversation; None where nobody did. `told` is
    the answer in words. `full`: how often the queue was said to be full; `turned`: how often a
    connection ended; `faults`: whatever else came in place of an answer. `ahead`: whether they
    were told of others before them. `first` is until something was told, `seconds` to the answer.
    """

    text: str
    follows: bool
    conversation: str
    key: str = field(default_factory=new_name)
    site: str | None = None
    turn: int | None = None
    told: str = ""
    full: int = 0
    turned: int = 0
    faults: list[str] = field(default_factory=list)
    ahead: bool = False
    first: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many people, who ask for so long, and think for `think` seconds on average between."""

    people: int
    seconds: float
    think: float
    questions: Callable[[int], Iterator[tuple[str, bool]]]

    def ask(self, balancer: Balancer) -> list[Question]:
        """All that they asked; the first of each at the same moment."""
        end = time.monotonic() + self.seconds
        with balancer.looking(), ThreadPoolExecutor(self.people) as threads:
            asked = [threads.submit(self._one, n, balancer, end) for n in range(self.people)]
            return [question for each in asked for question in each.result()]

    def _one(self, number: int, balancer: Balancer, end: float) -> list[Question]:
        person, dice = Person(f"person-{number}"), random.Random(number)
        asked: list[Question] = []
        for text, follows in self.questions(number):
            conversation = asked[-1].conversation if follows and asked else new_name()
            question = Question(text, follows, conversation)
            asked.append(question)
            ask(person, question, balancer)
            thinking = dice.uniform(0.5, 1.5) * self.think
            if time.monotonic() + thinking >= end:
                person.close()
                return asked
            time.sleep(thinking)
        raise AssertionError("questions have an end")


def ask(person: Person, question: Question, balancer: Balancer) -> None:
    """Ask until there is an answer, or patience ends."""
    began = time.monotonic()
    while question.site is None and time.monotonic() - began < _PATIENCE:
        site, before = balancer.site(), time.monotonic() - began
        came = person.ask(site, question.text, question.conversation, question.key)
        if came.told or came.name:
            question.first = question.first or before + came.first
        question.ahead |= any("before yours" in told for told in came.told)
        if came.name == "answer":
            question.site, question.turn = site, int(str(came.data["turn"]))
            question.told = words_of(str(came.data["html"]))
        elif not came.name and came.status in (0, 200):
            question.turned += 1
            balancer.is_down(site)
        elif FULL in str(came.data.get("html", "")):
            question.full += 1
            time.sleep(_FULL_SECONDS)
        else:
            question.faults.append(_fault(came))
            time.sleep(_LOOK)
    question.seconds = time.monotonic() - began


def words_of(html: str) -> str:
    """The words of an answer in the HTML of its turn, without those of the page around it."""
    found = _ANSWER.search(html)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1] if found else "").split())


def _fault(came: Came) -> str:
    said = re.sub(r"<[^>]+>", " ", str(came.data.get("html", "")))
    return f"{came.status} {' '.join(said.split())}".strip()
