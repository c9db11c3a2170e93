"""Figures in words: "93.5 %", "90.8–96.1 %", "1.2 points better"."""

from evals.results import Metric

_PER_CENT = "\u00a0%"


def value(metric: Metric) -> str:
    """The figure itself, "–" where there was nothing to measure."""
    return _number(metric, metric.value)


def interval(metric: Metric) -> str:
    """Its 95 % interval, empty where it has none."""
    if metric.low is None or metric.high is None:
        return ""
    return f"{_bare(metric, metric.low)} to {_number(metric, metric.high)}"


def threshold(metric: Metric) -> str:
    """What the thresholds allow, empty where they say nothing."""
    least = "" if metric.minimum is None else f"at least {_limit(metric, metric.minimum)}"
    most = "" if metric.maximum is None else f"at most {_limit(metric, metric.maximum)}"
    limits = " and ".join(part for part in (least, most) if part)
    if metric.goal is None:
        return limits
    return f"{limits}, goal {_limit(metric, metric.goal)}"


def verdict(metric: Metric) -> str:
    """Whether the threshold is met, empty where there is none."""
    return "" if metric.passed is None else "met" if metric.passed else "missed"


def difference(metric: Metric, before: Metric) -> float | None:
    """By how much a figure rose, None where either was not measured."""
    if metric.value is None or before.value is None:
        return None
    return metric.value - before.value


def change(metric: Metric, before: Metric | None) -> str:
    """The change since the baseline in words, and which way it is."""
    if before is None:
        return "new"
    risen = difference(metric, before)
    if risen is None:
        return "–"
    size = _size(metric, abs(risen))
    if float(size.split()[0].replace(",", "")) == 0:
        return "same"
    way = "better" if (risen > 0) == (metric.better == "higher") else "worse"
    return f"{size} {way}"


def _size(metric: Metric, size: float) -> str:
    if metric.unit == "share":
        return f"{size * 100:.1f} points"
    return f"{size:,.0f}" if metric.unit == "count" else f"{size:,.3g}"


def _number(metric: Metric, number: float | None) -> str:
    if number is None:
        return "–"
    return (
        f"{_bare(metric, number)}{_PER_CENT}" if metric.unit == "share" else _bare(metric, number)
    )


def _bare(metric: Metric, number: float) -> str:
    if metric.unit == "share":
        return _percent(number)
    if metric.unit == "count":
        return f"{number:,.0f}"
    return f"{number:,.1f}" if abs(number) >= 100 else f"{number:.3g}"


def _percent(share: float) -> str:
    """A share in per cent; one that is not all is not "100", one that is something not "0"."""
    if share in (0, 1):
        return f"{share * 100:.0f}"
    shown = (f"{share * 100:.{digits}f}" for digits in range(1, 5))
    return next((one for one in shown if 0 < float(one) < 100), f"{share * 100:.6g}")


def _limit(metric: Metric, number: float) -> str:
    return f"{number * 100:.6g}{_PER_CENT}" if metric.unit == "share" else f"{number:,.6g}"
