"""The first page, conversations, and what can be done in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import addresses
from bot.app import App
from bot.faults import NothingIndexedError, NothingSeenError
from bot.state.conversations import Turn
from bot.state.feedback import Feedback
from bot.web.asking.answer_view import Block, blocks_of
from bot.web.asking.asked import Answered, Declined, Failed, Result, asked_in, new_name
from bot.web.asking.conversations import Conversation, Conversations
from bot.web.asking.desk import Desk
from bot.web.asking.home_view import indexed
from bot.web.asking.judging import REASON_WORDS, judged
from bot.web.asking.limits import ANYTHING, Limits, limits_in
from bot.web.asking.streaming import Awaited, events
from bot.web.asking.turn_view import Standing, TurnView, standing, turn_view
from bot.web.forms import posted, text_of
from bot.web.site import Site
from bot.web.visitors import Visitor, visitor_of
from corpus.documents import KINDS

_RECENT = 8
_EVENTS = "text/event-stream"


def routes(site: Site) -> Sequence[BaseRoute]:
    """The pages of this part."""
    asking = _Asking(site)
    return (
        Route(addresses.HOME, asking.home),
        Route(addresses.ASK, posted(asking.ask), methods=["POST"]),
        Route(addresses.ASK, asking.go_home),
        Route("/conversations/{identity}", asking.conversation),
        Route("/conversations/{identity}/feedback", posted(asking.judge), methods=["POST"]),
        Route("/conversations/{identity}/delete", posted(asking.delete), methods=["POST"]),
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen to limit a question to; `home` is what it is about without."""

    authorities: Sequence[str] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    home: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Why a question has no answer; `warns`: it was not taken."""

    heading: str
    blocks: Sequence[Block]
    warns: bool


@dataclass(frozen=True, slots=True)
class Retry:
    """What the box to ask in is filled with."""

    question: str = ""
    limits: Limits = ANYTHING


class _Asking:
    """The handlers. Threads share it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._desk = Desk(site)
        self._conversations = Conversations(site.state)

    def home(self, request: Request) -> Response:
        """Where it begins."""
        deleted = request.query_params.get("deleted") == "1"
        return self._home(request, deleted=deleted)

    def go_home(self, _request: Request) -> Response:
        """Somebody reloads the address that forms are sent to."""
        return RedirectResponse(addresses.HOME, 303)

    def conversation(self, request: Request) -> Response:
        """A conversation of the visitor's own."""
        found = self._begun(request)
        named = request.query_params.get("unkept", "")
        unkept = int(named) if named.isdecimal() and len(named) < 6 else 0
        return self._conversation(request, found, unkept=unkept)

    def ask(self, request: Request, form: FormData) -> Response:
        """Take a question; the answer is a turn of its conversation."""
        visitor, asked = visitor_of(request), asked_in(form)
        conversation = self._conversations.find(visitor, asked.conversation)
        self._site.count(visitor)
        errand = self._desk.take(visitor, asked)
        if _EVENTS in request.headers.get("accept", ""):
            return events(errand, self._desk.status, lambda came: self._told(request, came))

        def respond(came: Result) -> Response:
            if isinstance(came, Answered):
                address = addresses.conversation(came.conversation, came.number)
                return RedirectResponse(address, 303)
            notice, retry = _notice(came), _retry(came, form)
            status = came.status if isinstance(came, Failed) else 200
            if conversation.turns:
                return self._conversation(request, conversation, notice, retry, status)
            return self._home(request, notice, retry, status)

        return Awaited(errand, respond)

    def judge(self, request: Request, form: FormData) -> Response:
        """Keep what the visitor says of an answer of theirs."""
        conversation = self._begun(request)
        answer_id = text_of(form, "answer")
        numbers = [n for n, t in enumerate(conversation.turns, 1) if t.answer_id == answer_id]
        if not numbers:
            raise HTTPException(404)
        visitor = visitor_of(request)
        given, stopped = judged(form, answer_id, visitor, self._site.seen_by(visitor))
        if given is not None:
            self._site.state.feedback.give(given)
        named = text_of(form, "turn")
        number = int(named) if named in map(str, numbers) else numbers[-1]
        path = addresses.conversation(conversation.identity)
        choice = f"?unkept={number}" if stopped else ""
        return RedirectResponse(f"{path}{choice}#turn-{number}-feedback", 303)

    def delete(self, request: Request, _form: FormData) -> Response:
        """Forget a conversation of the visitor's own."""
        self._conversations.forget(self._begun(request))
        return RedirectResponse(f"{addresses.HOME}?deleted=1", 303)

    def _begun(self, request: Request) -> Conversation:
        identity = request.path_params["identity"]
        return self._conversations.begun(visitor_of(request), identity)

    def _told(self, request: Request, came: Result) -> tuple[str, Mapping[str, object]]:
        """What came of a question as an event, with HTML of the templates that pages have."""
        if isinstance(came, Answered):
            visitor = visitor_of(request)
            found = self._conversations.find(visitor, came.conversation)
            app = self._site.seen_by(visitor)
            turn = found.turns[came.number - 1]
            view = self._turn(request, app, visitor, came.number, turn, standing(app))
            html = self._site.pages.fragment(
                request,
                "asking/turn.html",
                turn=view,
                conversation=found,
                new_name=new_name,
                reasons=REASON_WORDS,
                choices=_choices(app),
                unkept=0,
            )
            address = addresses.conversation(came.conversation, came.number)
            return "answer", {"html": html, "address": address, "turn": came.number}
        html = self._site.pages.fragment(request, "asking/notice.html", notice=_notice(came))
        again = came.question if isinstance(came, Failed) else ""
        return "notice", {"html": html, "question": again}

    def _home(
        self,
        request: Request,
        notice: Notice | None = None,
        retry: Retry | None = None,
        status: int = 200,
        *,
        deleted: bool = False,
    ) -> Response:
        visitor = visitor_of(request)
        app = self._site.seen_by(visitor)
        unseen = ""
        try:
            held, choices = indexed(app), _choices(app)
        except NothingIndexedError as error:
            held, choices = None, Choices()
            unseen = str(error) if isinstance(error, NothingSeenError) else ""
        return self._site.pages.html(
            request,
            "asking/home.html",
            status,
            held=held,
            unseen=unseen,
            choices=choices,
            recent=self._conversations.recent(visitor, _RECENT),
            conversation=Conversation(new_name(), ()),
            new_name=new_name,
            notice=notice,
            retry=retry or Retry(),
            deleted=deleted,
        )

    def _conversation(
        self,
        request: Request,
        found: Conversation,
        notice: Notice | None = None,
        retry: Retry | None = None,
        status: int = 200,
        *,
        unkept: int = 0,
    ) -> Response:
        visitor = visitor_of(request)
        app = self._site.seen_by(visitor)
        try:
            now, choices = standing(app), _choices(app)
        except NothingIndexedError:
            now, choices = Standing(), Choices()
        turns = [
            self._turn(request, app, visitor, number, turn, now)
            for number, turn in enumerate(found.turns, 1)
        ]
        return self._site.pages.html(
            request,
            "asking/conversation.html",
            status,
            conversation=found,
            turns=turns,
            choices=choices,
            new_name=new_name,
            reasons=REASON_WORDS,
            notice=notice,
            retry=retry or Retry(limits=turns[-1].kept),
            unkept=unkept,
        )

    def _turn(
        self,
        request: Request,
        app: App,
        visitor: Visitor,
        number: int,
        turn: Turn,
        now: Standing,
    ) -> TurnView:
        state = self._site.state
        answer = state.answers.get(turn.answer_id)
        said: Feedback | None = next(
            (f for f in state.feedback.of(turn.answer_id) if f.asker == visitor.asker), None
        )
        base = app.settings.public_url or str(request.base_url)
        hidden = answer is not None and not app.may_show(answer)
        return turn_view(number, turn, answer, now, said, base, hidden=hidden)


def _choices(app: App) -> Choices:
    """The authorities and kinds of the documents that there are."""
    there = {held.document.kind for held in app.documents()}
    kinds: dict[str, str] = {
        kind: kind.replace("_", " ").capitalize() for kind in KINDS if kind in there
    }
    return Choices(app.authorities(), kinds, app.home() or "")


def _notice(came: Declined | Failed) -> Notice:
    if isinstance(came, Declined):
        return Notice("Your question was not taken", blocks_of(came.answer), warns=True)
    reason = Block("paragraph", tuple(came.reason.split("\n")))
    return Notice("There is no answer", (reason,), warns=False)


def _retry(came: Declined | Failed, form: FormData) -> Retry:
    """What may be shown again: nothing of a question that was not taken."""
    if isinstance(came, Declined):
        return Retry()
    return Retry(came.question, limits_in(form) if came.question else ANYTHING)
