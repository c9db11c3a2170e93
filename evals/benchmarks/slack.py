"""The bot beside the emulated Slack: how fast it is, and whether anything is lost or repeated.

CORPUS is indexed, then `scrutineer slack` is started on it as a user would. `--times` is the
number of events of the second part, a fifth of which are brought twice while connections drop,
calls fail at random and the program is killed once with SIGKILL and started again.
"""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import ROOT, environment, measured, scrutineer
from tests.slack_emulator.emulator import Said, SlackEmulator, slack
from tests.slack_emulator.faults import ratelimited, server_error

_AT_ONCE, _ALONE = 50, 20
_SEED = 5
_DUPLICATES, _DROPS = 0.2, 5
_PAUSE = 0.02
_PATIENCE, _SETTLE = 900.0, 5.0
_QUESTIONS = (
    "What are the current recommendations?",
    "What did inspectors find about the LADO?",
    "What are care leavers entitled to?",
    "How many social workers are there?",
    "What was the grade for leadership?",
)


def main() -> None:
    """Run the benchmark."""
    with options("slack", __doc__ or "", times=1_000) as given:
        figures = measure(given)
        rows = [[name, value] for name, value in figures.items()]
        show("Slack", ["what", "figure"], rows)
        save(figures, given.json)


def measure(given: Options) -> dict[str, Any]:
    """Both parts, one after the other, each on a state of its own."""
    home = given.work / "home"
    measured(scrutineer("index", given.corpus, "--home", home), given.work)
    with slack(ROOT / "manifest.json", _SEED) as emulator:
        emulator.people.crowd(_AT_ONCE)
        first = _together(emulator, home, given.work / "together.sqlite")
    with slack(ROOT / "manifest.json", _SEED) as emulator:
        emulator.people.crowd(_AT_ONCE)
        emulator.state.timing.retries = (0.0, 3.0, 6.0, 12.0, 24.0)
        second = through_faults(emulator, home, given.work / "faults.sqlite", given.times)
    return {**first, **second}


def _together(emulator: SlackEmulator, home: Path, state: Path) -> dict[str, Any]:
    """People ask one after the other, then fifty at the same moment."""
    with _program(emulator, home, state):
        emulator.wait_connected(timeout=60)
        alone = []
        for number in range(_ALONE):
            said = _ask(emulator, number)
            emulator.wait_for(partial(emulator.replies, said), 30)
            alone.append(_seconds_to_status(emulator, said))
        asked = [_ask(emulator, number) for number in range(_AT_ONCE)]
        emulator.wait_for(lambda: all(emulator.replies(said) for said in asked), _PATIENCE)
        took = sorted(
            delivery.acknowledged_after or 0.0 for said in asked for delivery in said.deliveries
        )
        shown = [_seconds_to_status(emulator, said) for said in asked]
        answered = [emulator.replies(said)[0].at - said.message.at for said in asked]
        answers = Counter(len(answers_to(emulator, said)) for said in asked)
    return {
        "asked alone, first status, p50 / p95 ms": _both(alone),
        "asked at once": _AT_ONCE,
        "acknowledged, p50 / p99 ms": f"{_ms(median(took))} / {_ms(took[-1])}",
        "first status, p50 / p95 ms": _both(shown),
        "answered, p50 / p95 ms": _both(answered),
        "answered once": answers[1],
        "violations": len(emulator.violations),
    }


def through_faults(
    emulator: SlackEmulator, home: Path, state: Path, times: int, drops: int = _DROPS
) -> dict[str, Any]:
    """Events with duplicates, dropped connections, failing calls and one SIGKILL."""
    dice = random.Random(_SEED)
    dropping = set(dice.sample(range(times), drops))
    killed_at = times // 2
    asked: list[Said] = []
    began = time.monotonic()
    with _program(emulator, home, state) as program:
        emulator.wait_connected(timeout=60)
        emulator.faults.at_random((0.03, ratelimited(1)), (0.03, server_error()))
        for number in range(killed_at):
            asked.append(_ask(emulator, number))
            _disturb(emulator, asked[-1], number in dropping, dice)
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
    with _program(emulator, home, state):
        for number in range(killed_at, times):
            asked.append(_ask(emulator, number))
            _disturb(emulator, asked[-1], number in dropping, dice)
        emulator.wait_for(lambda: all(answers_to(emulator, said) for said in asked), _PATIENCE)
        seconds = time.monotonic() - began
        # What comes twice would come now.
        time.sleep(_SETTLE)
        answers = Counter(len(answers_to(emulator, said)) for said in asked)
    return {
        "events, and brought again": f"{times} and {_repeated(asked)}",
        "faults met": len(emulator.faults.met),
        "lost": answers[0],
        "repeated": sum(answers.values()) - answers[0] - answers[1],
        "seconds": round(seconds, 1),
        "violations under faults": len(emulator.violations),
    }


def _ask(emulator: SlackEmulator, number: int) -> Said:
    people = emulator.people
    crowd = [user for user in people.users.values() if user.id.startswith("U0CROWD")]
    user = crowd[number % len(crowd)] if crowd else people.amira
    text = f"{people.bot.mention} {_QUESTIONS[number % len(_QUESTIONS)]}"
    return emulator.say(user, people.inspections, text)


def _disturb(emulator: SlackEmulator, said: Said, drops: bool, dice: random.Random) -> None:
    if dice.random() < _DUPLICATES:
        for delivery in said.deliveries:
            emulator.deliver_again(delivery)
    if drops:
        emulator.drop_connections()
    time.sleep(_PAUSE)


def answers_to(emulator: SlackEmulator, said: Said) -> list[object]:
    """The answers to a question; the parts of a long one are one answer."""
    parts: set[object] = set()
    repeated: list[object] = []
    for message in emulator.replies(said):
        payload = ((message.metadata or {}).get("event_payload")) or {}
        part = payload.get("part", message.ts)
        if part in parts or part == 0:
            repeated.append(part)
        parts.add(part)
    return repeated


def _repeated(asked: list[Said]) -> int:
    return sum(len(delivery.attempts) > 1 for said in asked for delivery in said.deliveries)


def _seconds_to_status(emulator: SlackEmulator, said: Said) -> float:
    seen = [status.at for status in emulator.statuses if status.thread_ts == said.ts]
    seen += [reply.at for reply in emulator.replies(said)]
    return min(seen) - said.message.at


def _both(seconds: list[float]) -> str:
    return f"{_ms(median(seconds))} / {_ms(quantiles(seconds, n=20)[-1])}"


def _ms(seconds: float) -> int:
    return round(1000 * seconds)


@contextmanager
def _program(
    emulator: SlackEmulator, home: Path, state: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """`scrutineer slack`, ended as an operator would where it has not ended by itself."""
    settings: Mapping[str, str] = {
        **environment(),
        **emulator.environment,
        "SCRUTINEER_STATE_URL": f"sqlite:///{state}",
    }
    with (state.parent / "slack.log").open("ab") as log:
        program = subprocess.Popen(
            scrutineer("slack", "--home", home), env=settings, stderr=log, cwd=state.parent
        )
        try:
            yield program
        finally:
            program.send_signal(signal.SIGTERM)
            program.wait(60)


if __name__ == "__main__":
    main()
