"""The eval suite: `python -m evals COMMAND`, from a checkout."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from bot.answering.gate.verdicts import Judge
from bot.cli.terminal import console_for
from bot.faults import MendableError, UsageError
from bot.harmless import shown as safe
from bot.settings import load
from corpus.walking import MissingPathError
from evals import cases as forms
from evals.briefs.command import check_files
from evals.briefs.shown import UnreadableError
from evals.cases import SUITES, CasesError, SuiteName
from evals.comparing import compared
from evals.exporting import Form, export
from evals.gating import ClaimsError, judge_file
from evals.records import RecordsError
from evals.report import as_table, write
from evals.results import Results, ResultsError, read_results
from evals.runs import Asked, generate, rescore
from evals.showing import as_table as comparison_table
from evals.thresholds import ThresholdsError, read_thresholds

P = ParamSpec("P")
_USAGE = (UsageError, CasesError, ClaimsError, ThresholdsError, MissingPathError)
_FAILURE = (MendableError, UnreadableError, RecordsError, ResultsError)

program = typer.Typer(
    help="Asks cases, scores the answers, and holds the figures against thresholds.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Suites = Annotated[
    list[str] | None,
    typer.Option(
        "--suite",
        metavar="NAME",
        help=f"Only this suite; may be repeated: {', '.join(SUITES)}.",
        show_default=False,
    ),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="DIR",
        help="An earlier run; the reports show what changed.",
        show_default=False,
    ),
]
JudgeModel = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="PROVIDER:MODEL",
        help="A language model whose opinion is shown beside the figures and decides nothing.",
        show_default=False,
    ),
]


def ending(command: Callable[P, None]) -> Callable[P, None]:
    """A command that ends with one sentence: exit 2 for wrong usage, 1 for a failure."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except _USAGE as error:
            _say(str(error))
            raise typer.Exit(2) from error
        except _FAILURE as error:
            _say(str(error))
            raise typer.Exit(1) from error
        except BrokenPipeError:
            raise  # the reader of a pipe has seen enough: typer ends quietly
        except OSError as error:
            _say(f"{error.filename or 'A file'} cannot be used ({error.strerror or error}).")
            raise typer.Exit(1) from error

    return run


@program.command()
@ending
def run(
    report: Annotated[
        Path, typer.Option("--report", metavar="DIR", help="Where the run and its reports go.")
    ],
    suite: Suites = None,
    corpus: Annotated[
        Path | None,
        typer.Option(
            "--corpus",
            metavar="PATH",
            help="A folder of documents, or one that holds an index; the sample corpus if none.",
            show_default=False,
        ),
    ] = None,
    cases: Annotated[
        list[Path] | None,
        typer.Option(
            "--cases",
            metavar="FILE",
            help="Cases, one JSON object a line; may be repeated.",
            show_default=False,
        ),
    ] = None,
    registers: Annotated[
        Path | None,
        typer.Option(
            "--registers",
            metavar="DIR",
            help="Folder of judgements.csv and recommendations.jsonl; that of the cases if none.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="PROVIDER:MODEL",
            help="What writes the answers (setting SCRUTINEER_MODEL).",
            show_default=False,
        ),
    ] = None,
    judge: JudgeModel = None,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="Questions asked at once.")
    ] = 2,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Ask everything anew, whatever DIR holds.")
    ] = False,
    baseline: Baseline = None,
) -> None:
    """Ask the cases, score the answers and write the reports.

    Answers that DIR holds from a run with the same settings, program and corpus are kept. Ends
    with 1 where a threshold is missed.
    """
    chosen = _suites(suite)
    before = None if baseline is None else read_results(baseline)
    thresholds = read_thresholds()
    judging = _judge(judge)
    console = console_for(stderr=True)
    asked = Asked(report, chosen, corpus, tuple(cases or ()), registers, model, workers, fresh)
    trouble = generate(asked, console)
    if trouble is not None:
        _say(f"Only words were matched. {trouble}")
    _tell(rescore(report, thresholds, console, chosen, judging), report, before)


@program.command()
@ending
def score(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a run.")],
    suite: Suites = None,
    judge: JudgeModel = None,
    baseline: Baseline = None,
) -> None:
    """Score the answers of a run again, by the cases and thresholds of today."""
    before = None if baseline is None else read_results(baseline)
    console = console_for(stderr=True)
    results = rescore(directory, read_thresholds(), console, _chosen(suite), _judge(judge))
    _tell(results, directory, before)


