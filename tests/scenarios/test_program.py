"""The program as a process of its own: what a shell sees."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bot.running import Scrutineer

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-W", "error", "-c", "from bot.cli.program import main; main()"]


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SCRUTINEER_", "COV_"))}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**more),
        stdin=subprocess.DEVNULL,
    )


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("scrutineer ")
    for arguments in ((), ("ask",), ("documents",), ("documents", "show")):
        result = run(*arguments, "--help")
        assert result.returncode == 0
        assert result.stdout.startswith("Usage: scrutineer")


def test_wrong_usage_is_two_and_says_so_on_stderr() -> None:
    for arguments in (("nonsense",), ("ask", "--nonsense"), ("search",), ("index",)):
        result = run(*arguments)
        assert result.returncode == 2
        assert result.stdout == ""
        assert "Traceback" not in result.stderr


def test_a_wrong_setting_is_one_sentence() -> None:
    result = run("ask", "Why?", SCRUTINEER_MODEL="gpt")
    assert result.returncode == 1
    assert result.stderr.startswith("SCRUTINEER_MODEL (from environment): ")
    assert "Traceback" not in result.stderr


def test_a_cold_question_brings_no_heavy_library(sample: Scrutineer) -> None:
    program = (
        "import sys; import bot.cli.program;"
        "heavy = {'chromadb', 'jinja2', 'langchain_core', 'pypdf', 'slack_sdk', 'sqlalchemy',"
        "         'starlette'};"
        "from bot.settings import Settings; from bot.app import open_app;"
        f"app = open_app(Settings(home={str(sample.home)!r})); app.documents();"
        "print(sorted((heavy | {'onnxruntime'}) & set(sys.modules)));"
        "app.ask('What is the overall grade?');"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment()
    )
    assert result.stdout == "[]\n[]\n", result.stderr


def test_a_terminal_that_knows_few_characters_still_gets_an_answer(sample: Scrutineer) -> None:
    arguments = ("ask", "What is the overall grade?", "--home", str(sample.home))
    result = run(*arguments, PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert "Overall effectiveness" in result.stdout


def test_a_reader_that_stops_early_is_no_failure_worth_a_traceback(sample: Scrutineer) -> None:
    process = subprocess.Popen(
        [*COMMAND, "documents", "--json", "--home", str(sample.home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait()


def test_control_c_ends_a_chat_quietly(sample: Scrutineer) -> None:
    process = subprocess.Popen(
        [*COMMAND, "chat", "--home", str(sample.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED="1"),
        # A run in the background has its Ctrl-C switched off, and so have its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.2)  # from the greeting to waiting for a line
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in errors


@pytest.mark.parametrize("name", ["caf\udce9.txt", "-dash.txt", "two\nlines.txt"])
def test_odd_file_names_are_indexed_and_cited(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(
            "The panel met on 3 May 2021. The council’s tenancy plan was two years late.\n" * 3
        )
    home = str(tmp_path / "home")
    assert run("index", str(folder), "--home", home).returncode == 0
    result = run("ask", "Was the tenancy plan late?", "--home", home, "--json")
    assert result.returncode == 0
    assert "tenancy plan" in result.stdout
