"""`python -m evals.dashboard --output FILE.svg`: the program at work, and its dashboard drawn.

Needs Prometheus (`apt-get install prometheus`). The sample corpus is indexed; then people ask on
the web pages and in an emulated Slack. For a third of the time Slack refuses now and then, many
ask at once, and the model is down.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.dashboard.drawing import drawn
from evals.dashboard.panels import panels
from evals.dashboard.prometheus import Prometheus
from evals.dashboard.working import at_work


def main() -> None:
    """Draw it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=6.0)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        work = Path(folder)
        with Prometheus(work) as prometheus, at_work(work, prometheus.targets) as busy:
            prometheus.start()
            first, last = busy.for_minutes(given.minutes)
            shown = [(panel, prometheus.answers(panel, first, last)) for panel in panels()]
    given.output.write_text(drawn(shown, first, last), "utf-8")


if __name__ == "__main__":
    main()
