"""What becomes of the drafts of a real, weak language model: an optional job, not part of CI.

    python -m evals.weak_models --gguf qwen.gguf --home INDEX --cases CASES.jsonl --questions 10

Serves the model on this machine with llama-cpp-python's own server (`pip install
'llama-cpp-python[server]'`, in any environment: name its Python with --python), asks the cases
through the program as a user's would be, and tells how often what the model wrote was shown as
written, replaced or dropped. It is slow: minutes a question on a processor.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from bot.answering.answers import Answer
from bot.answering.extractive import ExtractiveAnswerer
from bot.answering.pipeline import Library, Writers, answer
from bot.faults import UsageError
from bot.models.answering import ModelAnswerer
from bot.models.asking import Limits, Model
from bot.models.faults import FAILURES
from bot.models.shapes import Claims, Shape
from bot.settings import Settings
from evals.answering import desk
from evals.cases import cases_of
from evals.ports import free_port
from prompts import section

_NAME: Final = "weak"
_SECONDS_TO_LOAD: Final = 300
# Of the model's context: the rest is for what it writes, and for a tokenizer that counts more.
_SHARE_OF_CONTEXT: Final = 0.6


class Overheard(Model):
    """A model of which what it writes is kept, for one question after the other."""

    def __init__(self, name: str, base_url: str, limits: Limits, temperature: float) -> None:
        super().__init__(name, base_url, limits, temperature)
        self.wrote: list[str] = []
        self.asked = 0

    def ask(
        self, instructions: str, request: str, shape: type[Shape], *, hurried: bool = False
    ) -> Shape:
        """What the model answers; its claims are kept, those of a second try left out."""
        self.asked += 1
        answer = super().ask(instructions, request, shape, hurried=hurried)
        if isinstance(answer, Claims) and not hurried:
            self.wrote += [" ".join(claim.text.split()) for claim in answer.claims]
        return answer


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one question.

    `by` is "model", "rules" (`why` says why) or "nobody". `shown`, `replaced` and `dropped`
    count the sentences that the model wrote, `checks` are those that refused them.
    """

    id: str
    outcome: str
    by: str
    why: str
    shown: int
    replaced: int
    dropped: int
    checks: tuple[str, ...]
    seconds: float


def told(identity: str, answer: Answer, model: Overheard, seconds: float) -> Told:
    """Count what an answer kept of what the model wrote for it."""
    wrote = list(dict.fromkeys(model.wrote))
    texts = {claim.text for claim in answer.claims}
    refused = {one.text: one for one in answer.dropped if one.text in wrote}
    shown = [text for text in wrote if text in texts and text not in refused]
    replaced = [text for text, one in refused.items() if one.instead is not None]
    by = "rules" if answer.answerer != model.name else "model" if answer.claims else "nobody"
    return Told(
        identity,
        answer.outcome,
        by,
        _why(answer, model) if by == "rules" else "",
        len(shown),
        len(replaced),
        len(wrote) - len(shown) - len(replaced),
        tuple(one.check for one in refused.values()),
        round(seconds, 1),
    )


def _why(answer: Answer, model: Overheard) -> str:
    for kind in (*FAILURES, "ungrounded"):
        if section("caveats", f"model_{kind}") in answer.caveats:
            return kind
    return "unknown" if model.asked else "not asked"


def summary(rows: Sequence[Told]) -> str:
    """The figures in a few lines."""
    asked = [row for row in rows if row.why != "not asked"]
    wrote = sum(row.shown + row.replaced + row.dropped for row in rows)
    lines = [
        f"{len(rows)} questions, {len(asked)} of them put to the model",
        f"answers by the model: {sum(row.by == 'model' for row in asked)}",
        f"no answer, as the model said: {sum(row.by == 'nobody' for row in asked)}",
        f"answers by the rules: {_counted(row.why for row in asked if row.by == 'rules')}",
        f"sentences the model wrote: {wrote}",
        f"  shown as written: {sum(row.shown for row in rows)}",
        f"  replaced by a quote: {sum(row.replaced for row in rows)}",
        f"  dropped: {sum(row.dropped for row in rows)}",
        f"refused by check: {_counted(check for row in rows for check in row.checks)}",
        f"seconds a question: {sum(row.seconds for row in asked) / max(1, len(asked)):.0f}",
    ]
    return "\n".join(lines)


def _counted(names: Iterator[str]) -> str:
    counts = Counter(names).most_common()
    return ", ".join(f"{name} {count}" for name, count in counts) or "none"


@contextmanager
def serving(python: str, gguf: Path, context: int, threads: int) -> Iterator[str]:
    """The model behind OpenAI's protocol on this machine, as long as this lasts; its base URL."""
    port = free_port()
    command = [python, "-m", "llama_cpp.server", "--model", str(gguf), "--host", "127.0.0.1"]
    command += ["--port", str(port), "--model_alias", _NAME, "--verbose", "false"]
    command += ["--n_ctx", str(context), "--n_threads", str(threads)]
    # A file, since a pipe that nobody reads from would in the end hold the server up.
    with TemporaryFile() as said, subprocess.Popen(command, stdout=said, stderr=said) as server:
        try:
            _wait_for(server, said, port)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()


def _wait_for(server: "subprocess.Popen[bytes]", said: IO[bytes], port: int) -> None:
    for _ in range(_SECONDS_TO_LOAD):
        if server.poll() is not None:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise UsageError(
                f"The server did not start: {lines[-1] if lines else 'it says not why'}"
            )
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            connection.request("GET", "/v1/models")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(1)
    raise UsageError(f"The server did not start within {_SECONDS_TO_LOAD} seconds.")


def asked(
    identity: str, question: str, library: Library, writers: Writers, model: Overheard
) -> Told:
    """Put one question to the program, and count."""
    model.wrote, model.asked = [], 0
    began = time.monotonic()
    given, _ = answer(question, library, writers)
    return told(identity, given, model, time.monotonic() - began)


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, and print what became of it; 2 when something that was given cannot be used."""
    options = _parser().parse_args(arguments)
    cases = [c for c in cases_of([options.cases]) if c.answerable and not c.first_question]
    step = max(1, len(cases) // options.questions)
    rows: list[Told] = []
    try:
        with (
            serving(options.python, options.gguf, options.context, options.threads) as url,
            desk(Settings(home=options.home)) as opened,
        ):
            limits = Limits(options.timeout, options.timeout, tries=1)
            model = Overheard(f"openai:{_NAME}", url, limits, 0.0)
            budget = int(options.context * _SHARE_OF_CONTEXT)
            writers = Writers(ModelAnswerer(model, ExtractiveAnswerer(), budget))
            for case in cases[::step][: options.questions]:
                rows.append(asked(case.id, case.question, opened.library(), writers, model))
                print(json.dumps(asdict(rows[-1])), flush=True)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    print(summary(rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.weak_models")
    parser.add_argument("--gguf", type=Path, required=True, help="the model's file")
    parser.add_argument("--home", type=Path, required=True, help="the folder of an index")
    parser.add_argument("--cases", type=Path, required=True, help="the cases, as JSONL")
    parser.add_argument("--questions", type=int, default=10, help="how many cases, spread evenly")
    parser.add_argument("--context", type=int, default=4096, help="tokens of the model's context")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=600, help="seconds for an answer")
    parser.add_argument("--python", default=sys.executable, help="a Python with llama-cpp-python")
    return parser


if __name__ == "__main__":
    sys.exit(main())
