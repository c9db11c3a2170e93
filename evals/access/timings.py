"""Whether how long an answer takes tells that there are hidden papers."""

import statistics
import time

from evals.access.questions import OF_THE_HIDDEN, SAMPLE
from evals.access.world import World

_ROUNDS = 12
_QUESTIONS = (*OF_THE_HIDDEN[:10], *SAMPLE[:10])


def told(full: World, without: World) -> str:
    """The times of the same questions by somebody who may not see what is hidden, in both worlds.

    They are asked in turn, so that what else the machine does weighs on both alike. The share is
    how often an answer took longer where there are hidden papers: half where nothing is told.
    """
    both = [full.app.seeing([]), without.app.seeing([])]
    for question in _QUESTIONS:  # what is made once is made
        for app in both:
            app.ask(question)
    took: list[list[float]] = [[], []]
    longer = 0.0
    for number in range(_ROUNDS):
        for question in _QUESTIONS:
            one = [0.0, 0.0]
            for which in (0, 1) if number % 2 else (1, 0):
                begun = time.perf_counter()
                both[which].ask(question)
                one[which] = (time.perf_counter() - begun) * 1000
                took[which].append(one[which])
            longer += one[0] > one[1]
    lines = ["| milliseconds | p10 | p50 | p90 |", "|---|---|---|---|"]
    for name, times in zip(("with hidden papers", "without"), took, strict=True):
        tenths = statistics.quantiles(times, n=10)
        lines.append(f"| {name} | {tenths[0]:.1f} | {tenths[4]:.1f} | {tenths[8]:.1f} |")
    share = longer / len(took[0])
    lines.append(f"\n{len(took[0])} pairs; with hidden papers longer in {share:.1%} of them.")
    return "\n".join(lines)
