"""`scrutineer audit`: the audit log shown, exported, and held against itself."""

import json
import sys
from collections import deque
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import wire
from bot.cli.ending import say, told
from bot.cli.options import AsJson, Home
from bot.cli.starting import app_of
from bot.cli.terminal import console_for
from bot.faults import MendableError, UsageError
from bot.harmless import on_one_line

if TYPE_CHECKING:  # what these import takes a while, and other commands do without
    from bot.audit.heads import Head
    from bot.audit.log import Written
    from bot.audit.verifying import Verdict

audit = typer.Typer(
    help="Show, export and verify the audit log.", no_args_is_help=True, rich_markup_mode=None
)

_Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="From this day on (UTC): 2026-05-31."),
]
_Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Up to this day, the day included.")
]


@audit.command("verify")
@told
def verify_log(
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against", metavar="FILE", help="An export, whose head the log has to hold."
        ),
    ] = None,
    old_key: Annotated[
        list[Path] | None,
        typer.Option("--old-key", metavar="FILE", help="A key that was set before, in a file."),
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Find any entry that was changed, deleted or moved; the exit status is 1 where one was."""
    from bot.audit.log import audit_of
    from bot.audit.verifying import verdict_json
    from bot.state.opening import open_state

    heads = [_head_in(path) for path in against or ()]
    keys = [_key_in(path) for path in old_key or ()]
    with app_of(home) as app, open_state(app.settings.state_place) as state:
        try:
            verdict = audit_of(state, app.settings).verify(keys, heads)
        except (OSError, ValueError) as error:
            raise MendableError(f"A head of the log cannot be read ({error}).") from error
    if as_json:
        wire.write(verdict_json(verdict), sys.stdout)
    else:
        for line in _told(verdict):
            typer.echo(on_one_line(line))
        for note in verdict.notes:
            say(note)
    if verdict.fault is not None:
        raise typer.Exit(1)


@audit.command("export")
@told
def export_log(
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="Where it goes.")],
    since: _Since = None,
    until: _Until = None,
    home: Home = None,
) -> None:
    """Write entries as JSON, one a line, the last line the head: keep that where nobody changes it.

    The export is an entry itself.
    """
    from bot.audit.entries import Entry
    from bot.audit.log import audit_of, cli_account
    from bot.state.opening import open_state

    first, after = _day(since), _day(until, 1)
    with app_of(home) as app, open_state(app.settings.state_place) as state:
        log = audit_of(state, app.settings)
        days = {"since": since, "until": until}
        details = {"of": "audit", **{name: day for name, day in days.items() if day}}
        log.note(Entry(cli_account(), "cli", "export", details=details))
        head = log.head()
        assert head is not None
        count = 0
        with output.open("w", encoding="ascii") as file:
            for written in log.written(first, after):
                if written.link.number > head.number:
                    break
                file.write(json.dumps(written_json(written)) + "\n")
                count += 1
            file.write(json.dumps({"head": _head_json(head)}) + "\n")
        typer.echo(f"{count:,} entries written to {output}.")
        typer.echo(f"Head: entry {head.number}, {head.hash}")


@audit.command("show")
@told
def show_log(
    most: Annotated[int, typer.Option("-n", min=1, help="How many, the last ones.")] = 50,
    since: _Since = None,
    until: _Until = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Show the last entries, oldest first."""
    from bot.audit.log import audit_of
    from bot.state.opening import open_state

    with app_of(home) as app, open_state(app.settings.state_place) as state:
        found = audit_of(state, app.settings).written(_day(since), _day(until, 1))
        last = deque(found, maxlen=most)
    if as_json:
        wire.write([written_json(written) for written in last], sys.stdout)
        return
    console = console_for()
    for written in last:
        console.print(line_of(written), markup=False)
    if not last:
        say("Nothing is in the audit log of that time.")


def _told(verdict: "Verdict") -> list[str]:
    from bot.audit.verifying import KINDS

    fault, head = verdict.fault, verdict.head
    if fault is not None:
        about = f"{KINDS[fault.kind]} {fault.about}".rstrip()
        return [f"Entry {fault.number} is not as it was written. {about}"]
    if head is None:
        return ["The audit log is empty."]
    sealed = f", {verdict.sealed:,} of them sealed" if verdict.sealed else ""
    blank = f", {verdict.blank:,} whose words were deleted in time" if verdict.blank else ""
    return [
        f"The audit log is whole: {verdict.entries:,} entries{sealed}{blank}.",
        f"Head: entry {head.number}, {head.hash}",
    ]


def line_of(written: "Written") -> str:
    """An entry as `audit show` tells it."""
    link, said = written.link, written.said
    begin = f"{link.number} {link.at[:19].replace('T', ' ')} "
    if said is None:
        return f"{begin}(deleted)"
    parts = [said["who"], said["action"], said.get("outcome", "")]
    if said.get("stopped"):
        parts.append(f"({said['stopped']})")
    if said.get("question"):
        parts.append(f"“{said['question']}”")
    parts += [f"{name}={value}" for name, value in said.get("details", {}).items()]
    return begin + on_one_line(" ".join(filter(None, parts)))


def written_json(written: "Written") -> dict[str, Any]:
    """An entry as it is exported."""
    link = written.link
    return {
        "number": link.number,
        "at": link.at,
        "entry": written.said,
        "salt": link.salt,
        "digest": link.digest,
        "before": link.before,
        "hash": link.hash,
        "seal": link.seal,
    }


def _head_json(head: "Head") -> dict[str, Any]:
    return {"number": head.number, "hash": head.hash, "at": head.at, "seal": head.seal}


def _head_in(path: Path) -> "Head":
    """The head that an export ends with. Raises `UsageError`."""
    from bot.audit.heads import head_from

    try:
        lines = path.read_text("ascii").splitlines()
        head = head_from(json.loads(lines[-1])["head"], str(path)) if lines else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is no export of the audit log ({error}).") from error
    if head is None:
        raise UsageError(f"{path} is no export of the audit log: it does not end with a head.")
    return head


def _key_in(path: Path) -> bytes:
    try:
        return path.read_text("utf-8").strip().encode()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({error}).") from error


def _day(text: str | None, later: int = 0) -> datetime | None:
    """The beginning of a day in UTC, or of the one so many days later. Raises `UsageError`."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text) + timedelta(days=later)
    except (ValueError, OverflowError):
        raise UsageError(f"“{text}” is no date, such as 2026-05-31.") from None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
