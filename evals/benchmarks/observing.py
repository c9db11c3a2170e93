"""What it costs to be watched: `ask` with everything counted and logged beside `ask` with nothing.

The questions are those of `questions.jsonl`, asked of an index of CORPUS/ofsted, each of them
`--times` times in each way, the ways in turn: with nobody watching; counted, with the log as JSON;
and traced besides, traces and metrics being sent to a collector on this machine. Processor time is
that of the whole process, threads that send included; time on the clock is disturbed by whatever
else the machine does.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from statistics import median
from threading import Thread
from typing import Any

from bot.app import open_app
from bot.observing.logs import log_to
from bot.observing.telemetry import Telemetry
from bot.observing.watch import watched_by
from bot.settings import of_home
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import measured, scrutineer
from evals.cases import read_cases

_CLOCKS: Mapping[str, Callable[[], float]] = {
    "processor": time.process_time,
    "clock": time.perf_counter,
}
_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


def main() -> None:
    """Run the benchmark."""
    with options("observing", __doc__ or "", times=15) as given:
        figures = measure(given)
        for clock, by in figures["ms"].items():
            rows = [[name, ms, figures["ratio"][clock][name]] for name, ms in by.items()]
            show(f"Watched, by the {clock}", ["", "ms a question", "of nothing"], rows)
        save({"benchmark": "observing", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """Milliseconds a question in each way, and what part of nothing's that is."""
    home = given.work / "ofsted"
    measured(scrutineer("index", given.corpus / "ofsted", "--home", home), given.work)
    questions = [case.question for case in read_cases(given.gold / "questions.jsonl")]
    taken: dict[str, dict[str, dict[str, list[float]]]] = {clock: {} for clock in _CLOCKS}
    with ExitStack() as closed:
        log_to(closed.enter_context(open(os.devnull, "w", encoding="utf-8")), "json")
        app = closed.enter_context(closing(open_app(of_home(home))))
        ways = {
            "nothing": _unlogged,
            "counted": _watched(closed, {}),
            "counted and traced": _watched(closed, {_ENDPOINT: _collector(closed)}),
        }
        for question in questions:
            app.ask(question)
        for turn in range(given.times):
            for number, question in enumerate(questions):
                order = list(ways)
                first = (turn + number) % len(order)
                for name in (*order[first:], *order[:first]):
                    with ways[name]():
                        starts = {clock: read() for clock, read in _CLOCKS.items()}
                        app.ask(question)
                        for clock, read in _CLOCKS.items():
                            spent = 1000 * (read() - starts[clock])
                            by = taken[clock].setdefault(name, {})
                            by.setdefault(question, []).append(spent)
    each = {
        clock: {name: sum(map(median, by.values())) / len(by) for name, by in of.items()}
        for clock, of in taken.items()
    }
    return {
        "questions": len(questions),
        "times": given.times,
        "ms": {c: {name: round(ms, 3) for name, ms in of.items()} for c, of in each.items()},
        "ratio": {
            clock: {name: round(ms / of["nothing"], 4) for name, ms in of.items()}
            for clock, of in each.items()
        },
    }


@contextmanager
def _unlogged() -> Iterator[None]:
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _watched(closed: ExitStack, variables: Mapping[str, str]) -> Callable[[], Any]:
    """Watching with these variables of OpenTelemetry's, as often as it is called."""
    os.environ.update(variables)
    telemetry = Telemetry("0")
    closed.callback(telemetry.close)
    for name in variables:
        del os.environ[name]
    return lambda: watched_by(telemetry)


def _collector(closed: ExitStack) -> str:
    """The address of a server that takes whatever is sent."""
    server = closed.enter_context(HTTPServer(("127.0.0.1", 0), _Taking))
    Thread(target=server.serve_forever, daemon=True).start()
    closed.callback(server.shutdown)
    return f"http://127.0.0.1:{server.server_port}"


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Take it."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


if __name__ == "__main__":
    main()
