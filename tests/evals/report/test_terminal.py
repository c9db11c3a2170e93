"""The table for a terminal."""

import io

from rich.console import Console

from evals.report import as_table
from evals.results import Results
from tests.evals.report.runs import case, metric, results, suite


def printed(run: Results, baseline: Results | None = None) -> str:
    stream = io.StringIO()
    Console(file=stream, width=160).print(as_table(run, baseline))
    return stream.getvalue()


def test_figures_thresholds_and_failing_cases_are_printed() -> None:
    text = printed(results())
    for part in ("facts told", "90.0\u00a0%", "82.6–94.5\u00a0%", "met: ≥ 85\u00a0%"):
        assert part in text
    assert "answers: 1 of 2 cases are not right" in text
    assert "ald-2: the figure 214 is missing" in text
    assert "Every threshold is met." in text


def test_a_name_is_whole_on_a_terminal_of_80_columns() -> None:
    stream = io.StringIO()
    run = results(suite(metrics=(metric("not_answered_as_asked", passed=False),)))
    Console(file=stream, width=80).print(as_table(run, results()))
    assert "not_answered_as_asked" in stream.getvalue()
    assert "missed: ≥ 85\u00a0%" in stream.getvalue()


def test_breakdowns_are_left_out_and_skipped_suites_say_why() -> None:
    grouped = metric(group="LADO", minimum=None, passed=None)
    text = printed(
        results(suite(metrics=(grouped,)), suite("gate", metrics=(), cases=(), skipped="no corpus"))
    )
    assert "LADO" not in text
    assert "not run: no corpus" in text


def test_a_missed_threshold_is_said_and_so_is_a_change() -> None:
    run = results(suite(metrics=(metric(value=0.8, passed=False),)))
    text = printed(run, results())
    assert "Thresholds are missed." in text
    assert "10.0 points worse" in text


def test_texts_are_no_markup_and_hold_no_escapes() -> None:
    wrong = case("[bold]x[/]", passed=False, why=("\x1b[2J[red]gone[/red]",))
    text = printed(results(suite("a[/b]", cases=(wrong,), metrics=(metric("[link=x]y[/link]"),))))
    assert "[bold]x[/]: ⟨U+001B⟩[2J[red]gone[/red]" in text
    assert "[link=x]y[/link]" in text
    assert "\x1b" not in text
