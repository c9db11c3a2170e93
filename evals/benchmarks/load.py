"""Very many people at two replicas: whether an answer is lost, and how long they wait.

CORPUS is indexed for two replicas with one PostgreSQL and one Chroma server, all started here.
`--people` people sign in by a proxy's header and ask at the same moment, then after `--think`
seconds each time (half to one and a half of it), for `--minutes`; a quarter of what they ask
afterwards follows on. A tenth as many besides ask in the emulated Slack, over HTTP. With `--kill`
the second replica is killed (SIGKILL) in the middle and started again 20 seconds later. It needs
PostgreSQL on this machine.
"""

import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any

import psutil
import psycopg

from bot.state.opening import State, open_state
from bot.web.asking.conversations import key_of
from evals.benchmarks.crowd import Balancer, Crowd, Question
from evals.benchmarks.front import front
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import ROOT
from evals.benchmarks.slack import answers_to
from evals.benchmarks.varied import questions
from tests import postgres
from tests.chroma import server as chroma_server
from tests.replicas import Replica
from tests.slack_emulator.emulator import Said, SlackEmulator, slack

_MEGABYTE = 1_000_000
_PUBLIC = "https://scrutineer.aldermere.example"
# So many different questions that begin a conversation: each is asked of both replicas.
_DIFFERENT = 200
_FOLLOWS, _FOLLOWING = 0.25, ("And in 2019?", "What about care leavers?", "And before that?")
_LOOK_SECONDS, _AWAY_SECONDS, _PATIENCE = 1.0, 20.0, 600.0


