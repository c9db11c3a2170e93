"""That sources are followed, and no longer, is in the audit log."""

import json
from pathlib import Path

from tests.bot.running import Scrutineer


def test_who_follows_a_source_and_ends_it_is_noted(tmp_path: Path) -> None:
    own, folder = Scrutineer(tmp_path / "home"), tmp_path / "papers"
    folder.mkdir()
    assert own.run("sources", "add", "watch", str(folder)).exit_code == 0
    assert own.run("sources", "remove", "1").exit_code == 0
    shown = own.run("audit", "show", "--json")
    entries = [each["entry"] for each in json.loads(shown.stdout)]
    assert [(e["action"], e["details"]["number"], e["details"]["kind"]) for e in entries] == [
        ("follow", 1, "watch"),
        ("follow", 1, "watch"),
    ]
    assert all(entry["who"].startswith("cli:") for entry in entries)
    assert [entry["details"].get("ended") for entry in entries] == [None, True]