@program.command()
@ending
def compare(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The folder of the earlier run.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The folder of the later run.")],
) -> None:
    """Say what changed between two runs; ends with 1 where a figure is worse than it may be."""
    found = compared(read_results(base), read_results(new), read_thresholds())
    console_for().print(comparison_table(found))
    if found.regressed:
        raise typer.Exit(1)


@program.command()
@ending
def gate(
    source: Annotated[
        Path, typer.Option("--input", metavar="FILE", help="Claims, one JSON object a line.")
    ],
    output: Annotated[
        Path, typer.Option("--output", metavar="FILE", help="Where the verdicts go.")
    ],
    judge: Annotated[
        str | None,
        typer.Option(
            "--judge",
            metavar="PROVIDER:MODEL",
            help="A second judge behind the gate (setting SCRUTINEER_JUDGE).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Run the grounding gate alone on claims and passages from anywhere."""
    judged = judge_file(source, output, _judge(judge))
    _say(
        f"{judged.accepted} of {judged.claims} claims accepted; "
        f"p50 {judged.p50_ms} ms, p95 {judged.p95_ms} ms."
    )


@program.command("export")
@ending
def export_run(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a run.")],
    form: Annotated[str, typer.Option("--form", help="ragas or deepeval.")],
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="Where it goes.")],
) -> None:
    """Write a run as a data set of another tool."""
    forms_of: dict[str, Form] = {"ragas": "ragas", "deepeval": "deepeval"}
    if form not in forms_of:
        raise UsageError(f"There is no form {form!r}; there are {' and '.join(forms_of)}.")
    _say(f"{export(directory, forms_of[form], output)} exchanges written to {output}.")


@program.command()
@ending
def briefs(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="DOCX and PDF briefs.")],
    home: Annotated[
        Path, typer.Option("--home", metavar="FOLDER", help="The index that they were made from.")
    ],
    gold: Annotated[
        Path | None,
        typer.Option("--gold", metavar="FILE", help="Items that the register must have."),
    ] = None,
    authority: Annotated[
        str | None, typer.Option("--authority", metavar="NAME", help="Whose items of --gold.")
    ] = None,
) -> None:
    """Hold every statement of briefs against the documents; ends with 1 where one does not hold."""
    held = True
    for path, outcome in check_files(files, home, gold, authority).items():
        right = outcome.statements - len(outcome.faults)
        typer.echo(f"{path}: {right} of {outcome.statements} statements hold.")
        if gold is not None:
            there = outcome.items - len(outcome.missing)
            typer.echo(f"  {there} of {outcome.items} items of the register are there.")
        for fault in outcome.faults:
            typer.echo(f"  - {safe(fault.statement[:100])}: {safe(fault.why)}")
        for item in outcome.missing:
            typer.echo(f"  - missing: {safe(item[:100])}")
        held = held and not (outcome.faults or outcome.missing)
    if not held:
        raise typer.Exit(1)


@program.command()
@ending
def schema() -> None:
    """Write the JSON schema of a case to evals/cases/schema.json."""
    forms.SCHEMA.write_text(forms.schema(), encoding="utf-8")


def _tell(results: Results, directory: Path, before: Results | None) -> None:
    written = write(results, directory, before)
    console_for().print(as_table(results, before))
    _say(f"The report is {written.page}.")
    if not results.passed:
        raise typer.Exit(1)


def _suites(names: list[str] | None) -> tuple[SuiteName, ...]:
    return _chosen(names) or SUITES


def _chosen(names: list[str] | None) -> tuple[SuiteName, ...]:
    for name in names or ():
        if name not in SUITES:
            raise UsageError(f"There is no suite {name!r}; there are {', '.join(SUITES)}.")
    return tuple(name for name in SUITES if name in (names or ()))


def _judge(name: str | None) -> Judge | None:
    if name is None:
        return None
    from bot.models.parts import Parts

    return Parts(load({"judge": name}).settings).judge()


def _say(text: str) -> None:
    typer.echo(safe(text), err=True)


if __name__ == "__main__":
    program(prog_name="python -m evals")
