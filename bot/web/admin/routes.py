"""For those who look after it: what is asked, and what was not answered well."""

import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import addresses
from bot.state.cases import cases_of, cases_of_questions
from bot.state.feedback import Feedback
from bot.state.questions import Sought
from bot.web.admin.answer_view import said, told
from bot.web.admin.asked import FILTERS, LISTED, PLACE_NAMES, outcome_names, rows, sought_in
from bot.web.admin.days import DAYS, picture
from bot.web.faults import RefusedError
from bot.web.forms import posted, text_of
from bot.web.library.choices import Choices, Paged, choices_of
from bot.web.signing_in.ending import end_sessions, why_not
from bot.web.site import Site
from bot.web.visitors import Role, required, visitor_of

QUESTIONS = f"{addresses.ADMIN}/questions"
ANSWERS = f"{addresses.ADMIN}/answers"
FEEDBACK = f"{addresses.ADMIN}/feedback"
SESSIONS = f"{addresses.ADMIN}/sessions"

_ROWS, _CARDS, _MOST_CASES = 50, 10, 10_000


def routes(site: Site) -> Sequence[BaseRoute]:
    """The pages of this part."""
    admin = _Admin(site)
    pages: dict[str, Callable[[Request], Response]] = {
        addresses.ADMIN: admin.overview,
        QUESTIONS: admin.questions,
        f"{QUESTIONS}/cases.jsonl": admin.question_cases,
        f"{ANSWERS}/{{identity}}": admin.answer,
        FEEDBACK: admin.feedback,
        f"{FEEDBACK}/cases.jsonl": admin.feedback_cases,
        SESSIONS: admin.sessions,
    }
    forms = {f"{FEEDBACK}/looked-at": admin.look_at, f"{SESSIONS}/end": admin.end_sessions}
    return (
        *(Route(path, _for_admins(_threaded(page))) for path, page in pages.items()),
        *(Route(path, _for_admins(posted(do)), methods=["POST"]) for path, do in forms.items()),
    )


Endpoint = Callable[[Request], Awaitable[Response]]


def _for_admins(endpoint: Endpoint) -> Endpoint:
    """An endpoint for admins alone, which is found out before anything is read."""

    async def guarded(request: Request) -> Response:
        required(request, Role.ADMIN)
        return await endpoint(request)

    return guarded


