"""The form of a brief: opened from a command, the home or a message, and sent.

A brief is for the conversation that its form was opened from; from the home, for the asker's own
messages. What is wrong is told in the form itself, where the words are still there to be changed.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any
from zlib import crc32

from bot.app import App
from bot.briefs.matters import AREAS
from bot.faults import MendableError, NothingIndexedError, NothingSeenError
from bot.slack.accepting import plain_text, team_of
from bot.slack.asked import Asked, Place
from bot.slack.blocks import notices
from bot.slack.blocks.brief import brief_view, declined_view
from bot.slack.blocks.message import Message
from bot.slack.blocks.wording import words
from bot.slack.briefs.wish import FieldError, Wish, filled_in_wish, without_authority
from bot.slack.delivery import Delivery
from bot.slack.panes import Panes, filled_in, user_of
from bot.slack.service import Service
from bot.slack.sights import Sights, Spot
from bot.state.opening import State

Body = Mapping[str, Any]
Handler = Callable[[Body], None]
_FIRST = "authority"
_TITLES = tuple(title for title, _ in AREAS)


class BriefForms:
    """One method for each way to a brief. Threads share it."""

    def __init__(
        self, sights: Sights, state: State, service: Service, panes: Panes, delivery: Delivery
    ) -> None:
        self._sights = sights
        self._state = state
        self._service = service
        self._panes = panes
        self._delivery = delivery

    def buttons(self) -> dict[str, Handler]:
        """Buttons that open the form, by their action ids."""
        return {"home_brief": self.from_home}

    def from_command(self, body: Body) -> None:
        """`/brief` with or without words."""
        text = plain_text(body.get("text") or "", "")
        about = {"channel": body["channel_id"], "respond_to": body.get("response_url") or ""}
        self._open(body, text, about)

    def from_home(self, body: Body) -> None:
        """The button of the home."""
        self._open(body, "", {"channel": ""})

    def from_message(self, body: Body) -> None:
        """The shortcut of a message: on what was asked last in its thread, else on its words."""
        message, channel = body["message"], body["channel"]["id"]
        thread = str(message.get("thread_ts") or message["ts"])
        turn = self._state.conversations.latest(f"slack:{channel}:{thread}")
        text = plain_text(message.get("text") or "", "") if turn is None else turn.question
        about = {"channel": channel, "thread": thread, "respond_to": body["response_url"]}
        self._open(body, text, about)

    def take(self, body: Body) -> Mapping[str, Any]:
        """Take in a form that was sent; what Slack is told of it."""
        view = body["view"]
        about, values = json.loads(view["private_metadata"]), filled_in(view)
        app = self._sights.of(Spot(about["channel"], body["user"]["id"]))
        try:
            wish = filled_in_wish(values, app.authorities())
            screened = app.screened(wish.topic) if wish.topic else None
            if screened is not None and screened.refusal is not None:
                pushed = declined_view(screened.refusal.text)
                return {"response_action": "push", "view": pushed}
            self._service.take(_asked(body, about, wish))
        except FieldError as error:
            return _wrong(error.field, error.said)
        except NothingSeenError as error:
            return _wrong(_FIRST, str(error))
        except NothingIndexedError:
            return _wrong(_FIRST, words("notice_nothing_indexed"))
        except MendableError as error:
            return _wrong(_FIRST, str(error))
        return {"response_action": "clear"}

    def _open(self, body: Body, text: str, about: Mapping[str, str]) -> None:
        """Open the form, filled in as far as the words that came with it say."""
        told: Message | None
        try:
            barred = self._panes.barred(body)
            told = notices.not_allowed(barred) if barred else self._view(body, text, about)
        except NothingSeenError as error:
            told = notices.say(str(error))
        except NothingIndexedError:
            told = notices.notice("nothing_indexed")
        except MendableError as error:
            told = notices.say(str(error))
        if told is not None:
            self._tell(body, about, told)

    def _tell(self, body: Body, about: Mapping[str, str], message: Message) -> None:
        """Tell whoever wanted the form why there is none."""
        user = user_of(body)
        if about["channel"]:
            place = Place("", about["channel"], respond_to=about["respond_to"])
            self._delivery.tell(place, user, message)
        else:
            own = Place(team_of(body), user, message="", direct=True)
            self._service.publish(f"told:{body['trigger_id']}", [message], user, own)

    def _view(self, body: Body, text: str, about: Mapping[str, str]) -> Message | None:
        """Open the form; what is told in its place."""
        app = self._sights.of(Spot(about["channel"], user_of(body)))
        if self._sights.rules(about["channel"]).review is not None:
            return notices.say(words("brief_reviewed"))
        screened = app.screened(text) if text else None
        if screened is not None and screened.refusal is not None:
            return notices.say(screened.refusal.text)
        authorities = app.authorities()
        if not authorities:
            # Raises where nothing is indexed.
            app.updated()
            return notices.say(words("brief_no_authority"))
        topic = (screened.question if screened is not None else "") or ""
        authority = _authority(app, topic)
        view = brief_view(
            authorities,
            _TITLES,
            authority=authority,
            topic=without_authority(topic, authority),
            metadata=about,
        )
        self._panes.open(body, view)
        return None


def _authority(app: App, text: str) -> str | None:
    """The authority that the words name, else the home authority."""
    if text:
        named = app.outlook(text).authorities
        if named:
            return named[0]
    return app.home()


def _asked(body: Body, about: Mapping[str, str], wish: Wish) -> Asked:
    user, team, channel = body["user"], team_of(body), about["channel"]
    kept = wish.kept()
    # A form that is sent again because Slack was not told in time is the same request.
    trace = crc32(json.dumps([kept, wish.topic], sort_keys=True).encode()) & 0xFFFF
    return Asked(
        key=f"brief:{body['view']['id']}:{trace:04x}",
        kind="brief",
        text=wish.topic,
        asker=user["id"],
        place=Place(
            team,
            channel or user["id"],
            about.get("thread") or "",
            about.get("thread"),
            about.get("respond_to") or None,
            not channel or channel.startswith("D"),
        ),
        home=str(user.get("team_id") or team),
        about=kept,
    )


def _wrong(field: str, said: str) -> Mapping[str, Any]:
    return {"response_action": "errors", "errors": {field: said}}
