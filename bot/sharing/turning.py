"""Moving all replicas to a new generation of the index together."""

import logging
import time
from typing import Final

from bot.state.owners import LEASE, Clock, Watch
from bot.state.processes import is_gone
from bot.state.shared_index import Member, SharedIndex

PATIENCE: Final = 60.0
"""Seconds that a generation waits for replicas that live and are not ready."""

log = logging.getLogger(__name__)


class Turning:
    """Moves the pointer to the newest generation when it is time; whoever shares may do it.

    That is when every replica that lives is ready for it; or when `PATIENCE` is over and one is,
    unless one that lives cannot read it: an older program, which is waited for until it ends.
    """

    def __init__(self, shared: SharedIndex, clock: Clock = time.monotonic) -> None:
        self._shared = shared
        self._clock = clock
        self._watch = Watch(clock)
        self._offered = 0
        self._since = self._looked = 0.0

    def turn(self) -> int:
        """Look once, and move where it is time; the active generation. Raises `StateError`."""
        newest, active = self._shared.newest(), self._shared.active()
        living = self._living()
        if newest is None or newest.number <= active:
            return active
        now = self._clock()
        # Who could not look for so long does not know how long the others had.
        if newest.number != self._offered or now - self._looked > LEASE:
            self._offered, self._since = newest.number, now
        self._looked = now
        ready = [member for member in living if member.ready >= newest.number]
        late = [member.name for member in living if member.ready < newest.number]
        if late:
            unable = any(member.form < newest.form for member in living)
            if not ready or unable or now - self._since <= PATIENCE:
                return active
            log.warning("The index is changed without %s: not ready in time.", ", ".join(late))
        self._shared.activate(newest.number)
        return newest.number

    def _living(self) -> list[Member]:
        """The replicas that live; those that have died are taken out."""
        members = self._shared.members()
        living: list[Member] = []
        for member in members:
            if self._watch.is_still(member.id, member.beat) or is_gone(member.process):
                log.warning("The replica %s is gone.", member.name)
                self._shared.bury(member.id, member.beat)
            else:
                living.append(member)
        self._watch.forget({member.id for member in members})
        return living
