"""The command line: `scrutineer COMMAND`."""

import sys
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from bot import settings as configuration
from bot import wire
from bot.app import App, open_app
from bot.asking import checked_question
from bot.cli import chat as conversation
from bot.cli import demo as demonstration
from bot.cli import terminal
from bot.cli.auditing import audit
from bot.cli.batch import answer_all, read_questions
from bot.cli.briefs import brief
from bot.cli.changes import changes
from bot.cli.documents import documents
from bot.cli.ending import say, told
from bot.cli.feedback import feedback
from bot.cli.keeping import backup, restore
from bot.cli.noting import note_answers, note_done, noting_answers
from bot.cli.options import AsJson, AsOf, Authorities, First, Home, Host, Kinds, Last, Port
from bot.cli.progress import counting, following, show_report
from bot.cli.registers import judgements, recommendations
from bot.cli.remembering import remember_run
from bot.cli.retaining import purge, subject
from bot.cli.serving import serve, serving_pages, slack, wait_for_the_end
from bot.cli.sessions import sessions
from bot.cli.sources import sources
from bot.cli.starting import app_of, of_index
from bot.cli.terminal_checks import show_checked
from bot.cli.watching import watch
from bot.faults import UsageError
from bot.filtering import filters_of
from retrieval.query import Filters

