"""Workers that are killed: nothing is lost, and nothing is sent twice."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_killed_before_any_statement_a_job_is_delivered_once(place: str, tmp_path: Path) -> None:
    channel = tmp_path / "channel"
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bot.state.killing", place, str(channel)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    left = json.loads(ended.stdout)
    assert set(left) == {
        "unknown",
        "accepted",
        "taken",
        "taken waiting waiting",
        "taken sending waiting",
        "taken sent waiting",
        "taken sent sending",
        "taken sent sent",
        "done",
    }
    arrived = channel.read_text().split("\n")[:-1]
    assert sorted(arrived) == sorted(
        f"E{key} {part}" for key in ("", *range(len(left))) for part in (0, 1)
    )
