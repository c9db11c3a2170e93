"""Questions in their turn: a few at once, each once, whoever has stopped waiting."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from bot.app import Outlook, open_app
from bot.settings import of_home
from bot.state.opening import open_state
from bot.state.questions import Sought
from bot.web.asking.asked import Answered, Asked, Declined, Failed, Result, new_name
from bot.web.asking.desk import FAILED, FULL, LOOKING, Desk, reading
from bot.web.asking.limits import ANYTHING
from bot.web.site import Site
from bot.web.visitors import Role, Visitor
from corpus.sample import DOCUMENTS
from retrieval.ports import Vectors
from tests.bot.web.asking.asking import OF_A_CHILD, QUESTION
from tests.fakes.embedding import WordEmbedder

READER = Visitor("amira", Role.READER)
_SECONDS = 120


class Gated(WordEmbedder):
    """Embeds when it is let; with `broken` it fails in a way that nobody expects."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = Event()
        self.open = Event()
        self.open.set()
        self.broken = False

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.set()
        assert self.open.wait(_SECONDS)
        if self.broken:
            raise RuntimeError(texts[0])
        return super().embed(texts)


@pytest.fixture
def embedder() -> Iterator[Gated]:
    gated = Gated()
    yield gated
    gated.open.set()


@pytest.fixture
def site(tmp_path: Path, embedder: Gated) -> Iterator[Site]:
    with (
        closing(open_app(of_home(tmp_path / "home"), embedder)) as app,
        open_state(tmp_path / "state.sqlite") as state,
    ):
        app.index([DOCUMENTS / "aldermere-inspection-2024.pdf"])
        embedder.asked.clear()
        yield Site(app, state)


def an_asked(question: str = "What do inspectors say about care leavers?") -> Asked:
    return Asked(question, ANYTHING, new_name(), new_name())


def of(desk: Desk, asked: Asked) -> Result:
    return desk.take(READER, asked).future.result(_SECONDS)


def test_what_is_sent_again_while_it_is_answered_is_one_errand(site: Site, embedder: Gated) -> None:
    desk, asked = Desk(site), an_asked()
    embedder.open.clear()
    errand = desk.take(READER, asked)
    assert embedder.asked.wait(_SECONDS)
    assert desk.take(READER, asked) is errand
    assert desk.take(Visitor("other", Role.READER), an_asked()) is not errand
    embedder.open.set()
    assert errand.future.result(_SECONDS) == Answered(asked.conversation, 1)
    # And afterwards it is the turn that there is.
    assert of(desk, asked) == Answered(asked.conversation, 1)
    assert len(site.state.conversations.turns(f"web:{asked.conversation}")) == 1


def test_those_who_wait_are_told_how_many_are_before_them(site: Site, embedder: Gated) -> None:
    desk = Desk(site, at_once=1, most_waiting=2)
    embedder.open.clear()
    first = desk.take(READER, an_asked())
    assert embedder.asked.wait(_SECONDS)
    waiting = [desk.take(READER, an_asked()) for _ in range(2)]
    assert desk.status(first).startswith("Reading 1 document")
    assert desk.status(waiting[0]) == LOOKING
    assert desk.status(waiting[1]) == "1 question is before yours…"
    assert of(desk, an_asked()) == Failed(FULL, 429)
    embedder.open.set()
    for errand in (first, *waiting):
        assert isinstance(errand.future.result(_SECONDS), Answered)


def test_a_failure_is_told_without_what_was_typed(
    site: Site, embedder: Gated, caplog: pytest.LogCaptureFixture
) -> None:
    embedder.broken = True
    assert of(Desk(site), an_asked("What about the LADO?")) == Failed(FAILED, 500)
    assert "RuntimeError" in caplog.text
    assert "LADO" not in caplog.text


def test_what_is_not_taken_is_neither_embedded_nor_kept(site: Site, embedder: Gated) -> None:
    asked = an_asked(OF_A_CHILD)
    result = of(Desk(site), asked)
    assert isinstance(result, Declined)
    assert "Dunnock" not in repr(result)
    assert not embedder.asked.is_set()
    assert site.state.conversations.turns(f"web:{asked.conversation}") == []


def test_a_job_is_the_form_and_what_is_in_it() -> None:
    asked = an_asked(QUESTION)
    same = Asked(QUESTION, ANYTHING, asked.conversation, asked.key)
    assert same.job == asked.job
    assert QUESTION not in asked.job
    for other in (
        Asked(QUESTION, ANYTHING, asked.conversation, new_name()),
        Asked("And in 2019?", ANYTHING, asked.conversation, asked.key),
        Asked(QUESTION, ANYTHING, asked.conversation, asked.key, again=1),
    ):
        assert other.job != asked.job


@pytest.mark.parametrize(
    ("outlook", "told"),
    [
        (Outlook((), 1), "Reading 1 document…"),
        (Outlook(("Aldermere",), 1_200), "Reading 1,200 documents about Aldermere…"),
        (Outlook(("A", "B"), 2), "Reading 2 documents about A and B…"),
        (Outlook(("A", "B", "C"), 2), "Reading 2 documents about 3 authorities…"),
    ],
)
def test_what_is_being_read_is_told(outlook: Outlook, told: str) -> None:
    assert reading(outlook) == told


def test_every_question_is_counted_once(site: Site) -> None:
    desk, asked = Desk(site), an_asked()
    of(desk, asked)
    of(desk, asked)
    of(desk, an_asked(OF_A_CHILD))
    newest = site.state.questions.newest(Sought(), 10)
    assert [(each.place, each.outcome, each.question) for each in newest] == [
        ("web", "declined", ""),
        ("web", "answered", asked.question),
    ]
