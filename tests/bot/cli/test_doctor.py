import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import open_app
from bot.cli import doctor
from bot.settings import Settings
from bot.state.opening import open_state
from corpus.sample import DOCUMENTS
from tests.bot.running import Scrutineer
from tests.fakes.embedding import WordEmbedder
from tests.fakes.model_server import ModelServer, playing


def test_a_fresh_place_is_in_order_and_is_told_what_comes_next(tmp_path: Path) -> None:
    result = Scrutineer(tmp_path / "home").run("doctor")
    assert result.exit_code == 0
    assert "nothing is indexed yet" in result.stdout
    assert "Run: scrutineer index FOLDER" in result.stdout
    assert "verified by SHA-256" in result.stdout
    assert not (tmp_path / "home").exists()


def test_a_whole_index_is_described(sample: Scrutineer) -> None:
    result = sample.run("doctor")
    assert result.exit_code == 0
    assert "18 documents" in result.stdout
    assert "Search by words: complete" in result.stdout
    assert "Search by meaning: complete, by all-MiniLM-L6-v2" in result.stdout
    assert "Aldermere, which most documents" in result.stdout
    assert "Scanned pages: read by OCR with Tesseract" in result.stdout
    assert "Processes that read files: " in result.stdout
    assert f"SCRUTINEER_HOME: {sample.home} (flag)" in result.stdout


@pytest.mark.parametrize(
    ("can", "told", "mended"),
    [
        ((), "reach no network, write nowhere else, start no programs", False),
        (("write files",), "can write files: Landlock or seccomp is missing here", True),
        (OSError("no room"), "it could not be tried what they can do: no room", False),
    ],
)
def test_it_is_told_where_readers_of_files_are_not_held_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can: object, told: str, mended: bool
) -> None:
    def tried() -> object:
        if isinstance(can, OSError):
            raise can
        return can

    monkeypatch.setattr(doctor, "not_held", tried)
    result = Scrutineer(tmp_path / "home").run("doctor")
    assert result.exit_code == 0
    assert told in result.stdout
    assert ("give the container no network" in result.stdout) == mended


