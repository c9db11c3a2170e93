import pytest

from bot.observing.metrics import METRICS, MODELS, PENDING, QUESTIONS, RUNS, STEPS
from bot.observing.watch import Pending, count, exposition, gauge, gauges, record, span, timed
from tests.bot.observing.watching import watching


def test_nobody_watches_unless_somebody_does() -> None:
    count(QUESTIONS, outcome="answered")
    record(STEPS, 1.0, step="total")
    with span("a", kind="b") as made:
        made.note(c=1)
    assert exposition()[0] == b""


def test_what_is_counted_is_exposed_and_what_has_not_happened_is_nought() -> None:
    with watching() as seen:
        assert seen.value("scrutineer_questions_total", outcome="partial") == 0
        count(QUESTIONS, outcome="partial")
        record(STEPS, 0.02, step="verify")
        assert seen.value("scrutineer_questions_total", outcome="partial") == 1
        assert seen.value("scrutineer_answer_duration_seconds_sum", step="verify") == 0.02
        bucket = "scrutineer_answer_duration_seconds_bucket"
        assert seen.value(bucket, step="verify", le="0.01") == 0
        assert seen.value(bucket, step="verify", le="0.025") == 1
    assert exposition()[0] == b""


def test_what_is_timed_is_told_by_how_it_ended() -> None:
    count_of = "scrutineer_model_duration_seconds_count"
    with watching() as seen:
        with timed(MODELS, "model", model="m") as one:
            one.outcome = "slow"
        with pytest.raises(ValueError, match="Jane"), timed(MODELS, "model", model="m"):
            raise ValueError("Jane")
        with timed(RUNS, "index"):
            pass
        assert seen.value(count_of, model="m", outcome="slow") == 1
        assert seen.value(count_of, model="m", outcome="failed") == 1
        assert seen.value("scrutineer_index_duration_seconds_count", outcome="ok") == 1
    assert [dict(each.attributes or {}).get("outcome") for each in seen.spans] == [
        "slow",
        "failed",
        "ok",
    ]
    assert "Jane" not in "".join(each.to_json() for each in seen.spans)


def test_a_gauge_that_cannot_be_read_hides_no_other() -> None:
    gauge(PENDING, lambda: 1 / 0, queue="broken")
    gauge(PENDING, lambda: 3, queue="other")
    read = {labels["queue"]: value for labels, value in gauges(PENDING)}
    assert "broken" not in read
    assert read["other"] == 3


def test_what_waits_is_counted_until_it_ends_and_once() -> None:
    pending = Pending("web")
    with watching() as seen:
        assert seen.value("scrutineer_queue_oldest_seconds", queue="web") == 0
        for key in ("a", "b", "a"):
            pending.begin(key)
        assert seen.value("scrutineer_queue_depth", queue="web") == 2
        assert (seen.value("scrutineer_queue_oldest_seconds", queue="web") or 0) > 0
        for key in ("a", "b", "b"):
            pending.end(key)
        assert seen.value("scrutineer_queue_depth", queue="web") == 0


def test_names_are_their_own_and_end_as_prometheus_wants() -> None:
    names = [metric.exposed for metric in METRICS]
    assert len(set(names)) == len(names)
    for metric in METRICS:
        assert metric.exposed.startswith("scrutineer_")
        assert metric.exposed.endswith("_total") == (metric.kind == "counter")
        assert bool(metric.bounds) == (metric.kind == "histogram")
