"""`python -m evals.access`: hidden papers tried to be reached through every interface.

Two programs are made on the same settings, one with papers that leaders alone may see, one that
never had them. Every try is made by somebody who may not see them, in both: no word of the hidden
papers may come back, and nothing that is not the same in both. Leaders make the same tries, which
shows how many of them can reach something. Ends with 1 where anything was reached.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.access import (
    beside,
    cli_tries,
    openid_tries,
    program_tries,
    slack_tries,
    timings,
    web_tries,
)
from evals.access.mutants import mutants
from evals.access.noticing import noticing
from evals.access.papers import write
from evals.access.trying import Outcome, Reached, Try, few, outcome_of
from evals.access.world import World, worlds
from retrieval.embedding.embedders import embedder_named

_CHEAP = ("lists", "ids", "outlook", "pages", "reading room", "conversations", "Slack home")
_SIDES = {
    "program": program_tries.tries,
    "web": web_tries.tries,
    "OpenID": openid_tries.tries,
    "Slack": slack_tries.tries,
    "command line": cli_tries.tries,
}


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=_SIDES, action="append", help="these interfaces alone")
    parser.add_argument("--every", type=int, default=1, help="of each interface every so manieth")
    parser.add_argument(
        "--mutants", action="store_true", help="take enforcement out, place by place"
    )
    parser.add_argument(
        "--timings", action="store_true", help="whether times tell of what is hidden"
    )
    given = parser.parse_args()
    sides = given.only or list(_SIDES)
    if given.mutants:
        noticed(sides, given.every)
        return
    with made() as (full, without):
        if given.timings:
            print(timings.told(full, without))
        elif not held(full, without, sides, given.every):
            sys.exit(1)


@contextmanager
def made() -> Iterator[tuple[World, World]]:
    """Both worlds in a folder of their own."""
    with TemporaryDirectory() as folder:
        papers = write(Path(folder) / "papers", hidden=True)
        with worlds(Path(folder), papers, embedder_named("default")) as both:
            yield both


def held(full: World, without: World, sides: Sequence[str], every: int) -> bool:
    """Make the tries and say what came of them; whether nothing was reached."""
    with beside.logged() as log:
        outcomes = []
        for side in sides:
            tries = few(list(_SIDES[side](full)), every)
            outcomes.append(outcome_of(tries, full, without, _told))
            _show(outcomes[-1:])
        outcomes.append(outcome_of(beside.tries(log), full, without, leaders=False))
    _show(outcomes)
    return not any(outcome.reached for outcome in outcomes)


def noticed(sides: Sequence[str], every: int) -> None:
    """Say of each mutant whether a try notices it, and which one."""
    counts: Counter[bool] = Counter()
    with made() as kept:
        for mutant in mutants():
            if mutant.side not in sides:
                continue
            # Pages and Slack keep what was asked, and show it again.
            with nullcontext(kept) if mutant.side == "program" else made() as (full, without):
                tries = _cheap_first(few(list(_SIDES[mutant.side](full)), every))
                found = noticing(mutant, tries, full, without)
            counts[found.by is not None] += 1
            print(f"{mutant.name}: {_by(found.by)}", flush=True)
            for each in found.unsure:
                print(f"  and without it as well: {_by(each)}", flush=True)
    print(f"{counts[True]} of {counts.total()} are noticed.")


def _by(reached: Reached | None) -> str:
    if reached is None:
        return "not noticed"
    brought = ", ".join(sorted(reached.canaries)) or reached.differs
    return f"{reached.tried.interface}: {reached.tried.name}: {brought}"


def _cheap_first(tries: Iterable[Try]) -> list[Try]:
    """Lists before questions: what takes no time may notice it as well."""
    return sorted(
        tries, key=lambda one: (one.interface not in _CHEAP, one.interface != "follow-up")
    )


def _told(tried: Try) -> None:
    print(f"\r{tried.interface[:24]:24} {tried.name[:50]:50}", end="", file=sys.stderr, flush=True)


def _show(outcomes: Sequence[Outcome]) -> None:
    print("\n| interface | tries | reached | by leaders |\n|---|---|---|---|")
    reached = [one for outcome in outcomes for one in outcome.reached]
    by = Counter(one.tried.interface for one in reached)
    tried, leaders = Counter[str](), Counter[str]()
    for outcome in outcomes:
        tried += outcome.tried
        leaders += outcome.leaders
    for interface, count in tried.items():
        print(f"| {interface} | {count} | {by[interface]} | {leaders[interface]} |")
    print(f"| all | {tried.total()} | {len(reached)} | {leaders.total()} |")
    for one in reached:
        print(f"{one.tried.interface}: {one.tried.name}: {sorted(one.canaries)} {one.differs}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
