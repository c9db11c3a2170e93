import io

from rich.console import Console

from bot.app import open_app
from bot.cli.terminal import shortened, show_answer, show_finding, show_hits
from bot.harmless import shown as safe
from bot.settings import Settings
from tests.bot.running import Scrutineer


def terminal(width: int = 80) -> tuple[Console, io.StringIO]:
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=True, width=width, highlight=False, markup=False, soft_wrap=True
    )
    return console, stream


def test_what_could_steer_a_terminal_is_not_printed() -> None:
    assert safe("a\x1b[31mred\x9b\u202e") == "a\ufffd[31mred\ufffd\ufffd"
    assert safe("line\nline\ttab – “fine” [1]") == "line\nline\ttab – “fine” [1]"


def test_long_quotes_are_cut_in_the_middle_at_words() -> None:
    quote = " ".join(f"word{number}" for number in range(100))
    cut = shortened(quote, 300)
    assert len(cut) <= 300
    assert cut.startswith("word0 ")
    assert cut.endswith(" word99")
    head, tail = cut.split(" […] ")
    assert head in quote
    assert tail in quote
    assert shortened("short", 300) == "short"


def test_an_answer_fits_a_narrow_terminal(sample: Scrutineer) -> None:
    app = open_app(Settings(home=sample.home))
    for question in (
        "What are the current recommendations?",
        "What did inspectors say about quantum physics?",
    ):
        answer, _ = app.ask(question)
        for width in (40, 80, 200):
            console, stream = terminal(width)
            show_answer(console, answer, explain=True)
            shown = Console(file=io.StringIO()).render_str(stream.getvalue()).plain
            lines = [_without_colour(line) for line in shown.split("\n")]
            assert max(map(len, lines)) < min(width, 96)
            assert all(f"[{c.number}]" in shown for c in answer.citations)
    app.close()


def test_hits_say_why_they_rank_where_they_do(sample: Scrutineer) -> None:
    app = open_app(Settings(home=sample.home))
    console, stream = terminal()
    show_hits(console, app.search("allegations", k=2))
    app.close()
    shown = _without_colour(stream.getvalue())
    assert "1. " in shown
    assert "lexical 0." in shown


def test_brackets_in_documents_are_text_and_no_markup() -> None:
    console, stream = terminal()
    show_finding(console, "broken", "Index", "[bold]not bold[/bold] :smile:", "[1] mend")
    assert "[bold]not bold[/bold] :smile:" in _without_colour(stream.getvalue())


def _without_colour(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[\d;]*m", "", text)
