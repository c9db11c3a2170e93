"""One try after the other: what somebody is told who may not see, held against two oracles.

A try reaches a restricted passage where a canary is in what came back, or where what came back is
another than in a world that never had the restricted papers. The same try by somebody who may see
them shows whether it could reach anything.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from evals.access.canaries import found, text_of
from evals.access.world import World

Standing = Literal["reader", "leader"]
Do = Callable[[World, Standing], bytes]


@dataclass(frozen=True, slots=True)
class Try:
    """Something tried through an interface, by somebody who may see what is hidden or not.

    `typed` are words of the try itself, which may be said back. `compared`: what comes back is
    the same in both worlds; else canaries alone are looked for.
    """

    interface: str
    name: str
    do: Do
    typed: str = ""
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Reached:
    """A try that came through: the canaries that it brought, and where what it brought differs."""

    tried: Try
    canaries: frozenset[str]
    differs: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of tries, by interface: how many, those that reached, those that leaders reach."""

    tried: Counter[str]
    reached: tuple[Reached, ...]
    leaders: Counter[str]


def outcome_of(
    tries: Iterable[Try],
    full: World,
    without: World,
    told: Callable[[Try], None] = lambda _: None,
    *,
    leaders: bool = True,
) -> Outcome:
    """Try each of them as a reader in both worlds, and with `leaders` as a leader."""
    tried: Counter[str] = Counter()
    by_leaders: Counter[str] = Counter()
    reached: list[Reached] = []
    for each in tries:
        told(each)
        tried[each.interface] += 1
        came = each.do(full, "reader")
        other = each.do(without, "reader") if each.compared else b""
        differs = _difference(came, full, other, without) if each.compared else ""
        canaries = found(came, each.typed)
        if canaries or differs:
            reached.append(Reached(each, canaries, differs))
        if leaders:
            theirs = each.do(full, "leader")
            seen = found(theirs, each.typed)
            by_leaders[each.interface] += bool(seen or _difference(theirs, full, came, full))
    return Outcome(tried, tuple(reached), by_leaders)


def _difference(one: bytes, here: World, other: bytes, there: World) -> str:
    """Where two results differ first, empty where they do not."""
    first, second = _masked(one, here), _masked(other, there)
    if first == second:
        return ""
    at = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    return f"{first[max(0, at - 60) : at + 90]!r} is not {second[max(0, at - 60) : at + 90]!r}"


_MASKS = [
    (re.compile(pattern), put)
    for pattern, put in (
        (r'"block_id": "\w{5}"', "BLOCK"),
        # Names that are made at random, ids of what was declined, moments, durations.
        (r"(?<![\w-])[\w-]{24}(?![\w-])", "NAME"),
        (r"\ba[0-9a-f]{16}\b", "ANSWER"),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.+Z-]*", "MOMENT"),
        # Whether it was seen depends on how quick the answer was.
        (r'event: status\ndata: \{"text": "Reading your question[^\n]*\n\n', ""),
        (r"\b\d\d:\d\d(:\d\d)?( UTC)?\b", "TIME"),
        (r'"(understand|retrieve|answer|verify|total)": [\d.e-]+', "DURATION"),
        (r"\b\d{10}\.\d{6}\b", "STAMP"),
        (r"\b[UDVTW]0[A-Z0-9]{6,}\b", "ID"),
        (r"/responses?/[\w./-]+", "RESPONSE"),
        (r"(?<!\d)\d{9,}\.\d+(\.\w+)?", "TRIGGER"),
    )
]


def _masked(content: bytes, world: World) -> str:
    """What came back without what is never the same twice."""
    own = (str(world.folder), world.slack.url, str(world.port))
    text = without_own(text_of(content), own)
    for mask, put in _MASKS:
        text = mask.sub(put, text)
    return text


def without_own(text: str, own: Iterable[str]) -> str:
    """A text without a world's own folder, address and port, where they stand as words."""
    for each in own:
        # The digits of a port may stand in an id by chance.
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", "OWN", text)
    return text


def few(tries: Iterable[Try], every: int) -> Iterator[Try]:
    """Every so manieth try of each interface, from the first on."""
    met: Counter[str] = Counter()
    for each in tries:
        if met[each.interface] % every == 0:
            yield each
        met[each.interface] += 1
