"""What the search for personal data takes in: what was sent away, and what shows that it looks."""

from pathlib import Path
from urllib.request import Request, urlopen

from evals.benchmarks.leaks import _CONTROL, _PAPERS, _collector
from evals.probing import leaks, probe_cases, secrets


def test_what_is_sent_to_a_collector_is_looked_through(tmp_path: Path) -> None:
    collected = tmp_path / "collected"
    collected.mkdir()
    secret = next(iter(secrets().values()))
    with _collector(collected) as address:
        for path, body in (("/v1/traces", b"\x00nothing"), ("/v1/logs", secret.encode())):
            with urlopen(Request(f"{address}{path}", data=body)) as answer:
                assert answer.status == 200
    assert sorted(file.name for file in collected.iterdir()) == ["0-traces", "1-logs"]
    assert {leak["file"] for leak in leaks(tmp_path)} == {"collected/1-logs"}


def test_what_is_asked_beside_the_probes_holds_nothing_personal(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text(" ".join((_CONTROL, *_PAPERS)))
    assert leaks(tmp_path) == []
    assert _CONTROL not in {case.question for case in probe_cases()}
