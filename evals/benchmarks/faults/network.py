"""A network that is slow, silent, and well again, between replicas and what they share.

Two replicas reach PostgreSQL and a Chroma server each through a link that delays every piece of
what it passes on and lets so many bytes a second through; or, silent, nothing at all in either
direction, without a word. Questions must be answered as before or put off politely, in time; when
all is well again what was put off is sent again, and has one answer. What is uploaded meanwhile
must come to both replicas.
"""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.state.opening import State, open_state
from evals.benchmarks.faults.outcomes import Outcome
from evals.benchmarks.faults.slowing import SILENT, Link, Pace
from tests import postgres
from tests.chroma import server as chroma_server
from tests.replicas import Replica, answers_in, new_conversation

_SLOW = Pace(0.2, 20_000)
_DEADLINE, _PATIENCE = 120.0, 900.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, of whom and in which conversation; sent again it is the same one."""

    replica: Replica
    question: str
    conversation: str = field(default_factory=new_conversation)


@dataclass(slots=True)
class Town:
    """Two replicas, and the links to what they share, of which `state` needs none."""

    replicas: tuple[Replica, Replica]
    state: State
    links: Mapping[str, Link]
    questions: Sequence[str]
    answers: dict[str, str] = field(default_factory=dict)
    put_off: list[Asked] = field(default_factory=list)

    def set(self, pace: Pace | None, *names: str) -> None:
        """Have links at a pace, all where none is named."""
        for name in names or self.links:
            self.links[name].pace = pace


def network(
    papers: Path, uploads: Sequence[Path], questions: Sequence[str], work: Path
) -> Iterator[Outcome]:
    """Slow, then silent: each link by itself, and both, with something uploaded meanwhile."""
    if postgres.programs() is None:
        yield Outcome(f"slow network: {postgres.MISSING}")
        return
    with ExitStack() as stack:
        town = _town(stack, papers, questions, work)
        for name, pace, upload in (
            ("200 ms, 20 kB a second", _SLOW, uploads[0]),
            ("silent", SILENT, uploads[1]),
        ):
            outcome = Outcome(f"network: {name}")
            for links in (*[(link,) for link in town.links], tuple(town.links)):
                town.set(pace, *links)
                _ask(outcome, town, " and ".join(links))
                town.set(None)
                _well_again(outcome, town)
            _upload(outcome, town, pace, upload)
            yield outcome


def _town(stack: ExitStack, papers: Path, questions: Sequence[str], work: Path) -> Town:
    work.mkdir()
    vectors = chroma_server(work / "chroma")
    direct = stack.enter_context(postgres.server()).url
    ports = [urlsplit(url).port or 0 for url in (direct, stack.enter_context(vectors).url)]
    links = {
        name: stack.enter_context(Link(port))
        for name, port in zip(("PostgreSQL", "Chroma"), ports, strict=True)
    }
    settings = {
        "SCRUTINEER_STATE_URL": direct.replace(f":{ports[0]}/", f":{links['PostgreSQL'].port}/"),
        "SCRUTINEER_SHARED_INDEX": "true",
        "SCRUTINEER_FILES": str(work / "files"),
        "SCRUTINEER_CHROMA_URL": f"http://127.0.0.1:{links['Chroma'].port}",
        "SCRUTINEER_CHROMA_FROM": "0",
    }
    replicas = Replica(work / "first", settings), Replica(work / "second", settings)
    indexed = replicas[0].run("index", papers)
    if indexed.returncode:
        raise RuntimeError(indexed.stderr)
    for replica in replicas:
        stack.callback(replica.end)
        replica.start()
    town = Town(replicas, stack.enter_context(open_state(direct)), links, questions)
    _learn(town)
    return town


def _learn(town: Town) -> list[str]:
    """Take what both replicas answer now as right; what is wrong where they differ."""
    faults = []
    for question in town.questions:
        asked = [Asked(replica, question) for replica in town.replicas]
        for each in asked:
            each.replica.ask(question, each.conversation)
        told = [tuple(answers_in(town.state, each.conversation)) for each in asked]
        if len(set(told)) != 1 or len(told[0]) != 1:
            faults.append(f"the replicas answer differently: {told}")
        else:
            town.answers[question] = told[0][0]
    return faults


def _ask(outcome: Outcome, town: Town, links: str) -> None:
    """Ask both replicas everything, all at once."""
    asked = [Asked(replica, each) for each in town.questions for replica in town.replicas]
    with ThreadPoolExecutor(len(asked)) as threads:
        told = list(threads.map(lambda each: _told(town, each), asked))
    for each, (came, seconds, faults) in zip(asked, told, strict=True):
        if came != "answered":
            town.put_off.append(each)
        if seconds > _DEADLINE:
            faults.append(f"{links}: it took {seconds:.0f} s")
        outcome.note(f"{links}: {came}", faults)
    longest = max(seconds for _, seconds, _ in told)
    print(f"{links}: the longest took {longest:.1f} s", file=sys.stderr, flush=True)


def _told(town: Town, asked: Asked) -> tuple[str, float, list[str]]:
    """What came of a question, after how many seconds, and what is wrong with it."""
    began = time.monotonic()
    said, _ = asked.replica.ask(asked.question, asked.conversation)
    seconds = time.monotonic() - began
    if said.status == 503:
        return "put off politely", seconds, []
    if said.status != 303:
        return "a fault", seconds, [f"status {said.status}: {said.page[-200:]}"]
    return "answered", seconds, _wrong(town, asked)


def _wrong(town: Town, asked: Asked) -> list[str]:
    kept = answers_in(town.state, asked.conversation)
    if len(kept) != 1:
        return [f"{len(kept)} answers to one question"]
    return [] if kept[0] == town.answers[asked.question] else ["another answer than before"]


def _well_again(outcome: Outcome, town: Town) -> None:
    """Send again what was put off, until it is answered."""
    faults: list[str] = []
    deadline = time.monotonic() + _DEADLINE
    for asked in town.put_off:
        while _told(town, asked)[0] != "answered" and time.monotonic() < deadline:
            time.sleep(1)
        faults += _wrong(town, asked)
    town.put_off.clear()
    outcome.note("well again: all answered once, as before", faults)


def _upload(outcome: Outcome, town: Town, pace: Pace, file: Path) -> None:
    """Upload to the second replica; the network is so for the first minute, where it is silent."""
    active = town.state.runs.recent(1)
    number = active[0].number if active else 0
    before = _library(town)
    began = time.monotonic()
    if pace == SILENT:
        said = town.replicas[1].upload(file)
        town.set(pace)
        time.sleep(60)
        town.set(None)
    else:
        town.set(pace)
        said = town.replicas[1].upload(file)
    faults = [] if said.status == 303 else [f"the upload: status {said.status}"]
    while True:
        run = next(iter(town.state.runs.recent(1)), None)
        if run is not None and run.number > number and run.is_over:
            faults += [] if run.state == "done" else [f"the upload's run: {run.reason}"]
            break
        if time.monotonic() - began > _PATIENCE:
            faults.append("the upload's run does not end")
            break
        time.sleep(0.5)
    print(f"taken in after {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    town.set(None)
    deadline = time.monotonic() + _DEADLINE
    while len(set(_library(town))) != 1 or _library(town) == before:
        if time.monotonic() > deadline:
            faults.append("it has not come to both replicas")
            break
        time.sleep(1)
    outcome.note("an upload came to both", [*faults, *_learn(town)])


def _library(town: Town) -> list[int]:
    """How many links to documents each replica's library has."""
    return [replica.get("/library").page.count("/documents/") for replica in town.replicas]
