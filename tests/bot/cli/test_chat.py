import io

from rich.console import Console

from bot.app import open_app
from bot.cli.chat import Chat
from bot.settings import Settings
from retrieval.query import Filters
from tests.bot.running import Scrutineer


def test_a_thread_is_kept_until_a_new_subject(sample: Scrutineer) -> None:
    result = sample.run(
        "chat",
        typed="What is the overall grade in Thornbeck?\nAnd in 2017?\n/new\nWhat is the overall "
        "grade?\n/quit\nnever read\n",
    )
    assert result.exit_code == 0
    first, rest = result.stdout.split("Understood as:", 1)
    second, third = rest.split("A new subject.", 1)
    assert "Thornbeck" in first
    assert "Thornbeck" in second
    assert "2017" in second
    assert "Aldermere" in third
    assert third.rstrip().endswith("Goodbye.")


def test_the_end_of_input_ends_it_politely(sample: Scrutineer) -> None:
    result = sample.run("chat", typed="What is the overall grade?")
    assert result.exit_code == 0
    assert result.stdout.rstrip().endswith("Goodbye.")


def test_commands_are_obeyed_and_slips_forgiven(sample: Scrutineer) -> None:
    stream = io.StringIO()
    app = open_app(Settings(home=sample.home))
    chat = Chat(app, Console(file=stream, width=200), Filters())

    def said(text: str) -> str:
        stream.seek(0)
        stream.truncate()
        assert chat.line(text)
        return stream.getvalue()

    assert "no answer with sources yet" in said("/sources")
    assert "“" not in said("What is the overall grade?").split("Sources")[1]
    assert "“" in said("/sources")
    assert "/new" in said("/help")
    assert "no such command" in said("/sauces")
    assert said("why " * 1000).startswith("This question is 3,999 characters long")
    assert said("   ") == ""
    assert not chat.line(" /QUIT ")
    app.close()


def test_nothing_typed_is_kept_on_disk(sample: Scrutineer) -> None:
    def held() -> bytes:
        files = sorted(path for path in sample.home.rglob("*") if path.is_file())
        return b"".join(path.read_bytes() for path in files)

    question = "Is there a zebra crossing at Umbrella Lane?"
    assert sample.run("chat", typed=f"{question}\n").exit_code == 0
    assert b"Umbrella Lane" not in held()