program = typer.Typer(
    help="Answers questions about children's services inspections, with verified, cited quotes.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help, which reads aloud well
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
program.add_typer(documents, name="documents", invoke_without_command=True)
program.add_typer(sources, name="sources")
program.add_typer(audit, name="audit")
program.add_typer(subject, name="subject")
program.add_typer(sessions, name="sessions")
program.command()(purge)
program.command()(judgements)
program.command()(recommendations)
program.command()(changes)
program.command()(feedback)
program.command()(brief)
program.command()(backup)
program.command()(restore)
program.command()(serve)
program.command()(slack)
program.command()(watch)


def main() -> None:
    """Run the command line; the exit status is 0, 1 (failure), 2 (usage) or 130 (Ctrl-C)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # not every character fits every terminal
            stream.reconfigure(errors="backslashreplace")
    program(prog_name="scrutineer")


def _show_version(wanted: bool) -> None:
    if wanted:
        try:
            number = version("scrutineer")
        except PackageNotFoundError:  # run from a checkout that was not installed
            number = "(not installed)"
        typer.echo(f"scrutineer {number}")
        raise typer.Exit


@program.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    del version  # it has done its work by now


@program.command()
@told
def index(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders.")],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Add or update files and folders: PDF, text, DOCX, HTML.

    What has not changed is skipped; a file that cannot be read is named, and the rest go on.
    """
    began = datetime.now(UTC)
    with app_of(home) as app:
        with following(terminal.console_for(stderr=True)) as progress:
            done = app.index(paths, progress)
        remember_run(app.settings, began, paths, done.report)
        note_done(app.settings, "index", paths=[str(path.absolute()) for path in paths])
        if as_json:
            wire.write(wire.report_json(done.report), sys.stdout)
        else:
            show_report(terminal.console_for(), done.report)
        if not done.any_read:
            if not done.report.failures:
                say("There is nothing to read there: PDF, text, DOCX and HTML files are read.")
            raise typer.Exit(1)


@program.command()
@told
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    authority: Authorities = None,
    kind: Kinds = None,
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Find passages, without an answer; each says why it ranks where it does."""
    question = checked_question(query)
    filters = filters_of(authority or (), kind or (), first, last, as_of)
    with app_of(home) as app:
        found = app.search(question, of_index(app, filters), k)
        note_done(app.settings, "search")
        _warn(app)
        if as_json:
            wire.write([wire.hit_json(hit) for hit in found.hits], sys.stdout)
        else:
            terminal.show_hits(terminal.console_for(), found)


@program.command()
@told
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", show_default=False)] = None,
    authority: Authorities = None,
    kind: Kinds = None,
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--input",
            metavar="FILE",
            help="Questions, one JSON object a line: id, question, follows.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where their answers go.")
    ] = None,
    as_json: AsJson = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add what was dropped and why, and the time taken.")
    ] = False,
    home: Home = None,
) -> None:
    """Answer a question with cited quotes, or a file of questions with --input and --output."""
    filters = filters_of(authority or (), kind or (), first, last, as_of)
    if source is not None or output is not None:
        if question is not None or source is None or output is None:
            raise UsageError("Give a QUESTION, or both --input and --output.")
        _ask_all(source, output, filters, explain, home)
        return
    if question is None:
        raise UsageError("Give a QUESTION, or both --input and --output.")
    question = checked_question(question)
    with app_of(home) as app:
        answer, _ = app.ask(question, of_index(app, filters))
        note_answers(app.settings, [answer])
        _warn(app)
        if as_json:
            wire.write(wire.answer_json(answer, explain=explain), sys.stdout)
        else:
            terminal.show_answer(terminal.console_for(), answer, explain=explain)


def _ask_all(
    source: Path, output: Path, filters: Filters, explain: bool, home: Path | None
) -> None:
    questions = read_questions(source)
    with app_of(home) as app:
        filters = of_index(app, filters)
        with counting(terminal.console_for(stderr=True)) as count:
            answers = answer_all(app, questions, output, filters, explain=explain, count=count)
        note_answers(app.settings, answers)
        _warn(app)


@program.command()
@told
def check(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What somebody wrote; - for stdin.")],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Hold what somebody wrote against the documents, claim by claim. Nothing of it is kept."""
    message = sys.stdin.read() if text == "-" else text
    if not message.strip():
        raise UsageError("There is nothing to check: the text is empty.")
    with app_of(home) as app:
        checked = app.check(message)
        note_done(app.settings, "check")
        _warn(app)
        if as_json:
            wire.write(wire.checked_json(checked), sys.stdout)
        else:
            show_checked(terminal.console_for(), checked)


@program.command()
@told
def chat(
    authority: Authorities = None,
    kind: Kinds = None,
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    home: Home = None,
) -> None:
    """Have a conversation: follow-up questions are understood. Nothing typed is kept."""
    filters = filters_of(authority or (), kind or (), first, last, as_of)
    with app_of(home) as app:
        filters = of_index(app, filters)
        typer.echo("Ask about the documents. /help lists the commands, /quit ends.\n")
        with noting_answers(app.settings) as note:
            conversation.converse(app, filters, note)


@program.command()
@told
def doctor(home: Home = None) -> None:
    """Say what is configured, what is there, what is missing, and how to mend it."""
    from bot.cli.doctor import examine

    configuration.keys_from_files()
    broken = False
    console = terminal.console_for()
    for finding in examine(configuration.load({"home": home})):
        terminal.show_finding(console, finding.state, finding.topic, finding.text, finding.mend)
        broken = broken or finding.state == "broken"
    if broken:
        raise typer.Exit(1)


@program.command()
@told
def demo(
    once: Annotated[
        str | None,
        typer.Option("--once", metavar="QUESTION", help="Answer this question and exit."),
    ] = None,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    home: Home = None,
) -> None:
    """Index the sample documents in a folder of their own and serve the web pages on them."""
    with closing(open_app(configuration.of_home(home or demonstration.demo_home()))) as app:
        if once is not None:
            question = checked_question(once)
            with following(terminal.console_for(stderr=True)) as progress:
                app.index([demonstration.DOCUMENTS], progress)
            terminal.show_answer(terminal.console_for(), app.ask(question)[0])
            return
        with serving_pages(app, host, port) as address:
            say(f"Ask in your browser at {address}. Ctrl-C ends it.")
            with following(terminal.console_for(stderr=True)) as progress:
                app.index(demonstration.documents_with_text(), progress)
                app.index([demonstration.DOCUMENTS], progress)
            typer.echo(f"{demonstration.ABOUT}\n\n{conversation.PROMPT}{demonstration.QUESTION}\n")
            terminal.show_answer(terminal.console_for(), app.ask(demonstration.QUESTION)[0])
            wait_for_the_end()


def _warn(app: App) -> None:
    if app.trouble is not None:
        say(f"Only words were matched. {app.trouble}")
