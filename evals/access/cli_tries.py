"""Tries on the command line, as processes.

It asks nobody who they are: who runs it owns the home that it is run on. What is tried is whether
anything of one home comes through to another of the same machine, by a cache, a temporary file or
a setting: somebody who has indexed what all may see runs it in the same folder, with the same
`HOME`, after its owner has run it on the home that holds what is hidden.
"""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from bot.app import open_app
from bot.settings import Settings
from evals.access.trying import Standing, Try
from evals.access.world import World
from evals.benchmarks.processes import environment, scrutineer

_PATIENCE = 300
_COMMANDS = (
    ("ask", "Why was Aldermere judged inadequate in 2025?"),
    ("ask", "What is the Lantern Desk?", "--json"),
    ("search", "Marrowfield Lodge"),
    ("check", "93.7 per cent of contacts from Drumlinfold waited for more than a day."),
    ("documents",),
    ("judgements", "--json"),
    ("recommendations",),
    ("changes", "--since", "2000-01-01"),
    ("feedback",),
    ("sources", "list"),
)


def tries(_full: World) -> Iterator[Try]:
    """All of them."""
    for command in _COMMANDS:
        yield Try("command line", " ".join(command), partial(_run, command), " ".join(command))


def _run(command: tuple[str, ...], world: World, standing: Standing) -> bytes:
    """What a command says on somebody's home, once its owner has run it on the one with all."""
    came = _said(command, world, world.app.settings.home)
    return came if standing == "leader" else _said(command, world, _own(world))


def _said(command: tuple[str, ...], world: World, home: Path) -> bytes:
    folder = world.folder / "shell"
    folder.mkdir(exist_ok=True)
    env = {**environment(), "HOME": str(folder), "TMPDIR": str(folder)}
    done = subprocess.run(
        scrutineer(*command, "--home", home),
        cwd=folder,
        env=env,
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    return f"{done.returncode}\n".encode() + done.stdout + done.stderr


def _own(world: World) -> Path:
    """The home of somebody who has what all may see, and nothing else."""
    home = world.folder / "another"
    if not home.exists():
        public = {Path(h.document.path) for h in world.app.seeing([]).documents()}
        with closing(open_app(Settings(home=home))) as app:
            app.index(sorted(public))
    return home
