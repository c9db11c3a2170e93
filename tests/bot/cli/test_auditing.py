import json
import sqlite3
from pathlib import Path

from bot.audit.entries import Entry
from bot.audit.log import audit_of
from bot.settings import of_home
from bot.state.opening import open_state
from tests.bot.running import Scrutineer


def written(folder: Path, times: int = 3) -> Scrutineer:
    scrutineer = Scrutineer(folder / "home")
    settings = of_home(scrutineer.home)
    with open_state(settings.state_place) as state:
        for number in range(times):
            audit_of(state, settings).note(
                Entry("web:ada", "web", "ask", question=f"Question {number}?", outcome="answered")
            )
    return scrutineer


def run_sql(scrutineer: Scrutineer, statement: str) -> None:
    with sqlite3.connect(scrutineer.home / "state.sqlite") as opened:
        opened.execute(statement)
    opened.close()


def test_a_log_is_shown_and_verified(tmp_path: Path) -> None:
    scrutineer = written(tmp_path)
    told = scrutineer.run("audit", "show", "-n", "2").output
    assert "Question 0?" not in told
    assert "web:ada ask answered “Question 1?”" in told
    assert len(json.loads(scrutineer.run("audit", "show", "--json").output)) == 3
    assert scrutineer.run("audit", "show", "--since", "2100-01-01").stdout == ""
    verdict = scrutineer.run("audit", "verify")
    assert verdict.exit_code == 0
    assert "The audit log is whole: 3 entries." in verdict.output


def test_tampering_is_told_of_with_an_exit_status(tmp_path: Path) -> None:
    scrutineer = written(tmp_path)
    run_sql(scrutineer, "UPDATE audit SET content = replace(content, 'ada', 'bob') WHERE number=2")
    verdict = scrutineer.run("audit", "verify")
    assert verdict.exit_code == 1
    assert "Entry 2 is not as it was written. It was changed." in verdict.output
    told = json.loads(scrutineer.run("audit", "verify", "--json").stdout)
    assert (told["whole"], told["first_bad"], told["kind"]) == (False, 2, "changed")


def test_an_exported_head_shows_what_the_one_at_home_no_more_can(tmp_path: Path) -> None:
    scrutineer, file = written(tmp_path), tmp_path / "audit.jsonl"
    exported = scrutineer.run("audit", "export", "--output", str(file))
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    head = lines[-1]["head"]
    assert f"Head: entry {head['number']}, {head['hash']}" in exported.stdout
    assert [line["entry"]["action"] for line in lines[:-1]] == ["ask", "ask", "ask", "export"]
    against = ("audit", "verify", "--against", str(file))
    assert scrutineer.run(*against).exit_code == 0
    run_sql(scrutineer, "DELETE FROM audit WHERE number > 2")
    for kept in (scrutineer.home / "audit").glob("head-*"):
        kept.unlink()
    assert scrutineer.run("audit", "verify").exit_code == 0
    cut = scrutineer.run(*against)
    assert cut.exit_code == 1
    assert "cut off" in cut.output


def test_what_makes_no_sense_is_wrong_usage(tmp_path: Path) -> None:
    scrutineer, file = written(tmp_path, 1), tmp_path / "other.jsonl"
    file.write_text("[]\n")
    assert scrutineer.run("audit", "verify", "--against", str(file)).exit_code == 2
    assert scrutineer.run("audit", "show", "--since", "yesterday").exit_code == 2