def _threaded(handle: Callable[[Request], Response]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(handle, request)

    return endpoint


class _Admin:
    """The handlers. Threads share it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._state = site.state

    def overview(self, request: Request) -> Response:
        """How much is asked, and what waits to be looked at."""
        today = datetime.now(UTC).date()
        since = Sought(first=today - timedelta(days=DAYS - 1))
        return self._site.pages.html(
            request,
            "admin/overview.html",
            picture=picture(self._state.questions.by_day(since), today),
            ever=self._state.questions.count(LISTED),
            fresh=self._state.feedback.count_wrong(fresh=True),
            questions=QUESTIONS,
            feedback=FEEDBACK,
            sessions=SESSIONS,
        )

    def questions(self, request: Request) -> Response:
        """What was asked, the newest first."""
        choices = choices_of(request, FILTERS)
        sought = sought_in(choices)
        found = self._state.questions
        total = found.count(sought)
        number, pages = _page(choices, total, _ROWS)
        listed = rows(found.newest(sought, _ROWS, (number - 1) * _ROWS))
        declined = Sought(("declined",), sought.places, sought.first, sought.last)
        return self._site.pages.html(
            request,
            "admin/questions.html",
            paged=_paged(listed, choices, number, pages, total, _ROWS),
            declined=found.count(declined),
            choices=choices,
            outcomes=outcome_names(),
            places=PLACE_NAMES,
            questions=QUESTIONS,
            answers=ANSWERS,
            cases=choices.address(f"{QUESTIONS}/cases.jsonl"),
        )

    def question_cases(self, request: Request) -> Response:
        """What was asked and kept, as cases of the evaluation."""
        sought = sought_in(choices_of(request, FILTERS))
        found = self._state.questions.newest(sought, _MOST_CASES)
        self._site.note(visitor_of(request), "download", what="cases of questions")
        return _lines(cases_of_questions(found), "questions.jsonl")

    def answer(self, request: Request) -> Response:
        """One answer, with what was said of it."""
        answer = self._state.answers.get(request.path_params["identity"])
        if answer is None:
            raise HTTPException(404)
        app = self._site.seen_by(visitor_of(request))
        given = [said(each) for each in self._state.feedback.of(answer.id)]
        return self._site.pages.html(
            request, "admin/answer.html", told=told(answer, app), given=given
        )

    def feedback(self, request: Request) -> Response:
        """What readers found wrong, the newest first."""
        choices = choices_of(request, ("all",))
        fresh = choices.word("all", ("1",)) is None
        total = self._state.feedback.count_wrong(fresh=fresh)
        number, pages = _page(choices, total, _CARDS)
        app = self._site.seen_by(visitor_of(request))
        found = self._state.feedback.wrong(_CARDS, (number - 1) * _CARDS, fresh=fresh)
        cards = []
        for each in found:
            answer = self._state.answers.get(each.answer_id)
            cards.append((each.answer_id, said(each), told(answer, app) if answer else None))
        return self._site.pages.html(
            request,
            "admin/feedback.html",
            paged=_paged(cards, choices, number, pages, total, _CARDS),
            fresh=fresh,
            feedback=FEEDBACK,
            answers=ANSWERS,
        )

    def feedback_cases(self, request: Request) -> Response:
        """What readers found wrong, as cases of the evaluation."""
        self._site.note(visitor_of(request), "download", what="cases of feedback")
        found: list[Feedback] = self._state.feedback.wrong(_MOST_CASES)
        answers = self._state.answers
        return _lines(
            cases_of((each, answers.get(each.answer_id)) for each in found), "wrong.jsonl"
        )

    def look_at(self, _request: Request, form: FormData) -> Response:
        """What was said of an answer has been looked at."""
        answer_id = text_of(form, "answer")
        if not self._state.feedback.of(answer_id):
            raise HTTPException(404)
        self._state.feedback.look_at(answer_id)
        return RedirectResponse(FEEDBACK, 303)

    def sessions(self, request: Request) -> Response:
        """Where sessions are ended; or why they are not ours to end."""
        return self._sessions(request)

    def end_sessions(self, request: Request, form: FormData) -> Response:
        """All sessions of somebody are over, or everybody's, the admin's own among them."""
        if (reason := why_not(self._site.app.settings)) is not None:
            raise RefusedError(409, "There are no sessions to end here", reason)
        everybody = text_of(form, "whose") == "everybody"
        name = None if everybody else text_of(form, "name")
        who = visitor_of(request).asker
        ended = end_sessions(self._state, self._site.app.settings, name, who, "web")
        return self._sessions(request, "Everybody" if ended is None else ended)

    def _sessions(self, request: Request, ended: str | None = None) -> Response:
        reason = why_not(self._site.app.settings)
        return self._site.pages.html(
            request, "admin/sessions.html", reason=reason, ended=ended, sessions=SESSIONS
        )


def _page(choices: Choices, total: int, size: int) -> tuple[int, int]:
    """The number of the page that is chosen, at most that of the last; and that."""
    pages = max(1, -(-total // size))
    return min(choices.page, pages), pages


def _paged(
    items: Sequence[Any], choices: Choices, number: int, pages: int, total: int, size: int
) -> Paged[Any]:
    first = (number - 1) * size
    return Paged(
        items,
        number,
        pages,
        first + 1 if items else 0,
        first + len(items),
        total,
        choices.address(page=number - 1) if number > 1 else None,
        choices.address(page=number + 1) if number < pages else None,
    )


def _lines(cases: Iterable[dict[str, Any]], name: str) -> Response:
    """Cases as a file to be saved; half a surrogate pair, which no text has, becomes "?"."""
    text = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
    return Response(
        text.encode("utf-8", "replace"),
        media_type="application/jsonl",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
