"""Every metric there is: one table, of which the instruments, the docs and the tests are made.

Names are as OpenTelemetry writes them; Prometheus sees `scrutineer.questions` as
`scrutineer_questions_total`. Labels have few values, none of which tells of a person.
"""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["counter", "gauge", "histogram"]
Unit = Literal["", "s", "By", "1"]
_ENDINGS: Final = {"": "", "s": "_seconds", "By": "_bytes", "1": ""}

_STEPS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_CALLS: Final = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0)


@dataclass(frozen=True, slots=True)
class Label:
    """What a metric is told apart by; `values` are all that there are, where that is known."""

    name: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted or measured; `help` says what, for readers, `bounds` are of buckets."""

    name: str
    kind: Kind
    help: str
    labels: tuple[Label, ...] = ()
    unit: Unit = ""
    bounds: tuple[float, ...] = ()

    @property
    def exposed(self) -> str:
        """The name that Prometheus knows it by, without the endings of a histogram's parts."""
        total = "_total" if self.kind == "counter" else ""
        return self.name.replace(".", "_") + _ENDINGS[self.unit] + total


_OUTCOME = Label(
    "outcome",
    ("answered", "partial", "no_evidence", "needs_clarification", "declined", "failed"),
)
_REFUSAL = Label(
    "kind",
    (
        *("personal_data", "child_at_risk", "live_case", "legal_advice", "out_of_scope"),
        *("jailbreak", "hidden_text", "too_long", "unreadable"),
    ),
)
_STEP = Label("step", ("understand", "retrieve", "answer", "verify", "total"))
_QUEUE = Label("queue", ("slack", "web", "index"))
_SENT = Label(
    "outcome",
    (
        *("sent", "rate_limited", "server_error", "unreachable", "token_refused", "no_place"),
        "refused",
    ),
)
_CALL = Label(
    "outcome",
    (
        *("ok", "slow", "down", "limited", "unpaid", "refused", "malformed", "empty", "resting"),
        "failed",
    ),
)
_LEVEL = Label("level", ("warning", "error", "critical"))

BUILD = Metric(
    "scrutineer.build_info",
    "gauge",
    "always 1; its labels say what runs",
    (Label("version"), Label("python")),
)
QUESTIONS = Metric(
    "scrutineer.questions",
    "counter",
    "questions that were looked into, by what came of them; `failed`: an error",
    (_OUTCOME,),
)
REFUSALS = Metric(
    "scrutineer.refusals",
    "counter",
    "texts that the guards did not take, by why",
    (_REFUSAL,),
)
DROPS = Metric(
    "scrutineer.gate.drops",
    "counter",
    "claims that were left out of an answer, by the check that they failed",
    (Label("check"),),
)
STEPS = Metric(
    "scrutineer.answer.duration",
    "histogram",
    "how long questions took, by step; `total` is the whole of it",
    (_STEP,),
    "s",
    _STEPS,
)
PENDING = Metric(
    "scrutineer.queue.depth",
    "gauge",
    "what was taken in and has not ended",
    (_QUEUE,),
)
OLDEST = Metric(
    "scrutineer.queue.oldest",
    "gauge",
    "how long the oldest of it has been there; 0 where there is nothing",
    (_QUEUE,),
    "s",
)
TURNED_AWAY = Metric(
    "scrutineer.queue.turned_away",
    "counter",
    "questions that were turned away because too many were waiting",
    (_QUEUE,),
)
SLACK = Metric(
    "scrutineer.slack.calls",
    "counter",
    "what became of each try to send something to Slack",
    (_SENT,),
)
SLACK_CONNECTED = Metric(
    "scrutineer.slack.connected", "gauge", "1 while the Socket Mode connection stands"
)
MODELS = Metric(
    "scrutineer.model.duration",
    "histogram",
    "how long language models took, tries and pauses included, by what came of it; `resting`: "
    "not asked, the breaker being open",
    (Label("model"), _CALL),
    "s",
    _CALLS,
)
BREAKER = Metric(
    "scrutineer.model.breaker_open",
    "gauge",
    "1 while a model is left alone after repeated failures",
    (Label("model"),),
)
GENERATION = Metric(
    "scrutineer.index.generation", "gauge", "the number of the generation that answers"
)
CREATED = Metric(
    "scrutineer.index.created_timestamp",
    "gauge",
    "when it was made, in seconds since 1970",
    (),
    "s",
)
DOCUMENTS = Metric("scrutineer.index.documents", "gauge", "documents in it")
PASSAGES = Metric("scrutineer.index.passages", "gauge", "passages in it")
LAST_RUN = Metric(
    "scrutineer.index.last_run_timestamp",
    "gauge",
    "when the last index run ended well, one that changed nothing included, in seconds since 1970",
    (),
    "s",
)
UNREAD = Metric(
    "scrutineer.index.unread_files", "gauge", "files that the last index run could not read"
)
RUNS = Metric(
    "scrutineer.index.duration",
    "histogram",
    "how long index runs of this process took, by outcome; those of the command line are not in it",
    (Label("outcome", ("ok", "failed")),),
    "s",
    (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 14400.0),
)
SOURCES = Metric(
    "scrutineer.sources.followed",
    "gauge",
    "sources that are followed, by whether they were looked at to the end the last time; every "
    "replica tells the same",
    (Label("state", ("well", "troubled", "new")),),
)
SOURCES_OLDEST = Metric(
    "scrutineer.sources.oldest",
    "gauge",
    "how long ago the source was looked at well that waits the longest for it; 0 where none is "
    "followed",
    (),
    "s",
)
REQUESTS = Metric(
    "scrutineer.http.duration",
    "histogram",
    "how long HTTP requests took, by route and status; a stream lasts as long as its reader stays",
    (Label("method"), Label("route"), Label("status")),
    "s",
    _STEPS,
)
LOGGED = Metric(
    "scrutineer.log.records", "counter", "lines of the log from warnings upwards", (_LEVEL,)
)
DISK_FREE = Metric(
    "scrutineer.disk.free", "gauge", "free on the disk that holds the home folder", (), "By"
)
DISK_SIZE = Metric("scrutineer.disk.size", "gauge", "the size of that disk", (), "By")

METRICS: Final = (
    *(
        BUILD,
        QUESTIONS,
        REFUSALS,
        DROPS,
        STEPS,
        PENDING,
        OLDEST,
        TURNED_AWAY,
        SLACK,
        SLACK_CONNECTED,
    ),
    *(MODELS, BREAKER, GENERATION, CREATED, DOCUMENTS, PASSAGES, LAST_RUN, UNREAD, RUNS),
    *(SOURCES, SOURCES_OLDEST),
    *(REQUESTS, LOGGED, DISK_FREE, DISK_SIZE),
)