def main() -> None:
    """Run the benchmark."""
    if postgres.programs() is None:
        sys.exit(postgres.MISSING)
    with options(
        "load",
        __doc__ or "",
        people=(200, "people"),
        minutes=(10.0, "minutes"),
        think=(20.0, "seconds to think, on average"),
        kill=(False, "kill a replica in the middle"),
    ) as given:
        figures = measure(given)
        show("Load", ["what", "figure"], [[name, value] for name, value in figures.items()])
        save({"benchmark": "load", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """What the people and those who look after it saw."""
    people, seconds = given.more["people"], 60 * given.more["minutes"]
    with ExitStack() as stack:
        town = stack.enter_context(_town(given, people // 10))
        pool = _pool(town.replicas[0])
        crowd = Crowd(people, seconds, given.more["think"], partial(_asking, pool))
        watching = stack.enter_context(_watching(town))
        with ThreadPoolExecutor(people // 10 + 2) as threads:
            killed = threads.submit(_kill, town, seconds / 2) if given.more["kill"] else None
            chat = [
                threads.submit(_chat, town.emulator, n, pool, seconds, given.more["think"])
                for n in range(people // 10)
            ]
            began = time.monotonic()
            asked = crowd.ask(Balancer([replica.site for replica in town.replicas]))
            took = time.monotonic() - began
            said = [one for each in chat for one in each.result()]
            if killed is not None:
                killed.result()
        state = stack.enter_context(open_state(town.url))
        return {
            **of_web(asked, state, took),
            **_of_slack(town.emulator, said),
            **watching.told(),
            "errors in the logs": sum(len(replica.errors) for replica in town.replicas),
        }


def of_web(asked: Sequence[Question], state: State, seconds: float) -> dict[str, Any]:
    """What came of the questions of a crowd, and how long it took."""
    answered = [question for question in asked if question.site is not None]
    waits, firsts = [q.seconds for q in answered], [q.first for q in answered]
    differ, compared = _compared(answered, state)
    return {
        "asked on the web pages": len(asked),
        "a second": round(len(asked) / seconds, 1),
        "lost": len(asked) - len(answered),
        "answered twice": _twice(asked, state),
        "asked again, as a connection ended": sum(q.turned > 0 for q in asked),
        "told that the queue is full": sum(q.full > 0 for q in asked),
        "other errors": dict(Counter(fault for q in asked for fault in q.faults)) or 0,
        "told how many are before them": sum(q.ahead for q in asked),
        "told of progress, p50 / p95 s": _both(firsts),
        "answered, p50 / p95 / longest s": f"{_both(waits)} / {max(waits):.1f}",
        "the same question answered by both": compared,
        "of them with another id or text": differ,
    }


def _twice(asked: Sequence[Question], state: State) -> int:
    """How many turns there are in conversations beyond those that were asked for."""
    wanted = Counter(question.conversation for question in asked if question.site is not None)
    return sum(
        max(0, len(state.conversations.turns(key_of(conversation))) - number)
        for conversation, number in wanted.items()
    )


def _compared(answered: Sequence[Question], state: State) -> tuple[int, int]:
    """How many questions were answered differently, of how many that both sites answered."""
    ids: defaultdict[str, set[str]] = defaultdict(set)
    words: defaultdict[str, set[str]] = defaultdict(set)
    sites: defaultdict[str, set[str]] = defaultdict(set)
    for question in answered:
        if question.follows or question.site is None or question.turn is None:
            continue
        turn = state.conversations.turns(key_of(question.conversation))[question.turn - 1]
        ids[question.text].add(turn.answer_id)
        words[question.text].add(question.told)
        sites[question.text].add(question.site)
    both = [text for text, of in sites.items() if len(of) > 1]
    return sum(len(ids[text]) > 1 or len(words[text]) > 1 for text in both), len(both)


@dataclass(frozen=True, slots=True)
class _Town:
    """All that runs."""

    replicas: Sequence[Replica]
    emulator: SlackEmulator
    url: str


@contextmanager
def _town(given: Options, chatting: int) -> Iterator[_Town]:
    with ExitStack() as stack:
        database = stack.enter_context(postgres.server())
        chroma = stack.enter_context(chroma_server(given.work / f"chroma-{time.time_ns()}"))
        emulator = stack.enter_context(slack(ROOT / "manifest.json"))
        emulator.people.crowd(chatting)
        settings = {
            **emulator.environment,
            "SCRUTINEER_STATE_URL": database.url,
            "SCRUTINEER_SHARED_INDEX": "true",
            "SCRUTINEER_FILES": str(given.work / "files"),
            "SCRUTINEER_CHROMA_URL": chroma.url,
            "SCRUTINEER_SIGN_IN": "proxy",
            "SCRUTINEER_SIGN_IN_PROXIES": "127.0.0.1",
            "SCRUTINEER_PUBLIC_URL": _PUBLIC,
        }
        homes = [given.work / f"home-{n}-{time.time_ns()}" for n in (1, 2)]
        replicas = [Replica(home, settings) for home in homes]
        indexed = replicas[0].run("index", given.corpus)
        if indexed.returncode != 0:
            raise RuntimeError(indexed.stderr)
        for replica in replicas:
            stack.callback(replica.end)
            replica.start()
        port = stack.enter_context(front([replica.port for replica in replicas]))
        emulator.use_http(f"http://127.0.0.1:{port}/slack/events")
        yield _Town(replicas, emulator, database.url)


def _pool(replica: Replica) -> Sequence[str]:
    """Questions about the authorities that the documents are of."""
    documents = json.loads(replica.run("documents", "--json").stdout)
    authorities = sorted({d["authority"] for d in documents if d["authority"]})
    first = (text for text, follows in questions(authorities, 0) if not follows)
    return list(dict.fromkeys(islice(first, _DIFFERENT)))


def _asking(pool: Sequence[str], number: int) -> Iterator[tuple[str, bool]]:
    dice, follows = random.Random(number), False
    while True:
        yield dice.choice(_FOLLOWING if follows else pool), follows
        follows = dice.random() < _FOLLOWS


def _chat(
    emulator: SlackEmulator, number: int, pool: Sequence[str], seconds: float, think: float
) -> list[tuple[Said, float | None]]:
    """Somebody in Slack: what they said, and the seconds until there was an answer."""
    dice, end = random.Random(-number), time.monotonic() + seconds
    people, said = emulator.people, []
    user = people.users[f"U0CROWD{number:04}"]
    while time.monotonic() < end:
        asked = emulator.say(user, people.inspections, f"{people.bot.mention} {dice.choice(pool)}")
        began = time.monotonic()
        while not answers_to(emulator, asked) and time.monotonic() - began < _PATIENCE:
            time.sleep(_LOOK_SECONDS)
        replies = emulator.replies(asked)
        said.append((asked, replies[0].at - asked.message.at if replies else None))
        time.sleep(dice.uniform(0.5, 1.5) * think)
    return said


def _of_slack(emulator: SlackEmulator, said: Sequence[tuple[Said, float | None]]) -> dict[str, Any]:
    if not said:
        return {}
    answers = [len(answers_to(emulator, asked)) for asked, _ in said]
    waits = [seconds for _, seconds in said if seconds is not None]
    return {
        "asked in Slack": len(said),
        "lost in Slack": answers.count(0),
        "answered twice in Slack": sum(number > 1 for number in answers),
        "answered in Slack, p50 / p95 s": _both(waits),
        "limits of Slack broken": len(emulator.violations),
    }


def _kill(town: _Town, after: float) -> None:
    time.sleep(after)
    town.replicas[1].kill()
    time.sleep(_AWAY_SECONDS)
    town.replicas[1].start()


@dataclass
class _Watching:
    """The most that was seen of each replica, and of the database."""

    town: _Town
    first: dict[int, float] = field(default_factory=dict)
    memory: dict[int, float] = field(default_factory=dict)
    threads: dict[int, int] = field(default_factory=dict)
    connections: int = 0

    def look(self) -> None:
        for number, replica in enumerate(self.town.replicas):
            server = replica.server
            if server is None:
                continue
            with suppress(psutil.Error):
                process = psutil.Process(server.process.pid)
                memory = process.memory_info().rss / _MEGABYTE
                self.first.setdefault(number, memory)
                self.memory[number] = max(self.memory.get(number, 0.0), memory)
                self.threads[number] = max(self.threads.get(number, 0), process.num_threads())
        with psycopg.connect(self.town.url) as run:
            found = run.execute("SELECT count(*) FROM pg_stat_activity WHERE client_port > 0")
            self.connections = max(self.connections, (found.fetchone() or (0,))[0])

    def told(self) -> Mapping[str, Any]:
        return {
            "memory of the replicas at first, MB": _listed(self.first),
            "the most, MB": _listed(self.memory),
            "threads, the most": _listed(self.threads),
            "connections to PostgreSQL, the most": self.connections - 1,
        }


@contextmanager
def _watching(town: _Town) -> Iterator[_Watching]:
    watching, ended = _Watching(town), Event()
    watching.look()

    def look() -> None:
        while not ended.wait(_LOOK_SECONDS):
            watching.look()

    thread = Thread(target=look)
    thread.start()
    try:
        yield watching
    finally:
        ended.set()
        thread.join()


def _listed(by: Mapping[int, float]) -> str:
    return ", ".join(f"{value:.0f}" for _, value in sorted(by.items()))


def _both(seconds: Sequence[float]) -> str:
    return f"{median(seconds):.1f} / {quantiles(seconds, n=20)[-1]:.1f}"


if __name__ == "__main__":
    main()
