"""The dashboard and the alerts ask for what the running program tells, and for nothing else."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.app import open_app
from bot.cli.observing import gauges
from bot.observing.metrics import METRICS
from bot.settings import of_home
from bot.web.application import application
from bot.web.site import Site
from corpus.sample import DOCUMENTS
from retrieval.ports import Embedder
from tests.bot.observing.watching import samples, watching
from tests.bot.running import Scrutineer
from tests.bot.slack.desk import at_work, emulated
from tests.bot.web.asking.asking import OF_A_CHILD, QUESTION, UNKNOWN, asked
from tests.fakes.model_server import playing
from tests.packaging.images import ROOT

DEPLOY = ROOT / "deploy"
DASHBOARD = DEPLOY / "grafana" / "dashboard.json"
ALERTS = DEPLOY / "prometheus" / "alerts.yml"
UNITS = Path(__file__).parent / "alerts_test.yml"
CARE_LEAVERS = "What did inspectors say about care leavers in Aldermere?"

_NAME = re.compile(r"\b(?:scrutineer|process)_\w+")
_SELECTED = re.compile(r"\b((?:scrutineer|process)_\w+)\{([^}]*)\}")
_MATCHER = re.compile(r'(\w+)(?:=~|!=|=)"([^"]*)"')
_BY = re.compile(r"\b(?:by|on) \(([^)]*)\)")
# What Prometheus adds to every sample of a target.
_ADDED = {"job", "instance"}

Told = dict[str, dict[str, set[str]]]


@pytest.fixture(scope="module")
def told(sample: Scrutineer, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Every metric that the program tells after some questions, with its labels' values."""
    folder = tmp_path_factory.mktemp("told")
    text = next(path for path in DOCUMENTS.iterdir() if path.suffix == ".txt")
    with (
        watching() as seen,
        playing() as server,
        emulated() as emulator,
        at_work(
            emulator,
            sample.home,
            folder / "state.sqlite",
            embedder=embedder,
            model="openai:invents",
            model_base_url=server.url,
        ) as desk,
    ):
        gauges(desk.app, desk.state)
        with closing(open_app(of_home(folder), embedder)) as other:
            began = other.index([text])
        run = desk.state.runs.ask("cli:test", [str(text)])
        desk.state.runs.end(run, {"files": {"failed": len(began.report.failures)}})
        desk.ask(QUESTION)
        site = Site(desk.app, desk.state)
        with TestClient(application(site), base_url="http://localhost") as browser:
            for question in (CARE_LEAVERS, UNKNOWN, OF_A_CHILD):
                asked(browser, question)
            text_of_metrics = browser.get("/metrics").text
        assert seen.value("scrutineer_slack_calls_total", outcome="sent") == 1
    found: Told = {}
    for name, labels in samples(text_of_metrics):
        for label, value in {("", ""), *labels}:
            found.setdefault(name, {}).setdefault(label, set()).add(value)
    return found


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    from retrieval.embedding.embedders import embedder_named

    return embedder_named("default")


def panels() -> list[dict[str, Any]]:
    every: list[dict[str, Any]] = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    return every


def asked_for() -> Iterator[str]:
    """Every expression of the dashboard, and the alerts as they are written."""
    for panel in panels():
        yield from (target["expr"] for target in panel.get("targets", ()))
    yield ALERTS.read_text("utf-8")


def test_every_metric_that_is_asked_for_is_told(told: Told) -> None:
    names = {name for expression in asked_for() for name in _NAME.findall(expression)}
    assert names
    assert names - told.keys() == set()


def test_every_label_and_value_that_is_asked_for_is_one(told: Told) -> None:
    wrong: list[str] = []
    known = _ADDED | {"le"} | {label for labels in told.values() for label in labels}
    for expression in asked_for():
        for name, matchers in _SELECTED.findall(expression):
            for label, value in _MATCHER.findall(matchers):
                if label in _ADDED:
                    continue
                # Patterns of statuses stand for values that there may be.
                values = () if ".." in value else value.split("|")
                wrong += [
                    f"{name}{{{label}={one}}}"
                    for one in values
                    if one not in told[name].get(label, ())
                ]
        for labels in _BY.findall(expression):
            wrong += [label for label in labels.split(", ") if label not in known]
    assert not wrong


def test_everything_that_is_told_of_the_program_is_shown_or_watched(told: Told) -> None:
    asked_names = "\n".join(asked_for())
    assert [metric.exposed for metric in METRICS if metric.exposed not in asked_names] == []
    assert {m.exposed for m in METRICS} <= {re.sub(r"_(bucket|sum|count)$", "", n) for n in told}


def test_labels_are_those_of_the_table_and_tell_of_nobody(told: Told) -> None:
    for metric in METRICS:
        name = metric.exposed + ("_count" if metric.kind == "histogram" else "")
        labels = {label.name: label.values for label in metric.labels}
        assert told[name].keys() - {""} == labels.keys(), name
        for label, values in labels.items():
            if values:
                assert told[name][label] <= set(values), f"{name}{{{label}}}"
    every = {value for labels in told.values() for values in labels.values() for value in values}
    for word in ("Aldermere", "Thornbeck", "Wren", "amira"):
        assert not [value for value in every if word.casefold() in value.casefold()]


def test_panels_have_a_place_of_their_own() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in panels():
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert at["x"] + at["w"] <= 24
        assert not cells & taken, panel["title"]
        taken |= cells
    ids = [panel["id"] for panel in panels()]
    assert len(set(ids)) == len(ids)


def test_every_alert_is_in_the_docs() -> None:
    docs = (ROOT / "docs" / "observability.md").read_text("utf-8")
    alerts = re.findall(r"alert: (\w+)", ALERTS.read_text("utf-8"))
    assert alerts == re.findall(r"^\| `(Scrutineer\w+)` \|", docs, re.MULTILINE)


@pytest.mark.skipif(shutil.which("promtool") is None, reason="needs promtool (apt: prometheus)")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", DEPLOY / "prometheus" / "prometheus.yml"),
        ("test", "rules", UNITS),
    ],
)
def test_prometheus_takes_the_rules_and_they_say_what_they_should(
    arguments: tuple[object, ...],
) -> None:
    done = subprocess.run(
        ["promtool", *map(str, arguments)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("promtool") is None, reason="needs promtool (apt: prometheus)")
def test_prometheus_reads_every_expression_of_the_dashboard(tmp_path: Path) -> None:
    rules = [
        {"record": f"panel:{number}", "expr": expression.replace("$__rate_interval", "5m")}
        for number, expression in enumerate(list(asked_for())[:-1])
    ]
    # JSON is YAML.
    written = tmp_path / "panels.yml"
    written.write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}))
    done = subprocess.run(
        ["promtool", "check", "rules", str(written)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
