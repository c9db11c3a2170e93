"""Two replicas, one Chroma server and one PostgreSQL, each of them killed in the middle of work."""

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from threading import Event

import pytest
from sqlalchemy import text

from bot import addresses
from bot.state.database import Database
from bot.state.locks import AdvisoryLock
from bot.state.opening import State, open_state
from bot.state.shared_index import SharedIndex
from corpus.sample import DOCUMENTS
from evals.benchmarks.crowd import Balancer, Crowd
from evals.benchmarks.load import of_web
from tests import postgres
from tests.chroma import ChromaServer
from tests.postgres import PostgresServer
from tests.replicas import Replica, answers_in, new_conversation

QUESTIONS = (
    "What must improve in Aldermere?",
    "What did inspectors find about the LADO?",
    "How was Thornbeck graded in 2022?",
    "Do care leavers feel looked after?",
    "What do inspectors say about beekeeping?",
)
# Seconds after which nobody answers from the generation before.
BOUND = 1.0
_PATIENCE = 180.0


@dataclass
class Town:
    """All of it at work."""

    database: PostgresServer
    chroma: ChromaServer
    first: Replica
    second: Replica
    state: State
    looking: Database
    shared: SharedIndex

    @property
    def replicas(self) -> tuple[Replica, Replica]:
        return self.first, self.second

    def answer(self, replica: Replica, question: str) -> str:
        """The id of what a replica answers."""
        said, conversation = replica.ask(question)
        assert said.status == 303, said.page
        (answer_id,) = answers_in(self.state, conversation)
        return answer_id

    def is_indexing(self) -> bool:
        """Whether somebody holds the lock of those who change the index."""
        with self.looking.reading() as run:
            held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = :number"
            return bool(run.execute(text(held), {"number": AdvisoryLock.INDEXING}).scalar())

    def is_told(self, generation: int) -> bool:
        """Whether all answer from a generation, and its run is noted as done."""
        return self.shared.active() >= generation and self.state.runs.recent(1)[0].state == "done"

    def are_alike(self) -> bool:
        """Whether both give the same answers to all questions."""
        return all(
            self.answer(self.first, question) == self.answer(self.second, question)
            for question in QUESTIONS
        )


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    folder = tmp_path_factory.mktemp("town")
    papers = folder / "papers"
    papers.mkdir()
    for name in ("aldermere-inspection-2019.pdf", "thornbeck-inspection-2022.pdf"):
        shutil.copy(DOCUMENTS / name, papers)
    with ExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor())
        vectors = ChromaServer(folder / "chroma")
        stack.callback(vectors.kill)
        begun = threads.submit(vectors.start)
        database = stack.enter_context(postgres.server())
        begun.result()
        settings = {
            "SCRUTINEER_STATE_URL": database.url,
            "SCRUTINEER_SHARED_INDEX": "true",
            "SCRUTINEER_FILES": str(folder / "files"),
            "SCRUTINEER_CHROMA_URL": vectors.url,
            "SCRUTINEER_CHROMA_FROM": "0",
        }
        first, second = (Replica(folder / name, settings) for name in ("first", "second"))
        indexed = first.run("index", papers)
        assert indexed.returncode == 0, indexed.stderr
        for replica in (first, second):
            stack.callback(replica.end)
        list(threads.map(Replica.start, (first, second)))
        state = stack.enter_context(open_state(database.url))
        looking = stack.enter_context(closing(Database(database.url)))
        yield Town(database, vectors, first, second, state, looking, SharedIndex(looking))


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def settled(town: Town, generation: int) -> None:
    """Wait until all answer from a generation, at the latest."""
    until(lambda: town.shared.active() >= generation)
    time.sleep(BOUND)


@dataclass
class Told:
    """An answer: from whom, when it was asked for, when it was there."""

    began: float
    ended: float
    answer_id: str


def asking(town: Town, replica: Replica, question: str, ended: Event) -> list[Told]:
    """Ask a replica the same thing until the event; no question may go unanswered."""
    told = []
    while not ended.is_set():
        began = time.monotonic()
        answer_id = town.answer(replica, question)
        told.append(Told(began, time.monotonic(), answer_id))
    return told


def test_both_give_the_same_answers_and_read_the_same_pages(town: Town) -> None:
    assert town.are_alike()
    assert town.shared.active() == 1
    assert town.chroma.held() > 0
    passage = town.state.answers.get(town.answer(town.first, QUESTIONS[2]))
    assert passage is not None
    assert passage.generation == 1
    document = passage.citations[0].document_id
    pages = [replica.get(f"/documents/{document}").page for replica in town.replicas]
    assert pages[0] == pages[1]


