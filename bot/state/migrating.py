"""Bringing the tables of a database to the version that this program knows.

A version is written E.N. Changes from one N to the next only add (tables, columns that may be
empty, indexes), so that a program that knows an earlier N goes on beside one that knows a later;
E is raised by a change that the programs before it could not live with.
"""

import logging
from typing import Final

from sqlalchemy import Connection, inspect, text

from bot.state.errors import StateError, StateTooNewError

KNOWN: Final = "1.7"
"""The version that this program makes of older tables."""

_VERSIONS = "alembic_version"

log = logging.getLogger(__name__)


def is_behind(run: Connection, name: str) -> bool:
    """Whether tables have to be made or changed in the database that is called `name`.

    Raises `StateTooNewError` where a newer program has made them such that this one cannot use
    them, and `StateError` where what says which they are makes no sense.
    """
    found = _version(run)
    if found is None:
        return True
    try:
        there, here = _numbers(found), _numbers(KNOWN)
    except ValueError:
        raise StateError(
            f"{name} holds tables of something else: their version is {found[:40]!r}."
        ) from None
    if there[0] > here[0]:
        raise StateTooNewError(
            f"{name} was made by a newer Scrutineer (tables {found}, this one knows {KNOWN}). "
            "Update this Scrutineer, or go back with the copy that was made before the update."
        )
    if there > here:
        log.info("%s has tables %s; this program knows %s and needs no more.", name, found, KNOWN)
    return there < here


def bring_up_to_date(run: Connection) -> None:
    """Makes and changes tables, in the transaction that is under way, from any version."""
    # It takes a tenth of a second to import, and most programs find everything done.
    from alembic.config import Config
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "bot.state:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    context = MigrationContext.configure(
        run, opts={"fn": lambda at, _context: scripts._upgrade_revs("head", at)}
    )
    with Operations.context(context):
        context.run_migrations()


def _version(run: Connection) -> str | None:
    """What the tables are, as the last change noted it; None where nothing was ever noted."""
    if not inspect(run).has_table(_VERSIONS):
        return None
    found = run.execute(text(f"SELECT version_num FROM {_VERSIONS}")).scalar()
    return None if found is None else str(found)


def _numbers(version: str) -> tuple[int, int]:
    epoch, _, number = version.partition(".")
    return int(epoch), int(number)
