import json
from pathlib import Path

from bot.slack.checkup import SCOPES

MANIFEST = Path(__file__).parents[3] / "manifest.json"


def test_the_manifest_asks_for_the_scopes_that_are_checked() -> None:
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    assert manifest["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
