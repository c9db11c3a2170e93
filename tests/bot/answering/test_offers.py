"""What people are entitled to, told from the offer or the guidance that defines it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.bot.running import Scrutineer

GUIDANCE = """<html><head><title>Support for care leavers: statutory guidance</title></head><body>
<main><h1>Support for care leavers: statutory guidance for local authorities</h1>
<h2>Personal advisers</h2>
<p>Every care leaver is entitled to a personal adviser until the age of 25. Many have one.</p>
<h2>Pathway plans</h2>
<p>A pathway plan must be reviewed at least every six months.</p>
</main></body></html>"""


def told(scrutineer: Scrutineer, question: str) -> Mapping[str, Any]:
    answer: Mapping[str, Any] = json.loads(scrutineer.run("ask", question, "--json").stdout)
    return answer


@pytest.fixture
def guided(tmp_path: Path) -> Scrutineer:
    """An index of a page of guidance and of a long offer."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "guidance.html").write_text(GUIDANCE)
    (folder / "guidance.html.meta.toml").write_text('kind = "guidance"')
    items = "".join(
        f"<li>Thing {number}: {'a grant of £100 and a travel pass' if number < 9 else 'on paper'}."
        "</li>"
        for number in range(1, 41)
    )
    (folder / "offer.html").write_text(
        "<html><head><title>Local offer for care leavers</title></head><body><main>"
        f"<h1>Local offer for care leavers</h1><h2>Things</h2><ul>{items}</ul></main></body></html>"
    )
    made = Scrutineer(tmp_path / "home")
    result = made.run("index", str(folder))
    assert result.exit_code == 0, result.stderr
    return made


def test_the_whole_offer_is_told_under_its_headings(sample: Scrutineer) -> None:
    answer = told(sample, "What are care leavers in Aldermere entitled to?")
    groups = {
        line for line in answer["text"].splitlines() if line.startswith("**Aldermere local offer")
    }
    for heading in ("Your personal adviser", "Money", "Home", "Work and getting about", "Health"):
        assert any(f" – {heading}" in group for group in groups)
    for thing in ("Setting up home: a grant of £3,000", "bus and tram pass", "free for two years"):
        assert thing in answer["text"]
    assert {citation["title"] for citation in answer["citations"]} == {
        "Aldermere local offer for care leavers"
    }


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("Are care leavers entitled to a personal adviser?", "You can keep an adviser", "Council"),
        ("What rights do care leavers have to help with driving?", "up to 20 lessons", "adviser"),
    ],
)
def test_a_matter_is_told_alone(sample: Scrutineer, question: str, holds: str, lacks: str) -> None:
    text = told(sample, question)["text"]
    assert holds in text
    assert lacks not in text


def test_what_inspectors_found_is_not_told_from_the_offer(sample: Scrutineer) -> None:
    answer = told(sample, "What did inspectors find about care leavers’ entitlements?")
    assert {citation["kind"] for citation in answer["citations"]} == {"inspection_report"}


def test_guidance_is_named_as_what_it_is_and_tells_what_must_be_done(guided: Scrutineer) -> None:
    text = told(guided, "What are care leavers entitled to?")["text"]
    assert "is entitled to a personal adviser until the age of 25" in text
    assert "A pathway plan must be reviewed at least every six months" in text
    assert "Many have one" not in text
    assert "council paper" not in text
    assert "is guidance: it says what should be done or given" in text


def test_of_a_long_offer_what_gives_most_is_told_and_how_much_there_is(guided: Scrutineer) -> None:
    answer = told(guided, "What are care leavers entitled to?")
    things = [claim for claim in answer["claims"] if claim["text"].startswith("Thing ")]
    assert len(things) == 12
    assert {claim["text"].split(":")[0] for claim in things} >= {f"Thing {n}" for n in range(1, 9)}
    assert any("These are 12 of the 40 things" in caveat for caveat in answer["caveats"])
