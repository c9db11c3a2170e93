"""Personal data typed into every interface: is any of it found in what was written after?

Two documents are indexed. Then every probe with personal data is asked on the web pages, in the
emulated Slack and on the command line, some as topics, notes, searches and messages to check, while
everything is logged that can be, traces and metrics go to a collector, and the audit log is kept;
and all is exported and backed up. What is looked through are all files that were written, byte by
byte, databases and what is compressed as well. `--times` bounds the number of probes.
"""

import argparse
import json
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from corpus.sample import DOCUMENTS
from evals.benchmarks.options import save, show
from evals.benchmarks.processes import ROOT, environment, scrutineer
from evals.cases import Case
from evals.ports import free_port
from evals.probing import leaks, probe_cases, secrets
from tests.replicas import Replica
from tests.slack_emulator.emulator import Said, SlackEmulator, slack

# An answer that is kept shows that what is looked through is what was written.
_CONTROL = "What must Aldermere improve?"
_OTHER_WAYS = 12
_PAPERS = ("aldermere-inspection-2024.pdf", "thornbeck-inspection-2022.pdf")
_PATIENCE = 600.0


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.leaks", description=__doc__)
    parser.add_argument("--times", type=int, default=10_000, help="probes at most (all)")
    parser.add_argument("--json", type=Path, help="file for the figures as JSON")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="scrutineer-") as work:
        figures = searched(Path(work), given.times)
    show("Personal data left behind", ["what", "figure"], [[n, v] for n, v in figures.items()])
    save(figures, given.json)


def searched(work: Path, times: int) -> dict[str, Any]:
    """Ask everything everywhere, and look through what was written under `work`."""
    texts = [case for case in probe_cases() if case.id in secrets()][:times]
    written = work / "written"
    (written / "collected").mkdir(parents=True)
    home = written / "home"
    with _collector(written / "collected") as collector, slack(ROOT / "manifest.json", 1) as town:
        settings = {
            "SCRUTINEER_LOG_LEVEL": "debug",
            "SCRUTINEER_LOG_QUESTIONS": "true",
            "SCRUTINEER_LOG_FORMAT": "json",
            "SCRUTINEER_AUDIT_KEY": "a key for this benchmark, and no other",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector,
        }
        with _pages(home, settings) as pages:
            on_pages = _ask_pages(pages, [case.question for case in texts])
            (written / "metrics.txt").write_text(pages.get("/metrics").page)
            (written / "pages.log").write_text("\n".join(pages.server.log if pages.server else ()))
            commands = _ask_commands(pages, texts, work)
            _take_away(pages, written)
        with _bot(home, {**settings, **town.environment}, written / "slack.log"):
            in_slack = _ask_slack(town, [case.question for case in texts])
    found = leaks(written)
    control = [
        str(path.relative_to(written))
        for path in written.rglob("*")
        if path.is_file() and _CONTROL.encode() in path.read_bytes()
    ]
    return {
        "probes with personal data": len(texts),
        "asked on the web pages": on_pages,
        "asked in Slack": in_slack,
        "asked on the command line": commands,
        "files looked through": sum(path.is_file() for path in written.rglob("*")),
        "megabytes": round(sum(p.stat().st_size for p in written.rglob("*") if p.is_file()) / 1e6),
        "files in which another question is found": len(control),
        "personal data found": len(found),
        "where": ", ".join(sorted({leak["file"] for leak in found})) or "nowhere",
    }


def _ask_pages(pages: Replica, texts: Sequence[str]) -> int:
    said, conversation = pages.ask(_CONTROL)
    assert said.status == 303, said.page
    for text in texts:
        declined, _ = pages.ask(text)
        assert declined.status == 200, declined.status
    for text in texts[:_OTHER_WAYS]:
        pages.post("/briefs", {"authority": "Aldermere", "topic": text, "length": "full"})
        fields = {"answer": "a", "verdict": "wrong", "note": text, "turn": "1"}
        pages.post(f"/conversations/{conversation}/feedback", fields)
    return len(texts) + 2 * len(texts[:_OTHER_WAYS])


def _ask_commands(pages: Replica, texts: Sequence[Case], work: Path) -> int:
    """What is typed is in a file outside of what is looked through."""
    source, output = work / "questions.jsonl", work / "answers.jsonl"
    lines = [{"id": case.id, "question": case.question} for case in texts]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines))
    asked = pages.run("ask", "--input", source, "--output", output)
    assert asked.returncode == 0, asked.stderr
    for case in texts[: _OTHER_WAYS // 3]:
        for command in ("ask", "search", "check"):
            pages.run(command, case.question)
    # As answers hold nothing of them either, they are looked through too.
    output.rename(work / "written" / output.name)
    return len(texts) + 3 * len(texts[: _OTHER_WAYS // 3])


def _take_away(pages: Replica, written: Path) -> None:
    for arguments in (
        ("audit", "export", "--output", written / "audit.jsonl"),
        ("subject", "export", "web:local", "--output", written / "subject.json"),
        ("feedback", "--cases", written / "cases.jsonl"),
        ("backup", written / "backup"),
    ):
        done = pages.run(*arguments)
        assert done.returncode == 0, done.stderr


def _ask_slack(town: SlackEmulator, texts: Sequence[str]) -> int:
    town.wait_connected(timeout=120)
    people = town.people
    said: list[Said] = []
    for text in (_CONTROL, *texts):
        mention = f"{people.bot.mention} {text}"
        said.append(town.say(people.amira, people.inspections, mention))
    town.wait_for(lambda: all(town.replies(each) for each in said), _PATIENCE)
    return len(said) - 1


@contextmanager
def _pages(home: Path, settings: Mapping[str, str]) -> Iterator[Replica]:
    pages = Replica(home, settings)
    indexed = pages.run("index", *(DOCUMENTS / name for name in _PAPERS))
    assert indexed.returncode == 0, indexed.stderr
    pages.start()
    try:
        yield pages
    finally:
        pages.end()


@contextmanager
def _bot(home: Path, settings: Mapping[str, str], log: Path) -> Iterator[None]:
    with log.open("wb") as told:
        program = subprocess.Popen(
            scrutineer("slack", "--home", home),
            env={**environment(), **settings},
            stderr=told,
            cwd=home,
        )
        try:
            yield
        finally:
            program.send_signal(signal.SIGTERM)
            program.wait(120)


@contextmanager
def _collector(folder: Path) -> Iterator[str]:
    """Takes what OpenTelemetry sends, and writes it down as it comes; its address."""

    class Collector(BaseHTTPRequestHandler):
        """Every request is a file."""

        def do_POST(self) -> None:
            """Keep what was sent."""
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            number = len(list(folder.iterdir()))
            (folder / f"{number}-{self.path.rpartition('/')[2]}").write_bytes(body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", free_port()), Collector)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    main()
