"""Ending sessions that are somebody else's, or everybody's."""

from bot.audit.entries import Entry, Interface
from bot.audit.log import audit_of
from bot.faults import MendableError, UsageError
from bot.settings import Settings, variable
from bot.state.opening import State
from bot.web.signing_in.people import person

_WHOSE_THEY_ARE = {
    "off": "Nobody signs in here, so there are no sessions to end.",
    "proxy": "A proxy says in every request who somebody is, so sessions are the proxy's own. End "
    "them there.",
}


def why_not(settings: Settings) -> str | None:
    """Why there are no sessions of ours to end; None where there are."""
    return _WHOSE_THEY_ARE.get(settings.sign_in)


def end_sessions(
    state: State, settings: Settings, name: str | None, who: str, interface: Interface
) -> str | None:
    """End all sessions of whoever signs in by this name, None for everybody; the name as it counts.

    `who` has it done, as the audit log is told first. Whether there were any is not known: a
    session is in its owner's browser. Raises `MendableError` where they are not ours to end,
    `UsageError` for what can be nobody's name, and `StateError`.
    """
    if (reason := why_not(settings)) is not None:
        raise MendableError(f"{reason} ({variable('sign_in')}={settings.sign_in})")
    plain = None
    if name is not None:
        meant = person(name.strip().removeprefix("web:"), ())
        if meant is None:
            raise UsageError("Name a person as they sign in, such as ada@aldermere.example.")
        plain = meant.name
    whose = "everybody" if plain is None else f"web:{plain}"
    audit_of(state, settings).note(Entry(who, interface, "end_sessions", details={"whose": whose}))
    state.ended_sessions.end_all(plain)
    return plain