def test_both_turn_to_a_new_document_together(town: Town) -> None:
    question, ended = QUESTIONS[0], Event()
    before = town.answer(town.first, question)
    with ThreadPoolExecutor() as threads:
        asked = [
            threads.submit(asking, town, replica, question, ended) for replica in town.replicas
        ]
        said = town.second.upload(DOCUMENTS / "aldermere-inspection-2024.pdf")
        try:
            assert said.status == 303, said.page
            settled(town, 2)
            time.sleep(2 * BOUND)
        finally:
            ended.set()
        told = [future.result() for future in asked]
    after = town.answer(town.first, question)
    assert {each.answer_id for each in (*told[0], *told[1])} == {before, after}
    turned = min(each.ended for some in told for each in some if each.answer_id == after)
    for some in told:
        assert some[0].answer_id == before
        late = [each for each in some if each.began > turned + BOUND]
        assert {each.answer_id for each in late} == {after}
    assert town.are_alike()
    # The file itself is where both find it.
    found = town.state.answers.get(after)
    assert found is not None
    file = f"/documents/{found.citations[0].document_id}/file"
    assert {replica.get(file).status for replica in town.replicas} == {200}


def test_a_replica_that_is_killed_loses_no_question(town: Town) -> None:
    questions = [(QUESTIONS[n % 3], new_conversation()) for n in range(24)]
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(town.second.ask, *each) for each in questions]
        until(lambda: any(future.done() for future in asked))
        town.second.kill()
        said = [future.result()[0].status for future in asked]
    assert set(said) <= {303, 0}
    assert 0 in said
    # Whoever got no answer sends the same form again, to the one that is left.
    for (question, conversation), status in zip(questions, said, strict=True):
        if status == 0:
            assert town.first.ask(question, conversation)[0].status == 303
        assert len(answers_in(town.state, conversation)) == 1
    town.second.start()
    assert town.are_alike()


def test_a_crowd_loses_nothing_when_a_replica_is_killed(town: Town) -> None:
    people = Crowd(16, 0.0, 0.0, lambda number: iter([(QUESTIONS[number % 4], False)] * 9))
    with ThreadPoolExecutor(1) as threads:
        crowd = threads.submit(people.ask, Balancer([each.site for each in town.replicas]))
        until(lambda: town.state.conversations.recent("web:local", 1) != [])
        town.second.kill()
        asked = crowd.result()
    town.second.start()
    told = of_web(asked, town.state, 1.0)
    assert {name: told[name] for name in ("asked on the web pages", "lost", "answered twice")} == {
        "asked on the web pages": 16,
        "lost": 0,
        "answered twice": 0,
    }
    assert told["other errors"] == told["of them with another id or text"] == 0
    assert all(question.told for question in asked)


def test_a_replica_that_is_killed_while_it_indexes_leaves_the_index_whole(town: Town) -> None:
    before = {question: town.answer(town.first, question) for question in QUESTIONS}
    active = town.shared.active()
    report = DOCUMENTS / "aldermere-inspection-2015.pdf"
    assert town.second.upload(report).status == 303
    until(town.is_indexing)
    town.second.kill()
    assert {question: town.answer(town.first, question) for question in QUESTIONS} == before
    assert town.shared.active() == active
    # The file is there for whoever goes on with it, and the lock is free.
    run = town.state.runs.recent(1)[0]
    assert run.state == "cut_short"
    again = town.first.post(f"{addresses.INDEX}/again", {"which": "unindexed"})
    assert (again.status, again.page) == (303, f"{addresses.INDEX}/runs/{run.number + 1}")
    settled(town, active + 1)
    town.second.start()
    assert town.are_alike()
    assert "2015" in town.first.get("/library").page


def test_without_chroma_all_is_answered_and_it_is_used_again_when_it_is_back(town: Town) -> None:
    before = {question: town.answer(town.first, question) for question in QUESTIONS}
    held, active = town.chroma.held(), town.shared.active()
    town.chroma.kill()
    assert {question: town.answer(town.first, question) for question in QUESTIONS} == before
    assert town.second.upload(DOCUMENTS / "aldermere-local-offer.html").status == 303
    until(lambda: town.is_told(active + 1))
    report = town.state.runs.recent(1)[0].report
    assert report is not None
    assert "Chroma was not brought up to date" in str(report["notes"])
    town.chroma.start()
    assert town.second.upload(DOCUMENTS / "thornbeck-inspection-2017-extract.txt").status == 303
    until(lambda: town.is_told(active + 2))
    assert town.chroma.held() > held
    time.sleep(BOUND)
    assert town.are_alike()


def test_without_the_database_it_is_said_and_all_goes_on_when_it_is_back(town: Town) -> None:
    active = town.shared.active()
    assert town.second.upload(DOCUMENTS / "thornbeck-monitoring-visit-2023.pdf").status == 303
    until(town.is_indexing)
    with ThreadPoolExecutor() as threads:
        asked = [threads.submit(town.first.ask, question) for question in QUESTIONS]
        town.database.kill()
        said = [future.result()[0] for future in asked]
    said += [replica.ask(QUESTIONS[0])[0] for replica in town.replicas]
    town.database.start()
    assert {each.status for each in said} <= {303, 503}
    assert {each.status for each in said[-2:]} == {503}
    assert "cannot be used" in said[-1].page
    until(lambda: town.is_told(active + 1))
    time.sleep(BOUND)
    assert town.are_alike()
    assert not [line for replica in town.replicas for line in replica.errors]
