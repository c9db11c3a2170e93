from pathlib import Path

from bot.settings import Settings
from corpus.sample import DOCUMENTS
from evals.cases import Case
from evals.configuration import changes, configuration

FILE = DOCUMENTS / "aldermere-local-offer.html"
CASES = (Case(id="a", question="?"),)


def made(settings: Settings | None = None, *documents: str) -> dict[str, object]:
    held = [{"id": name, "source": {"sha256": name}} for name in documents]
    return configuration(settings or Settings(), DOCUMENTS, held, [FILE], CASES, ["answers"], None)


def test_the_same_run_is_made_with_the_same() -> None:
    assert changes(made(None, "d1", "d2"), made(None, "d2", "d1")) == []


def test_what_makes_other_answers_is_named() -> None:
    assert changes(made(None, "d1"), made(None, "d2")) == ["corpus"]
    assert changes(made(), made(Settings(model="openai:x"))) == ["settings"]


def test_suites_and_cases_make_no_other_answers() -> None:
    assert changes(made() | {"suites": ["scope"], "cases": []}, made()) == []


def test_no_secret_is_written_down() -> None:
    told = made(Settings(home=Path("/home/someone"), chroma_url="http://user:secret@host:8000/x"))
    assert "secret" not in str(told)
    assert "someone" not in str(told)
    assert "http://host:8000/x" in str(told)


def test_prompts_have_their_versions() -> None:
    assert made()["prompts"] == {
        path.name: max(int(file.stem[1:]) for file in path.glob("v*.md"))
        for path in sorted((Path(DOCUMENTS).parents[2] / "prompts").iterdir())
        if any(path.glob("v*.md"))
    }
