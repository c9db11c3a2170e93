"""A run: cases are asked, and what comes back is scored; each half can be done alone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from bot.answering.gate.verdicts import Judge
from bot.cli.progress import Count, counting
from bot.faults import UsageError
from corpus.sample import DOCUMENTS
from evals import configuration
from evals.answering import Desk, answer_all, desk, fingerprint
from evals.cases import SAMPLE, Case, SuiteName, cases_of, sample_files
from evals.corpora import prepare, settings_for
from evals.gating import run_gate_suite
from evals.metrics import SEED
from evals.probing import leaks, probe_cases
from evals.records import (
    ANSWERS,
    GATE,
    LEAKS,
    LISTS,
    TIMES,
    Answer,
    RecordsError,
    as_line,
    read_answers,
    read_json,
    read_records,
    write_answers,
    write_json,
    write_trial,
)
from evals.records import (
    DOCUMENTS as DOCUMENTS_FILE,
)
from evals.results import Results
from evals.scoring import score
from evals.suites.registers import GRADES
from evals.suites.registers import LISTS as GOLD_LISTS
from evals.thresholds import Thresholds
from evals.timing import timed

SAMPLE_REGISTERS: Final = SAMPLE / "registers"
_READ_AGAIN: Final = frozenset({"cases", "suites", "registers", "probed"})
_WITHOUT_CASES: Final = frozenset({"gate", "registers"})


class OtherRunError(UsageError):
    """The folder holds a run that was made with something else."""

    def __init__(self, directory: Path, changed: Sequence[str]) -> None:
        super().__init__(
            f"{directory} holds a run made with another {' and '.join(changed)}. "
            "Name another folder, or give --fresh to ask everything anew."
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked to do. `corpus` None is the sample corpus, with its cases."""

    directory: Path
    suites: Sequence[SuiteName]
    corpus: Path | None = None
    files: Sequence[Path] = ()
    registers: Path | None = None
    model: str | None = None
    workers: int = 1
    fresh: bool = False


def generate(asked: Asked, console: Console) -> str | None:
    """Step one: ask what has not been asked before, and keep all that scoring needs.

    Gives a sentence where the search by meaning did not take part. Raises `CasesError`,
    `MendableError`, and `OtherRunError` where the folder holds answers made with something else.
    """
    files = asked.files or (() if asked.corpus is not None else tuple(sample_files()))
    if not files and not _WITHOUT_CASES.issuperset(asked.suites):
        raise UsageError("Which cases? Give --cases FILE with --corpus.")
    probed = asked.corpus is None and "refusal" in asked.suites
    if asked.registers is not None and not _holds_registers(asked.registers):
        raise UsageError(f"{asked.registers} holds neither {GRADES} nor {GOLD_LISTS}.")
    cases = _used(_cases(files, probed=probed), asked.suites)
    corpus = asked.corpus or DOCUMENTS
    directory = asked.directory
    directory.mkdir(parents=True, exist_ok=True)
    settings = settings_for(corpus, directory, asked.model)
    prepare(corpus, settings, console)
    with desk(settings) as opened, counting(console) as count:
        documents = opened.documents()
        config = configuration.configuration(
            settings,
            corpus,
            documents,
            files,
            cases,
            asked.suites,
            _folder(asked.registers) or _beside(files, sample=asked.corpus is None),
            probed=probed,
        )
        _begin(directory, config, fresh=asked.fresh)
        write_json(documents, directory / DOCUMENTS_FILE)
        write_json(opened.lists(), directory / LISTS)
        _ask(opened, cases, directory, asked.workers, count)
        if probed:
            write_json(leaks(settings.home), directory / LEAKS)
        if "latency" in asked.suites and not (directory / TIMES).exists():
            write_json(timed(opened.app, cases, count), directory / TIMES)
        if "gate" in asked.suites and not (directory / GATE).exists():
            trial = run_gate_suite(settings.home, SEED, tell=_gating(count))
            write_trial(trial, directory)
        return opened.app.trouble


def rescore(
    directory: Path,
    thresholds: Thresholds,
    console: Console,
    suites: Sequence[SuiteName] = (),
    judge: Judge | None = None,
) -> Results:
    """Step two: the results of what a folder holds. Raises `RecordsError`, `CasesError`."""
    config = read_json(directory / configuration.FILE)
    if not isinstance(config, dict) or not _READ_AGAIN.issubset(config):
        raise RecordsError(f"{directory} holds no run of this version.")
    chosen: Sequence[SuiteName] = suites or config["suites"]
    files = [Path(file["path"]) for file in config["cases"]]
    cases = _cases(files, probed=config["probed"])
    gold = config["registers"]
    with counting(console) as count:
        return score(
            read_records(directory),
            cases,
            config,
            thresholds,
            suites=chosen,
            gold=None if gold is None else Path(gold),
            judge=judge,
            count=count,
        )


def _ask(opened: Desk, cases: Sequence[Case], directory: Path, workers: int, count: Count) -> None:
    prints = {case.id: fingerprint(case) for case in cases}
    before = {a["case"]: a for a in read_answers(directory)}
    kept = {name: a for name, a in before.items() if prints.get(name) == a["asked"]}
    # What other suites of an earlier run asked stays, so that either can be scored again.
    others = [a for name, a in before.items() if name not in prints]
    write_answers([*others, *kept.values()], directory)
    with (directory / ANSWERS).open("a", encoding="utf-8") as stream:

        def keep(answer: Answer) -> None:
            stream.write(as_line(answer))
            stream.flush()

        answers = answer_all(opened, cases, kept, keep, workers=workers, count=count)
    write_answers([*others, *answers], directory)


def _begin(directory: Path, config: configuration.Config, *, fresh: bool) -> None:
    """Write down what the run is made with, after holding it against what is there."""
    path = directory / configuration.FILE
    if path.exists() and not fresh:
        before = read_json(path)
        # As it is read again: tuples are lists by then.
        changed = configuration.changes(before, json.loads(json.dumps(config)))
        if changed:
            raise OtherRunError(directory, changed)
    if fresh:
        for name in (ANSWERS, TIMES, GATE):
            (directory / name).unlink(missing_ok=True)
    write_json(config, path)


def _cases(files: Sequence[Path], *, probed: bool) -> list[Case]:
    return [*cases_of(files), *(probe_cases() if probed else ())]


def _used(cases: Sequence[Case], suites: Sequence[SuiteName]) -> list[Case]:
    """The cases that the suites use, and those that they follow."""
    chosen = set(suites)
    wanted: set[str] = set()
    for case in reversed(cases):
        timed_too = "latency" in chosen and case.answerable
        if chosen.intersection(case.used_by) or timed_too or case.id in wanted:
            wanted.add(case.id)
            if case.follows is not None:
                wanted.add(case.follows)
    return [case for case in cases if case.id in wanted]


def _beside(files: Sequence[Path], *, sample: bool) -> Path | None:
    """The folder of gold registers: that of the cases, if it has any."""
    folders = [*dict.fromkeys(file.parent for file in files), *([SAMPLE_REGISTERS] * sample)]
    for folder in folders:
        if _holds_registers(folder):
            return folder.resolve()
    return None


def _folder(path: Path | None) -> Path | None:
    return None if path is None else path.resolve()


def _holds_registers(folder: Path) -> bool:
    return (folder / GRADES).exists() or (folder / GOLD_LISTS).exists()


def _gating(count: Count) -> Count:
    def tell(_: str, done: int, total: int) -> None:
        count("Trying the gate", done, total)

    return tell
