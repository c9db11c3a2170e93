"""Answers that a reviewer sees before those who asked: held back, decided on, shown, lapsed.

What is decided comes as a job of the inbox, and what is to be shown goes out as jobs whose keys
name the decision: whoever does it again after a crash shows nothing twice.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict

from bot.answering.answers import Answer
from bot.audit.entries import Entry
from bot.audit.log import audit_of
from bot.slack.asked import Asked, Place
from bot.slack.blocks import answer as answers
from bot.slack.blocks import notices, review
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.delivery import Delivery
from bot.slack.sights import Sights
from bot.state.errors import DecidedError, OwnAnswerError
from bot.state.opening import State
from bot.state.reviews import Decision, Request, Review

Messages = tuple[Message, ...]
Publish = Callable[[str, Sequence[Message], str, Place], bool]


class Publishing:
    """Says what is shown of an answer in its channel, and to whom what was decided. Threads share.

    `publish` sends messages as surely as an answer, once for each key.
    """

    def __init__(
        self, sights: Sights, state: State, delivery: Delivery, links: Links, publish: Publish
    ) -> None:
        self._sights = sights
        self._state = state
        self._delivery = delivery
        self._links = links
        self._publish = publish

    def reply(self, asked: Asked, answer: Answer) -> Messages:
        """What is said where something was asked; `answer` is kept already.

        In a channel with reviewers that is the answer once it is approved, and where there is
        nothing to approve.
        """
        place, reviewers = asked.place, self._sights.rules(asked.place.channel).review
        if reviewers is None or not _to_review(answer):
            return answers.messages(answer, private=place.private, links=self._links)
        request = Request(asked.asker, _written(place))
        stands = self._state.reviews.ask(answer.id, request.asker, request.place)
        if stands.state != "waiting" and any(
            request == waited and waited.at <= stands.at for waited in stands.requests
        ):
            return ()  # begun before by a process that died: what was decided is told elsewhere
        if stands.state == "approved":
            return self._approved(stands, place)
        if stands.state == "rejected":
            return (review.held_message(answer.question, stands.reason or ""),)
        card = review.review_messages(
            answer, asker=asked.asker, channel=place.channel, links=self._links
        )
        there = Place(place.team, reviewers, message="")
        self._publish(_key("card", stands), card, asked.asker, there)
        return (review.waiting_message(),)

    def may_decide(self, answer_id: str, channel: str) -> Review | None:
        """How an answer stands that is reviewed in this channel, None for any other."""
        stands = self._state.reviews.get(answer_id)
        if stands is None:
            return None
        asked_in = {_place(request).channel for request in stands.requests}
        reviewed_in = {self._sights.rules(each).review for each in asked_in}
        return stands if channel in reviewed_in else None

    def decide(self, asked: Asked) -> Messages:
        """Do what a reviewer decided; what he is told where it cannot be done."""
        about, reviewer = asked.about, asked.asker
        answer_id, stamp = about["answer_id"], about.get("ts", "")
        if self.may_decide(answer_id, asked.place.channel) is None:
            return (notices.notice("expired"),)
        decision: Decision = "approved" if about["decision"] == "approved" else "rejected"
        told: Messages = ()
        try:
            # First: what is decided has been noted, whatever happens to this process.
            entry = Entry(asked.who, "slack", "review", answer=answer_id, outcome=decision)
            audit_of(self._state, self._sights.settings).note(entry)
            stands = self._state.reviews.decide(
                answer_id, decision, reviewer, about.get("reason"), about.get("published")
            )
            self._show(stands)
        except OwnAnswerError:
            return (review.own_answer_message(),)
        except DecidedError:
            known = self._state.reviews.get(answer_id)
            if known is None or known.state == "waiting":
                return (notices.notice("expired"),)
            stands = known
            # It may be this very job, begun by a process that died before all was shown.
            ours = (stands.state, stands.reviewer) == (decision, reviewer)
            if not (ours and self._show(stands)):
                told = (review.decided_already_message(),)
        self.replace_card(stands, asked.place.channel, stamp)
        return told

    def replace_card(self, stands: Review, channel: str, stamp: str) -> None:
        """Show the reviewers what was decided in the place of their buttons."""
        answer = self._state.answers.get(stands.answer_id)
        if answer is None or not stamp or stands.state == "waiting":
            return
        reviewer = None if stands.state == "lapsed" else stands.reviewer
        card = review.decided_message(
            answer, stands.state, reviewer=reviewer, reason=stands.reason or ""
        )
        self._delivery.change(channel, stamp, card)

    def approval(self, answer: Answer) -> Review | None:
        """The approval by which an answer is shown, None without one."""
        return self._state.reviews.publishing(answer.id)

    def needs_approval(self, channel: str, answer: Answer) -> bool:
        """Whether an answer is shown in a channel only where somebody has approved it."""
        return self._sights.rules(channel).review is not None and _to_review(answer)

    def lapse(self, documents: Sequence[str], channels: Collection[str]) -> None:
        """Let what was decided on answers of these channels lapse that rest on these documents.

        It is said first, and once however often this is done: what is killed here is done again.
        """
        falling = [
            stands
            for stands in self._state.reviews.resting_on(documents)
            if any(_place(request).channel in channels for request in stands.requests)
        ]
        for stands in falling:
            answer = self._state.answers.get(stands.answer_id)
            if answer is None or stands.state == "rejected":
                continue
            told = (review.superseded_message(answer.question),)
            for request in stands.requests:
                self._tell("lapsed", stands, request, told)
        self._state.reviews.lapse([stands.answer_id for stands in falling])

    def _show(self, stands: Review) -> bool:
        """Tell all who waited what was decided; False where they have been told."""
        told = False
        for request in stands.requests:
            if request.at > stands.at:
                continue  # it was asked for after the decision, and answered at once
            if stands.state == "approved":
                shown = self._approved(stands, _place(request))
            else:
                answer = self._state.answers.get(stands.answer_id)
                question = "" if answer is None else answer.question
                shown = (review.held_message(question, stands.reason or ""),)
            told = self._tell("decided", stands, request, shown) or told
        return told

    def _approved(self, stands: Review, place: Place) -> Messages:
        answer = self._state.answers.get(stands.published or stands.answer_id)
        if answer is None:
            return (notices.notice("expired"),)
        return answers.messages(
            answer, private=place.private, links=self._links, approved_by=stands.reviewer
        )

    def _tell(self, what: str, stands: Review, request: Request, said: Messages) -> bool:
        digest = hashlib.sha256(f"{request.asker} {request.place}".encode()).hexdigest()[:16]
        key = f"{_key(what, stands)}:{digest}"
        return self._publish(key, said, request.asker, _place(request))


def _to_review(answer: Answer) -> bool:
    """Whether there is something to approve: what declines or asks back says nothing."""
    return answer.outcome in ("answered", "partial")


def _key(what: str, stands: Review) -> str:
    """What names something that is done once for an answer as it stands now."""
    return f"{what}:{stands.answer_id}:{stands.at.isoformat()}"


def _written(place: Place) -> str:
    return json.dumps(asdict(place), sort_keys=True)


def _place(request: Request) -> Place:
    return Place(**json.loads(request.place))
