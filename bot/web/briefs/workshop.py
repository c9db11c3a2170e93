"""Where briefs are made: a few at once, the others in their turn, whoever has left meanwhile.

They are kept with all that is remembered, for some days: whichever process makes one, the others
show it too.
"""

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from threading import Lock

from starlette.exceptions import HTTPException

from bot.app import App
from bot.briefs.comparing import compared
from bot.briefs.content import Brief
from bot.briefs.files import Earlier, contents
from bot.briefs.wanted import Wanted
from bot.briefs.whole import whole_packed, whole_unpacked
from bot.faults import MendableError
from bot.state.briefs import KeptBrief
from bot.state.codec import UnreadableError
from bot.state.errors import StateError
from bot.web.briefs.order import Order, restored
from bot.web.faults import RefusedError
from bot.web.headway import Headway
from bot.web.site import Site
from bot.web.visitors import Visitor

_AT_ONCE, _MOST_WAITING = 2, 20
_BEGUN = ("Looking through the documents", 0, 0)
# A database that is started anew is back by then.
_TRIES, _AGAIN_SECONDS = 30, 2.0
_log = logging.getLogger(__name__)

CUT_SHORT = "It was not finished, as the server that made it was started anew. Make it again."
FAILED = "Something went wrong, and the brief was not made. Please try again in a moment."


@dataclass(frozen=True, slots=True)
class Made:
    """A brief, and the ids of all documents that were seen when it was made.

    None are kept where no document can be hidden.
    """

    brief: Brief
    seen: frozenset[str]


@dataclass(frozen=True, slots=True)
class Job:
    """A brief that was asked for; `failed` says why there is none, empty while it may yet be.

    `future` is of those that this process makes: it ends when the brief is kept.
    """

    identity: str
    order: Order
    at: datetime
    is_made: bool = False
    failed: str = ""
    future: "Future[None]" = field(default_factory=Future, compare=False, repr=False)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.is_made or bool(self.failed)


class Workshop:
    """Takes orders, and makes briefs in threads of its own. Threads share it."""

    def __init__(self, site: Site, at_once: int = _AT_ONCE, most_waiting: int = _MOST_WAITING):
        self._site = site
        self._kept = site.state.briefs
        self._most_waiting = most_waiting
        self._workers = ThreadPoolExecutor(at_once, thread_name_prefix="briefs")
        self._turn = Lock()
        # Ids of those that wait here, and of those that are made here what is done of how much.
        self._waiting: list[str] = []
        self._stages: dict[str, tuple[str, int, int]] = {}

    def take(
        self, visitor: Visitor, order: Order, wanted: Wanted, earlier: Earlier | None = None
    ) -> Job:
        """Take an order; one that is sent again while it is worked on is the same job.

        Raises `RefusedError` where too many are waiting, and `StateError`.
        """
        with self._turn:
            for other in self.recent(visitor):
                if other.order == order and earlier is None and not other.is_over:
                    return other
            if len(self._waiting) >= self._most_waiting:
                raise RefusedError(
                    429, "One moment, please", "Many briefs are being made. Try again in a minute."
                )
            kept = self._kept.ask(secrets.token_urlsafe(18), visitor.asker, asdict(order))
            job = _job(kept)
            self._waiting.append(job.identity)
        self._workers.submit(self._run, job, self._site.seen_by(visitor), wanted, earlier)
        return job

    def of(self, visitor: Visitor, identity: str) -> Job:
        """A visitor's own job. Raises `HTTPException` 404 where there is none, or none any more."""
        kept = self._kept.get(identity)
        if kept is None or kept.asker != visitor.asker:
            raise HTTPException(404)
        return _job(kept)

    def recent(self, visitor: Visitor) -> list[Job]:
        """A visitor's last jobs, the newest first."""
        return [_job(kept) for kept in self._kept.recent(visitor.asker)]

    def made(self, job: Job) -> Made | None:
        """The brief, None where there is none, or none that this version can read."""
        found = self._kept.content(job.identity)
        if found is None:
            return None
        try:
            return Made(whole_unpacked(found[0]), found[1])
        except UnreadableError:
            return None

    def headway(self, job: Job) -> Headway:
        """How far a job is; of one that another process makes that it is being made."""
        with self._turn:
            ahead = self._waiting.index(job.identity) if job.identity in self._waiting else 0
            words, done, total = self._stages.get(job.identity, _BEGUN)
            is_here = job.identity in self._waiting or job.identity in self._stages
        if ahead:
            return Headway(
                f"{ahead} {'brief is' if ahead == 1 else 'briefs are'} before yours", 0, 0
            )
        if not is_here:
            now = self._kept.get(job.identity)
            if now is None or _job(now).is_over:
                return Headway("Done", 0, 0, over=True)
        return Headway(f"{words}: {done:,} of {total:,}" if total else words, done, total)

    def _run(self, job: Job, app: App, wanted: Wanted, earlier: Earlier | None) -> None:
        with self._turn:
            self._waiting.remove(job.identity)
            self._stages[job.identity] = _BEGUN
        try:
            made = self._made(job, app, wanted, earlier)
            self._keep(partial(self._kept.end, job.identity, whole_packed(made.brief), made.seen))
        except MendableError as error:
            self._keep(partial(self._kept.fail, job.identity, str(error)))
        except Exception as error:
            # Its message could repeat what was typed.
            _log.error("A brief could not be made: %s", type(error).__name__)
            self._keep(partial(self._kept.fail, job.identity, FAILED))
        finally:
            with self._turn:
                del self._stages[job.identity]
            job.future.set_result(None)

    def _made(self, job: Job, app: App, wanted: Wanted, earlier: Earlier | None) -> Made:
        def count(words: str, done: int, total: int) -> None:
            with self._turn:
                self._stages[job.identity] = (words, done, total)

        hides = bool(app.settings.document_sets)
        seen = frozenset(held.document.id for held in app.documents()) if hides else frozenset()
        brief = app.brief(wanted, count)
        if earlier is not None:
            brief = compared(brief, earlier.kept, edited=earlier.edited)
        return Made(brief, seen)

    def _keep(self, note: Callable[[], None]) -> None:
        """Note how a job ended, for as long as the database may take to come back."""
        for left in range(_TRIES, 0, -1):
            try:
                note()
            except StateError as error:
                _log.error("What became of a brief cannot be kept yet: %s", error)
                if left > 1:
                    time.sleep(_AGAIN_SECONDS)
            else:
                return


def _job(kept: KeptBrief) -> Job:
    failed = CUT_SHORT if kept.state == "cut_short" else kept.reason or ""
    return Job(kept.identity, restored(kept.fields), kept.at, kept.state == "made", failed)


ENDINGS: Mapping[str, tuple[str, str]] = {
    "docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": ("PDF", "application/pdf"),
    "html": ("HTML", "text/html; charset=utf-8"),
    "md": ("Markdown", "text/markdown; charset=utf-8"),
}
"""What a brief can be saved as: what people call it, and its media type."""


def file_of(made: Made, ending: str, base: str) -> bytes:
    """A brief as a file, its footnotes linked to pages whose addresses begin with `base`."""
    return contents(made.brief, f".{ending}", base)