def test_a_document_set_that_hides_nothing_is_noted(
    sample: Scrutineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets = '{"north": ["thornbeck-*"], "leaders": ["leeders/*"]}'
    monkeypatch.setenv("SCRUTINEER_DOCUMENT_SETS", sets)
    result = sample.run("doctor")
    assert result.exit_code == 0
    assert "Document set: north: 3 of 18 documents" in result.stdout
    assert "leaders: no document of the index, so it hides nothing" in result.stdout


def test_the_database_of_what_is_remembered_is_looked_at_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scrutineer = Scrutineer(tmp_path / "home")
    assert "state.sqlite (made when it is first needed)" in scrutineer.run("doctor").stdout
    kept = tmp_path / "kept.sqlite"
    open_state(kept).close()
    monkeypatch.setenv("SCRUTINEER_STATE_URL", f"sqlite:///{kept}")
    result = scrutineer.run("doctor")
    assert result.exit_code == 0
    assert f"What is remembered: The database {kept}" in result.stdout
    kept.write_bytes(b"something else " * 100)
    result = scrutineer.run("doctor")
    assert result.exit_code == 1
    assert "FAIL  What is remembered" in result.stdout


def test_a_password_of_that_database_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTINEER_STATE_URL", "postgresql://me:opensesame@127.0.0.1:1/state")
    result = Scrutineer(tmp_path / "home").run("doctor")
    assert result.exit_code == 1
    assert "FAIL  What is remembered: The database state at 127.0.0.1" in result.stdout
    assert "opensesame" not in result.stdout


def test_files_that_could_not_be_read_are_named(tmp_path: Path) -> None:
    scrutineer = Scrutineer(tmp_path / "home")
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(DOCUMENTS / "aldermere-local-offer.html", folder)
    (folder / "corrupt.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    assert scrutineer.run("index", str(folder)).exit_code == 0
    result = scrutineer.run("doctor")
    assert result.exit_code == 0
    assert "corrupt.pdf" in result.stdout


def test_settings_that_mean_nothing_or_fit_nothing_are_noted(
    sample: Scrutineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTINEER_AUTHORITY", "Merton")
    monkeypatch.setenv("SCRUTINEER_HOEM", "x")
    result = sample.run("doctor")
    assert result.exit_code == 0
    assert "SCRUTINEER_HOEM (environment)" in result.stdout
    assert "Merton, as set; no document of the index is about it" in result.stdout


def test_a_damaged_index_is_broken_and_can_be_mended(tmp_path: Path) -> None:
    scrutineer = Scrutineer(tmp_path / "home")
    letter = DOCUMENTS / "aldermere-inspection-2024.pdf"
    assert scrutineer.run("index", str(letter)).exit_code == 0
    shutil.rmtree(scrutineer.home / "lexical")
    result = scrutineer.run("doctor")
    assert result.exit_code == 1
    assert "FAIL  Search by words" in result.stdout
    asked = scrutineer.run("ask", "What is the overall grade?")
    assert asked.exit_code == 1
    assert "scrutineer index" in asked.stderr
    assert scrutineer.run("index", str(letter)).exit_code == 0
    assert scrutineer.run("doctor").exit_code == 0


def test_a_file_that_is_no_index_is_broken(tmp_path: Path) -> None:
    scrutineer = Scrutineer(tmp_path)
    (tmp_path / "catalogue.sqlite").write_bytes(b"something else " * 100)
    assert scrutineer.run("doctor").exit_code == 1
    asked = scrutineer.run("ask", "Why?")
    assert asked.exit_code == 1
    assert len(asked.stderr.splitlines()) == 1


def test_a_home_that_is_a_file_is_broken(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    result = Scrutineer(tmp_path / "home").run("doctor")
    assert result.exit_code == 1
    assert "is not a folder" in result.stdout


def test_a_full_disk_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LEAST_FREE", 10**18)
    assert "Make room" in Scrutineer(tmp_path / "home").run("doctor").stdout


def test_vectors_of_another_embedder_are_noted(tmp_path: Path) -> None:
    home = tmp_path / "home"
    app = open_app(Settings(home=home), WordEmbedder())
    app.index([DOCUMENTS / "aldermere-inspection-2024.pdf"])
    app.close()
    assert "made by words-1, not by the embedder" in Scrutineer(home).run("doctor").stdout


def test_an_embedder_that_cannot_be_had_is_broken(
    sample: Scrutineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTINEER_EMBEDDER", "nobody:nothing")
    result = sample.run("doctor")
    assert result.exit_code == 1
    assert "FAIL  Embedder" in result.stdout


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A server that plays a language model, set as the one to answer."""
    with playing() as server:
        monkeypatch.setenv("OPENAI_API_KEY", "a-key-that-nobody-may-see")
        monkeypatch.setenv("SCRUTINEER_MODEL", "openai:play")
        monkeypatch.setenv("SCRUTINEER_MODEL_BASE_URL", server.url)
        yield server


def test_without_a_model_the_documents_answer(sample: Scrutineer) -> None:
    assert "Language model: none" in sample.run("doctor").stdout


def test_a_model_that_answers_is_in_order(sample: Scrutineer, model: ModelServer) -> None:
    result = sample.run("doctor")
    assert result.exit_code == 0
    assert "Language model: openai:play answers" in result.stdout
    assert "nobody-may-see" not in result.stdout
    assert "Aldermere" not in str(model.requests)


@pytest.mark.parametrize(
    ("play", "said"),
    [
        ("down", "could not be reached"),
        ("unpaid", "is out of credit"),
        ("prose", "answers, but not in the form asked for"),
    ],
)
def test_a_model_that_fails_is_told_with_what_to_do(
    sample: Scrutineer, model: ModelServer, play: str, said: str
) -> None:
    model.play = play
    result = sample.run("doctor")
    assert result.exit_code == 1
    assert f"FAIL  Language model: openai:play {said}" in result.stdout
    assert "answered without it" in " ".join(result.stdout.split())


def test_a_judge_is_looked_at_as_well(
    sample: Scrutineer, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTINEER_JUDGE", "openai:nobody")
    result = sample.run("doctor")
    assert result.exit_code == 1
    assert "FAIL  Second judge: openai:nobody turned the request down" in result.stdout
    assert len(model.requests) == 1


def test_a_missing_key_is_broken_and_told_when_a_question_is_asked(
    sample: Scrutineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("SCRUTINEER_MODEL", "openai:gpt")
    assert "OPENAI_API_KEY" in sample.run("doctor").stdout
    asked = sample.run("ask", "What did inspectors find about care leavers?")
    assert asked.exit_code == 1
    assert "OPENAI_API_KEY" in asked.stderr
