"""What reviewers press and fill in: approve, edit, reject."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.answering.answers import Answer
from bot.answering.rewording import Edited
from bot.faults import MendableError
from bot.slack.asked import Asked, Place
from bot.slack.blocks import review
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import safe
from bot.slack.blocks.review import Change
from bot.slack.blocks.views import View
from bot.slack.blocks.wording import words
from bot.slack.panes import Panes, channel_of, filled_in, value_of
from bot.slack.publishing import Publishing
from bot.slack.service import Service
from bot.slack.sights import Sights, Spot
from bot.state.opening import State

Body = Mapping[str, Any]
Handler = Callable[[Body], None]
# What Slack is told of a form that was sent: arguments of `ack`.
Form = Callable[[Body], Mapping[str, Any]]


class Reviewing:
    """One method for each thing that reviewers do with an answer. Threads share it.

    What is decided goes into the inbox before Slack is told that it has arrived.
    """

    def __init__(
        self,
        sights: Sights,
        state: State,
        publishing: Publishing,
        service: Service,
        panes: Panes,
    ) -> None:
        self._sights = sights
        self._state = state
        self._publishing = publishing
        self._service = service
        self._panes = panes

    def buttons(self) -> dict[str, Handler]:
        """Buttons that open a window, by their action ids."""
        return {"review_edit": self.edit, "review_reject": self.why}

    def decisions(self) -> dict[str, Handler]:
        """Buttons that decide something."""
        return {"review_approve": self.approve}

    def forms(self) -> dict[str, Form]:
        """Forms by their callback ids, and what Slack is told when they are sent."""
        return {
            "review_edit": self.check,
            "review_changes": self.publish,
            "review_reject": self.reject,
        }

    def approve(self, body: Body) -> None:
        """Show the answer as it stands to whoever asked for it."""
        stamp = str((body.get("container") or {}).get("message_ts") or "")
        self._decide(body, {"answer_id": value_of(body), "decision": "approved", "ts": stamp})

    def edit(self, body: Body) -> None:
        """Open the window in which the answer can be changed."""
        self._open(body, review.edit_view)

    def why(self, body: Body) -> None:
        """Ask why the answer is rejected."""
        self._open(body, lambda answer, about: review.reject_view(answer.id, about))

    def check(self, body: Body) -> Mapping[str, Any]:
        """Hold what was changed against the documents again, and show what they say to it."""
        about, given = json.loads(body["view"]["private_metadata"]), filled_in(body["view"])
        answer = self._state.answers.get(about["answer_id"])
        if answer is None or not self._waits(answer.id, about["channel"]):
            return _errors(given, words("review_decided"))
        try:
            made = self._edited(answer, given, Spot(about["channel"], body["user"]["id"]))
        except MendableError as error:
            return _errors(given, str(error))
        if made.answer is not None:
            self._state.answers.keep(made.answer)
            about["published"] = made.answer.id
        changes = [Change(edit.before, edit.after, edit.refused) for edit in made.edits]
        view = review.changes_view(answer.id, changes, about)
        return {"response_action": "push", "view": view}

    def publish(self, body: Body) -> Mapping[str, Any]:
        """Show the answer as it was changed."""
        about = json.loads(body["view"]["private_metadata"])
        if "published" in about:
            self._decide(body, {**about, "decision": "approved"})
        return {"response_action": "clear"}

    def reject(self, body: Body) -> Mapping[str, Any]:
        """Show nobody the answer, and say why; the reason goes through the guards first."""
        about, given = json.loads(body["view"]["private_metadata"]), filled_in(body["view"])
        spot = Spot(about["channel"], body["user"]["id"])
        screened = self._sights.shown(spot).screened(given.get("reason") or "")
        if screened.question is None:
            return _errors(given, words("review_not_kept"))
        self._decide(body, {**about, "decision": "rejected", "reason": screened.question})
        return {}

    def _edited(self, answer: Answer, given: Mapping[str, str | None], spot: Spot) -> Edited:
        wanted = {
            number: text
            for number, claim in enumerate(answer.claims, 1)
            if (name := f"claim:{number}") in given
            # A field shows a claim as Slack can; as it was shown it is unchanged.
            and (text := given[name] or "").strip() != safe(claim.text).strip()
        }
        return self._sights.shown(spot).edited(answer, wanted)

    def _waits(self, answer_id: str, channel: str) -> bool:
        stands = self._publishing.may_decide(answer_id, channel)
        return stands is not None and stands.state == "waiting"

    def _open(self, body: Body, view: Callable[[Answer, Mapping[str, str]], View]) -> None:
        """Open a window about an answer; who may not decide on it is told so at once."""
        channel, user = channel_of(body), body["user"]["id"]
        answer = self._panes.kept(body, value_of(body))
        if answer is None:
            return
        stands = self._publishing.may_decide(answer.id, channel)
        stamp = str((body.get("container") or {}).get("message_ts") or "")
        told: Message | None = None
        if stands is None or stands.state != "waiting":
            told = review.decided_already_message()
            if stands is not None:
                self._publishing.replace_card(stands, channel, stamp)
        elif user in {request.asker for request in stands.requests}:
            told = review.own_answer_message()
        if told is not None:
            self._panes.tell(body, told)
            return
        self._panes.open(body, view(answer, {"channel": channel, "ts": stamp}))

    def _decide(self, body: Body, about: Mapping[str, str]) -> None:
        """Take in what a reviewer decided."""
        user, team = body["user"], str((body.get("team") or {}).get("id") or "")
        channel = about.get("channel") or channel_of(body)
        self._service.put(
            Asked(
                key=f"trigger:{body['trigger_id']}",
                kind="decide",
                text="",
                asker=user["id"],
                place=Place(team, channel),
                home=str(user.get("team_id") or team),
                about=dict(about),
            )
        )


def _errors(given: Mapping[str, str | None], said: str) -> Mapping[str, Any]:
    """What is wrong, below the first field of a form."""
    return {"response_action": "errors", "errors": {next(iter(given), ""): said}}
