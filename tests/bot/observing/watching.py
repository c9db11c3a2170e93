"""Somebody who watches, in tests: what was counted is read as Prometheus would read it."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from bot.observing.telemetry import Telemetry
from bot.observing.watch import exposition, watched_by


class Watching:
    """What was seen; spans once it has ended."""

    def __init__(self) -> None:
        self.spans: tuple[ReadableSpan, ...] = ()
        self._kept: str | None = None

    @property
    def text(self) -> str:
        """All that was counted."""
        return exposition()[0].decode() if self._kept is None else self._kept

    def keep(self) -> None:
        """Keep what was counted until now, for when nobody watches any more."""
        self._kept = self.text

    def value(self, name: str, **labels: str) -> float | None:
        """A sample as Prometheus names it, None where there is none with these labels."""
        return samples(self.text).get((name, frozenset(labels.items())))


@contextmanager
def watching() -> Iterator[Watching]:
    """While everything is counted and traced."""
    kept, seen = InMemorySpanExporter(), Watching()
    telemetry = Telemetry("1.2.3", spans=kept)
    with watched_by(telemetry):
        yield seen
    telemetry.close()
    seen.spans = kept.get_finished_spans()


def samples(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample of what `/metrics` gives."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
