from evals.records import Records
from evals.suites.latency import scored
from evals.suites.running import Run


def test_questions_are_measured_in_fixed_work() -> None:
    times = {"ask_ms": [20.0, 40.0, 60.0, 80.0], "work_ms": [39.0, 40.0, 400.0]}
    found = scored(Run((), Records({}, {}, (), times)))
    values = {metric.name: metric.value for metric in found.metrics}
    assert values == {"ask_p50": 1.0, "ask_p95": 2.0}
    assert all(m.low is not None and m.low <= (m.value or 0) for m in found.metrics)


def test_what_was_not_timed_is_left_out() -> None:
    assert scored(Run((), Records({}, {}, (), {}))).skipped is not None
