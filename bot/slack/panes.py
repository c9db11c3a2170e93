"""What people open, press and fill in beside the answers: home, windows, buttons, forms.

Nothing here is kept in the inbox: a window lives as long as somebody looks at it.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.answering.answers import Answer, Citation
from bot.app import App
from bot.audit.entries import Entry
from bot.audit.log import audit_of
from bot.faults import MendableError, NothingSeenError
from bot.slack.accepting import pressed_key, team_of
from bot.slack.access import Access
from bot.slack.asked import Asked, Place
from bot.slack.blocks import answer as answers
from bot.slack.blocks import notices
from bot.slack.blocks.feedback import thanks, why_wrong_view
from bot.slack.blocks.home import Home, Indexed, closed_home_view, home_view
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.blocks.notices import Barred
from bot.slack.blocks.passage import Surroundings, passage_view
from bot.slack.blocks.sources import sources_view
from bot.slack.blocks.status import suggested_prompts
from bot.slack.blocks.views import View
from bot.slack.delivery import Delivery
from bot.slack.publishing import Publishing
from bot.slack.replies import register
from bot.slack.service import Service
from bot.slack.sights import Sights, Spot
from bot.state.feedback import REASONS, Feedback, Verdict
from bot.state.opening import State
from retrieval.query import Filters

Body = Mapping[str, Any]
Handler = Callable[[Body], None]
_RECENT = 5
_LATELY = timedelta(days=30)
_log = logging.getLogger(__name__)


class Panes:
    """One method for each thing that can be opened, pressed or sent. Threads share it."""

    def __init__(
        self,
        sights: Sights,
        state: State,
        client: WebClient,
        delivery: Delivery,
        service: Service,
        links: Links,
        publishing: Publishing,
        access: Access,
    ) -> None:
        self._sights = sights
        self._state = state
        self._client = client
        self._delivery = delivery
        self._service = service
        self._links = links
        self._publishing = publishing
        self._access = access

    def buttons(self) -> dict[str, Handler]:
        """What a button does, by a pattern of its action id."""
        return {
            "show_passage": self.if_allowed(self.show_passage),
            "more_sources": self.if_allowed(self.show_sources),
            "register_page": self.if_allowed(self.turn_register),
            "share": self.if_allowed(self.share),
            "feedback": self.take_feedback,
            # A question is held against the settings in its turn.
            "home_ask": self.ask_from_home,
            "home_recommendations": self.if_allowed(self.show_recommendations),
        }

    def forms(self) -> dict[str, Handler]:
        """What a form that was sent does, by its callback id."""
        return {"why_wrong": self.take_why}

    def if_allowed(self, do: Handler) -> Handler:
        """What is done for those who may ask; the others are told why it is not."""

        def handler(body: Body) -> None:
            barred = self.barred(body)
            if barred is None:
                do(body)
            else:
                self.tell(body, notices.not_allowed(barred))

        return handler

    def barred(self, body: Body) -> Barred | None:
        """Why whoever pressed or typed something may not ask, None where they may."""
        return self._access.bars(user_of(body), team_of(body))

    def opened(self, body: Body) -> None:
        """Somebody opened the bot's home, or its messages."""
        event = body["event"]
        if event.get("tab") != "home":
            self._offer(Spot(event["channel"], event["user"]), None)
            return
        self._publish(event["user"], str(body.get("team_id") or ""))

    def thread_started(self, body: Body) -> None:
        """A thread was begun in the pane of an app of the older kind."""
        thread = body["event"]["assistant_thread"]
        self._offer(Spot(thread["channel_id"], thread["user_id"]), thread["thread_ts"])

    def show_passage(self, body: Body) -> None:
        """A quote in its passage, with the paragraphs beside it."""
        answer_id, _, number = value_of(body).rpartition(":")
        citations = self._cited(body, answer_id)
        cited = [citation for citation in citations if str(citation.number) == number]
        if not cited:
            return
        try:
            found = self._sights.shown(_spot(body)).surroundings(cited[0].passage_id)
            if found is not None:
                self._note_view(user_of(body), cited[0])
        except MendableError as error:
            _log.error("A passage cannot be shown: %s", error)
            found = None
        if found is None:
            self.tell(body, notices.notice("expired"))
            return
        before, passage, after = found
        shown = Surroundings(passage, before, after)
        self.open(body, passage_view(cited[0], shown, self._links, citations))

    def show_sources(self, body: Body) -> None:
        """All sources of an answer, a page of them at a time."""
        answer_id, _, page = value_of(body).partition(":")
        answer = self.kept(body, answer_id)
        if answer is not None:
            view = sources_view(answer, self._links, int(page or 1), channel_of(body))
            self.open(body, view, turned=bool(page))

    def turn_register(self, body: Body) -> None:
        """Another page of a register, in the place of the one that is shown."""
        name, page, asked = value_of(body).split(":", 2)
        try:
            message = register(self._sights.of(_spot(body)), name, asked, int(page))
        except MendableError as error:
            message = notices.say(str(error))
        self._respond(body, message)

    def show_recommendations(self, body: Body) -> None:
        """The current recommendations of an authority, in the asker's own messages."""
        user = body["user"]["id"]
        app = self._sights.of(Spot("", user))
        message = register(app, "recommendations", value_of(body), 1)
        self._client.chat_postMessage(
            channel=user, unfurl_links=False, unfurl_media=False, **message.arguments()
        )

    def ask_from_home(self, body: Body) -> None:
        """A question on a button of the home, answered in the asker's own messages."""
        question, user = value_of(body), body["user"]
        posted = self._client.chat_postMessage(
            channel=user["id"],
            unfurl_links=False,
            unfurl_media=False,
            **notices.asked(question).arguments(),
        )
        team, stamp = team_of(body), str(posted["ts"])
        place = Place(team, str(posted["channel"]), stamp, stamp, direct=True)
        key = pressed_key(body, question)
        self._service.take(
            Asked(key, "question", question, user["id"], place, str(user.get("team_id") or team))
        )

    def share(self, body: Body) -> None:
        """Show everybody in the channel an answer that its asker alone sees."""
        answer = self.kept(body, value_of(body))
        if answer is None:
            return
        user, channel = body["user"]["id"], channel_of(body)
        approver = None
        if self._publishing.needs_approval(channel, answer):
            approval = self._publishing.approval(answer)
            if approval is None:
                self.tell(body, notices.notice("expired"))
                return
            approver = approval.reviewer
        messages = answers.messages(answer, links=self._links, shared_by=user, approved_by=approver)
        team = str((body.get("team") or {}).get("id") or "")
        key = f"share:{team}:{channel}:{answer.id}:{body['trigger_id']}"
        self._service.publish(key, messages, user, Place(team, channel, message="", thread=None))

    def take_feedback(self, body: Body) -> None:
        """Useful, or wrong; for the second it is asked why."""
        said, _, answer_id = value_of(body).partition(":")
        verdict: Verdict = "useful" if said == "useful" else "wrong"
        given = Feedback(answer_id, verdict, body["user"]["id"], datetime.now(UTC))
        self._state.feedback.give(given)
        if verdict == "useful":
            self.tell(body, thanks("useful"))
            return
        stamp = (body.get("message") or {}).get("ts") or ""
        self.open(body, why_wrong_view(answer_id, channel_of(body), stamp))

    def take_why(self, body: Body) -> None:
        """Why an answer is wrong; a note is looked through by the guards before it is kept."""
        view = body["view"]
        about, values = json.loads(view["private_metadata"]), filled_in(view)
        reason, note = values.get("reason"), (values.get("note") or "").strip()
        app = self._sights.of(Spot(about["channel"], body["user"]["id"]))
        screened = app.screened(note) if note else None
        stopped = screened is not None and screened.refusal is not None
        self._state.feedback.give(
            Feedback(
                about["answer_id"],
                "wrong",
                body["user"]["id"],
                datetime.now(UTC),
                next((known for known in REASONS if known == reason), None),
                None if stopped or screened is None else screened.question,
            )
        )
        place = Place("", about["channel"], about["ts"], None)
        told = notices.notice("note_not_kept") if stopped else thanks("wrong")
        self._delivery.tell(place, body["user"]["id"], told)

    def _publish(self, user: str, workspace: str) -> None:
        """Show somebody's home as it is now."""
        barred = self._access.bars(user, workspace)
        if barred is not None:
            self._client.views_publish(user_id=user, view=closed_home_view(barred))
            return
        app = self._sights.of(Spot("", user))
        recent = list(dict.fromkeys(t.question for t in self._state.conversations.recent(user, 20)))
        try:
            shown = _home(app, recent[:_RECENT])
        except NothingSeenError:
            shown = Home(None, first=True)
        except MendableError as error:
            shown = Home(Indexed(0, 0, failures=(str(error),)), first=True)
        self._client.views_publish(user_id=user, view=home_view(shown))

    def _offer(self, spot: Spot, thread: str | None) -> None:
        """Offer questions to begin with in the messages with the bot."""
        try:
            home = self._sights.of(spot).home()
        except MendableError:
            home = None
        self._client.assistant_threads_setSuggestedPrompts(
            channel_id=spot.channel,
            prompts=list(suggested_prompts(home)),
            **({"thread_ts": thread} if thread else {}),
        )

    def kept(self, body: Body, answer_id: str) -> Answer | None:
        """An answer that was given; where it is kept no more its reader is told.

        So is one who would see it in a channel that may not see all that it rests on.
        """
        answer = self._state.answers.get(answer_id)
        if answer is None:
            self.tell(body, notices.notice("expired"))
            return None
        shown = self._may_show(body, lambda spot: self._sights.may_show(spot, answer))
        return answer if shown else None

    def _note_view(self, person: str, citation: Citation) -> None:
        """Note that somebody is shown what stands around a quote, where only some may see that.

        What stands in messages is noted as it is told. Raises `StateError`: then it is not shown.
        """
        if not self._sights.is_open(citation):
            documents = [(citation.document_id, citation.sha256)]
            details = {"of": "a passage"}
            entry = Entry(f"slack:{person}", "slack", "view", documents=documents, details=details)
            audit_of(self._state, self._sights.settings).note(entry)

    def _cited(self, body: Body, answer_id: str) -> Sequence[Citation]:
        """What an answer or a check cites; nothing where it cannot be shown, as `kept` does."""
        checked = self._state.checks.get(answer_id)
        if checked is not None:
            shown = self._may_show(body, lambda spot: self._sights.may_cite(spot, checked))
            return checked if shown else ()
        answer = self.kept(body, answer_id)
        return () if answer is None else answer.citations

    def _may_show(self, body: Body, may_be: Callable[[Spot], bool]) -> bool:
        """Whether something may be shown where a button was pressed; if not its reader is told."""
        try:
            may = may_be(_spot(body))
        except MendableError as error:
            _log.error("What may be seen cannot be told: %s", error)
            may = False
        if not may:
            self.tell(body, notices.notice("cannot_share"))
        return may

    def open(self, body: Body, view: View, *, turned: bool = False) -> None:
        """Open a window: over one that is open, or in its place where a page was turned."""
        inside = body.get("view") or {}
        try:
            if inside.get("type") == "modal" and turned:
                self._client.views_update(view_id=inside["id"], view=view)
            elif inside.get("type") == "modal":
                self._client.views_push(trigger_id=body["trigger_id"], view=view)
            else:
                self._client.views_open(trigger_id=body["trigger_id"], view=view)
        except SlackApiError as error:
            _log.warning("A window could not be opened: %s", error.response.get("error"))
            self.tell(body, notices.notice("no_window"))

    def tell(self, body: Body, message: Message) -> None:
        """Tell whoever pressed a button something that nobody else sees."""
        container, shown = body.get("container") or {}, body.get("message") or {}
        stamp = shown.get("ts") or container.get("message_ts")
        thread = shown.get("thread_ts") or container.get("thread_ts")
        ours = container.get("is_ephemeral") or "command" in body
        user = user_of(body)
        private = body.get("response_url") if ours else None
        place = Place("", channel_of(body) or user, stamp, thread, private)
        self._delivery.tell(place, user, message)

    def _respond(self, body: Body, message: Message) -> None:
        """Put a message in the place of the one whose button was pressed."""
        self._delivery.replace(body["response_url"], message)


