"""Every test that docs/security.md names is there, and every point is gone through."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
ROWS = [line for line in PAGE.split("\n") if re.match(r"\| (?:LLM|V)\d", line)]


def test_every_test_and_page_it_names_is_there() -> None:
    tests = re.findall(r"`(tests/[\w/.]+)`", PAGE)
    assert len(set(tests)) > 40
    assert [name for name in tests if not (ROOT / name).is_file()] == []
    pages = [*re.findall(r"\]\(([\w./-]+\.md)\)", PAGE)]
    assert [name for name in pages if not (ROOT / "docs" / name).is_file()] == []
    named = re.findall(r"\b(docs/[\w-]+\.md)", PAGE)
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_point_says_what_shows_it_or_that_it_does_not_apply() -> None:
    for row in ROWS:
        shown = row.rstrip("| ").rpartition("|")[2]
        assert "tests/" in shown or "docs/" in shown or "does not apply" in shown, row


def test_no_point_is_left_out() -> None:
    heads = [row.split("|")[1] for row in ROWS]
    assert [head.split()[0] for head in heads if "LLM" in head] == [
        f"LLM{number:02}" for number in range(1, 11)
    ]
    chapters = {int(number) for head in heads for number in re.findall(r"\bV(\d+)\b", head)}
    assert chapters == set(range(1, 18))
