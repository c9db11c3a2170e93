"""Server-sent events, of an errand that takes its time."""

import asyncio
import json

from starlette.responses import Response
from starlette.types import Message

from bot.web.asking.asked import Answered, Asked, Result
from bot.web.asking.desk import Errand
from bot.web.asking.limits import ANYTHING
from bot.web.asking.streaming import Awaited, event, events
from bot.web.visitors import Role, Visitor


def an_errand() -> Errand:
    return Errand(Visitor("amira", Role.READER), Asked("Why?", ANYTHING, "c" * 20, "k" * 20))


def told(came: Result) -> tuple[str, dict[str, object]]:
    assert isinstance(came, Answered)
    return "answer", {"turn": came.number}


def test_an_event_is_one_line_of_data_whatever_it_holds() -> None:
    written = event("answer", {"html": "<p>\n\ndata: x\r\n\u2028’"})
    name, data, *rest = written.split("\n")
    assert name == "event: answer"
    assert json.loads(data.removeprefix("data: ")) == {"html": "<p>\n\ndata: x\r\n\u2028’"}
    assert rest == ["", ""]


def test_the_status_is_told_as_it_changes_and_silence_is_broken() -> None:
    async def stream() -> list[str]:
        errand, got = an_errand(), []
        response = events(errand, lambda e: e.status, told, heartbeat=0)
        async for part in response.body_iterator:
            got.append(str(part))
            if len(got) == 1:
                errand.status = "Reading 3 documents…"
            elif len(got) == 3:
                errand.future.set_result(Answered("c" * 20, 4))
        return got

    first, second, silence, last = asyncio.run(stream())
    assert first == event("status", {"text": an_errand().status})
    assert second == event("status", {"text": "Reading 3 documents…"})
    assert silence.startswith(":")
    assert last == event("answer", {"turn": 4})


def test_who_stops_waiting_leaves_the_errand_alone() -> None:
    async def given_up(errand: Errand) -> None:
        async def never() -> Message:
            await asyncio.Event().wait()
            return {}

        async def sent(_: Message) -> None:
            return None

        waited = Awaited(errand, lambda _: Response())
        task = asyncio.ensure_future(waited({"type": "http"}, never, sent))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()

    errand = an_errand()
    asyncio.run(given_up(errand))
    assert not errand.future.cancelled()
    errand.future.set_result(Answered("c" * 20, 1))
