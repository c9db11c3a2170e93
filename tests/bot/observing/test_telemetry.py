from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bot.faults import MendableError
from bot.observing.metrics import QUESTIONS
from bot.observing.telemetry import Telemetry
from bot.observing.variables import leaves
from bot.observing.watch import count, ids, span, watched_by
from tests.bot.observing.watching import watching

PARENT = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}


class Collector(HTTPServer):
    """Takes what is sent by OTLP over HTTP, and keeps it by its path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: dict[str, bytes] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken[self.path] = body
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return None


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_nothing_leaves_unless_a_variable_says_where_to(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not leaves("traces")
    assert not leaves("metrics")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:1")
    assert leaves("traces")
    assert not leaves("metrics")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    assert leaves("metrics")
    monkeypatch.setenv("OTEL_METRICS_EXPORTER", "none")
    assert not leaves("metrics")
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    assert not leaves("traces")


def test_what_there_is_not_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "zipkin")
    with pytest.raises(MendableError, match="zipkin"):
        Telemetry("1")
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "otlp")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")
    with pytest.raises(MendableError, match="http/json"):
        Telemetry("1")


def test_traces_and_metrics_go_where_the_variables_say(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address)
    monkeypatch.setenv("OTEL_SERVICE_NAME", "scrutineer-aldermere")
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=trial")
    telemetry = Telemetry("1.2.3")
    with watched_by(telemetry):
        with span("ask", outcome="answered"):
            count(QUESTIONS, outcome="answered")
        telemetry.close()
    traces = ExportTraceServiceRequest.FromString(collector.taken["/v1/traces"])
    [resource] = traces.resource_spans
    about = {each.key: each.value.string_value for each in resource.resource.attributes}
    assert about["service.name"] == "scrutineer-aldermere"
    assert about["service.version"] == "1.2.3"
    assert about["deployment.environment.name"] == "trial"
    [sent] = resource.scope_spans[0].spans
    assert sent.name == "ask"
    metrics = ExportMetricsServiceRequest.FromString(collector.taken["/v1/metrics"])
    names = {
        metric.name
        for each in metrics.resource_metrics
        for scope in each.scope_metrics
        for metric in scope.metrics
    }
    assert "scrutineer.questions" in names


def test_a_span_belongs_to_the_trace_that_the_request_names() -> None:
    with watching() as seen, span("http", PARENT) as made:
        made.note(status=200)
        inner = ids()
        with span("ask"):
            pass
    assert inner["trace_id"] == "0af7651916cd43dd8448eb211c80319c"
    ask, http = seen.spans
    assert ask.parent is not None
    assert http.context is not None
    assert ask.parent.span_id == http.context.span_id
    assert dict(http.attributes or {}) == {"status": 200}


def test_of_an_error_a_span_tells_the_kind_alone() -> None:
    with watching() as seen, pytest.raises(KeyError), span("ask"):
        raise KeyError("Jane")
    [made] = seen.spans
    assert made.status.description == "KeyError"
    assert not made.events
    assert "Jane" not in made.to_json()


def test_commands_that_end_are_traced_and_not_counted() -> None:
    telemetry = Telemetry("1", counting=False)
    with watched_by(telemetry):
        count(QUESTIONS, outcome="answered")
        assert telemetry.exposition()[0] == b""
        assert ids() == {}
    telemetry.close()