def _home(app: App, recent: list[str]) -> Home:
    held, authority = app.documents(), app.home()
    dated = [each.document for each in held if each.document.dates.ordering is not None]
    listed = []
    if authority is not None:
        listed = app.recommendations(Filters(authorities=(authority,)), current=True)
    prompts = suggested_prompts(authority)
    return Home(
        indexed=Indexed(
            documents=len(held),
            authorities=len(app.authorities()),
            newest=dated[0] if dated else None,
            updated=app.updated(),
            failures=[Path(path).name for path in app.failures()],
        ),
        authority=authority,
        recommendations=listed,
        recent=recent,
        suggestions=[prompt["message"] for prompt in prompts],
        first=not recent,
        changes=[
            (turn.at, change)
            for turn in app.turns(datetime.now(UTC) - _LATELY)
            for change in turn.changes
        ],
    )


def value_of(body: Body) -> str:
    """The value of what was pressed or chosen."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or {}
    return str(action.get("value") or chosen.get("value") or "")


def channel_of(body: Body) -> str:
    """The channel in which something was pressed, or in which its window was opened."""
    container, view = body.get("container") or {}, body.get("view") or {}
    named = (body.get("channel") or {}).get("id") or container.get("channel_id")
    named = named or body.get("channel_id")
    if named or not view.get("private_metadata"):
        return str(named or "")
    return str(json.loads(view["private_metadata"]).get("channel") or "")


def user_of(body: Body) -> str:
    """Who typed a command, pressed something or sent a form."""
    return str(body["user_id"] if "command" in body else body["user"]["id"])


def _spot(body: Body) -> Spot:
    return Spot(channel_of(body), user_of(body))


def filled_in(view: Mapping[str, Any]) -> dict[str, str | None]:
    """What was filled in, by the field; of ticked boxes the first."""
    found: dict[str, str | None] = {}
    for name, elements in view["state"]["values"].items():
        for element in elements.values():
            ticked = element.get("selected_options") or [None]
            chosen = element.get("selected_option") or ticked[0] or {}
            plain = element.get("value") or element.get("selected_date")
            found[name] = plain or chosen.get("value")
    return found
