"""Metrics and traces through OpenTelemetry: counted once, read by Prometheus, sent where asked.

Nothing is sent unless one of the standard variables (`OTEL_EXPORTER_OTLP_ENDPOINT` and its
kind) says where to.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import product
from typing import Any

from opentelemetry import trace
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.propagate import extract
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import NoOpTracer, Span, Status, StatusCode, Tracer
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from bot.faults import MendableError
from bot.observing import watch
from bot.observing.metrics import METRICS, Metric
from bot.observing.variables import Signal, leaves, of_exporter

_SERVICE = "scrutineer"
_HTTP, _GRPC = "http/protobuf", "grpc"
_EXPORTERS: Mapping[tuple[Signal, str], str] = {
    ("traces", _HTTP): "opentelemetry.exporter.otlp.proto.http.trace_exporter:OTLPSpanExporter",
    ("traces", _GRPC): "opentelemetry.exporter.otlp.proto.grpc.trace_exporter:OTLPSpanExporter",
    ("metrics", _HTTP): (
        "opentelemetry.exporter.otlp.proto.http.metric_exporter:OTLPMetricExporter"
    ),
    ("metrics", _GRPC): (
        "opentelemetry.exporter.otlp.proto.grpc.metric_exporter:OTLPMetricExporter"
    ),
}


def _exporter(signal: Signal) -> Any:
    """Raises `MendableError` for a protocol that is none or whose package is not installed."""
    protocol = of_exporter(signal, "PROTOCOL") or _HTTP
    place = _EXPORTERS.get((signal, protocol))
    if place is None:
        raise MendableError(
            f"OTEL_EXPORTER_OTLP_PROTOCOL is {protocol!r}; it can be {_HTTP} or {_GRPC}."
        )
    module, _, name = place.partition(":")
    try:
        return getattr(import_module(module), name)()
    except ImportError as error:
        raise MendableError(
            "Sending traces and metrics needs a package that is not installed. "
            "Run: pip install 'scrutineer[otlp]'"
        ) from error


class Telemetry:
    """Watches through OpenTelemetry. Threads share it.

    With `counting` False there are traces alone, for commands that end.
    """

    def __init__(
        self, version: str, *, counting: bool = True, spans: SpanExporter | None = None
    ) -> None:
        """`spans` takes the place of what the variables name. Raises `MendableError`."""
        service = os.environ.get("OTEL_SERVICE_NAME", _SERVICE)
        resource = Resource.create({"service.name": service, "service.version": version})
        self._tracer: Tracer = NoOpTracer()
        self._closing: list[Callable[[], object]] = []
        self._registry = CollectorRegistry()
        self._instruments: dict[Metric, Any] = {}
        if spans is None and leaves("traces"):
            spans = _exporter("traces")
        if spans is not None:
            traces = TracerProvider(resource=resource, shutdown_on_exit=False)
            traces.add_span_processor(BatchSpanProcessor(spans))
            self._tracer = traces.get_tracer(_SERVICE, version)
            self._closing.append(traces.shutdown)
        if counting:
            self._count(resource, version)

    def _count(self, resource: Resource, version: str) -> None:
        readers: list[MetricReader] = [
            PrometheusMetricReader(
                disable_target_info=True, scope_info_enabled=False, registry=self._registry
            )
        ]
        if leaves("metrics"):
            readers.append(PeriodicExportingMetricReader(_exporter("metrics")))
        ProcessCollector(registry=self._registry)
        provider = MeterProvider(readers, resource, shutdown_on_exit=False)
        meter = provider.get_meter(_SERVICE, version)
        for metric in METRICS:
            match metric.kind:
                case "counter":
                    counter = meter.create_counter(metric.name, metric.unit, metric.help)
                    self._instruments[metric] = counter
                    # What has not happened yet is 0, not absent: its first time counts as well.
                    for labels in _known(metric):
                        counter.add(0, labels)
                case "histogram":
                    self._instruments[metric] = meter.create_histogram(
                        metric.name,
                        metric.unit,
                        metric.help,
                        explicit_bucket_boundaries_advisory=metric.bounds,
                    )
                case "gauge":
                    meter.create_observable_gauge(
                        metric.name, [partial(_observed, metric)], metric.unit, metric.help
                    )
        self._closing.append(provider.shutdown)

    def close(self) -> None:
        """Send what is left, and end."""
        for close in self._closing:
            close()

    def exposition(self) -> tuple[bytes, str]:
        """Everything that is counted, as Prometheus reads it, and its media type."""
        return generate_latest(self._registry), CONTENT_TYPE_PLAIN_0_0_4

    @contextmanager
    def span(
        self, name: str, parent: Mapping[str, str] | None, facts: Mapping[str, watch.Fact]
    ) -> Iterator[watch.Span]:
        """A span; of an error its kind is told, for its message may repeat what was typed."""
        context = None if parent is None else extract(parent)
        with self._tracer.start_as_current_span(
            name,
            context,
            attributes=dict(facts),
            record_exception=False,
            set_status_on_exception=False,
        ) as made:
            try:
                yield _Noted(made)
            except BaseException as error:
                kind = type(error).__name__
                made.set_status(Status(StatusCode.ERROR, kind))
                made.set_attribute("error.type", kind)
                raise

    def add(self, metric: Metric, amount: float, labels: watch.Labels) -> None:
        """Count something."""
        if metric in self._instruments:
            self._instruments[metric].add(amount, labels)

    def record(self, metric: Metric, value: float, labels: watch.Labels) -> None:
        """Note a value of a histogram."""
        if metric in self._instruments:
            self._instruments[metric].record(value, labels)

    def ids(self) -> Mapping[str, str]:
        """The trace and the span that go on here."""
        context = trace.get_current_span().get_span_context()
        if not context.is_valid:
            return {}
        return {
            "trace_id": trace.format_trace_id(context.trace_id),
            "span_id": trace.format_span_id(context.span_id),
        }


class _Noted:
    def __init__(self, span: Span) -> None:
        self._span = span

    def note(self, **facts: watch.Fact) -> None:
        self._span.set_attributes(facts)


def _known(metric: Metric) -> Iterator[watch.Labels]:
    """Every set of labels that a metric can have, where they are known."""
    for values in product(*(label.values for label in metric.labels)):
        yield {label.name: value for label, value in zip(metric.labels, values, strict=True)}


def _observed(metric: Metric, _options: CallbackOptions) -> Iterator[Observation]:
    for labels, value in watch.gauges(metric):
        yield Observation(value, labels)
