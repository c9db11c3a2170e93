"""What every page is made from."""

import time
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException

from bot.app import App
from bot.audit.entries import Action, Entry
from bot.audit.log import AuditLog, audit_of
from bot.rates import Rate
from bot.reading import Reading
from bot.state.errors import StateError
from bot.state.opening import State
from bot.web.pages import Pages
from bot.web.visitors import Role, Visitor, plain_name


@dataclass(frozen=True, slots=True)
class Site:
    """The program, what it remembers, the templates, and how often each visitor has asked.

    Threads share it.
    """

    app: App
    state: State
    pages: Pages = field(default_factory=Pages)
    rate: Rate = field(init=False)
    kept_out: Rate = field(init=False)
    views: Rate = field(init=False)
    audit: AuditLog = field(init=False)

    def __post_init__(self) -> None:
        """Counts from nothing."""
        rate = Rate(self.app.settings.web_user_limit, time.monotonic)
        object.__setattr__(self, "rate", rate)
        object.__setattr__(self, "kept_out", Rate(1, time.monotonic))
        object.__setattr__(self, "views", Rate(1, time.monotonic))
        object.__setattr__(self, "audit", audit_of(self.state, self.app.settings))

    def seen_by(self, visitor: Visitor) -> App:
        """The program as this visitor may see it.

        An owner sees every document; a reader those of no set, and of the sets that all readers
        or those of one of their groups see.
        """
        if visitor.role >= Role.OWNER:
            return self.app
        settings = self.app.settings
        sets = set(settings.web_sets)
        for group, seen in settings.web_group_sets.items():
            if plain_name(group) in visitor.groups:
                sets.update(seen)
        return self.app.seeing(sets)

    def note(self, visitor: Visitor, action: Action, **details: object) -> None:
        """Note in the audit log what a visitor does. Raises `StateError`: then it is not done."""
        self.audit.note(Entry(visitor.asker, "web", action, details=details))

    def note_view(self, visitor: Visitor, reading: Reading, what: str) -> None:
        """Note that a visitor is shown a document that only some may see, once in a while.

        Raises `StateError`: then it is not shown.
        """
        paths = (reading.document.path, *reading.also_at)
        if any(map(self.app.seeing([]).shows, paths)):
            return
        document = reading.document
        view = f"{visitor.asker} {what} {document.id}"
        if self.views.within(view):
            documents = [(document.id, document.sha256)]
            details = {"of": what}
            entry = Entry(visitor.asker, "web", "view", documents=documents, details=details)
            try:
                self.audit.note(entry)
            except StateError:
                self.views.forget(view)
                raise

    def note_kept_out(self, name: str) -> None:
        """Note who has signed in and may read nothing, once in a while however often they try."""
        who = f"web:{name}"
        if self.kept_out.within(who):
            with suppress(StateError):  # they are kept out all the same
                self.audit.note(Entry(who, "web", "refuse"))

    def count(self, visitor: Visitor) -> None:
        """Count a question of theirs. Raises `HTTPException` 429 where it is one too many."""
        if wait := self.rate.wait(visitor.asker):
            raise HTTPException(429, headers={"Retry-After": str(wait)})
