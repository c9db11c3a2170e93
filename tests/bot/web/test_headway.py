"""Long work tells how far it is while somebody looks, and then that it is over."""

import asyncio
import json
from collections.abc import Iterator

from bot.web.headway import Headway, events


def test_each_change_is_told_once_and_the_end_ends_it() -> None:
    seen: Iterator[Headway] = iter(
        [
            Headway("Reading", 1, 4),
            Headway("Reading", 1, 4),
            Headway("Done", 0, 0, over=True),
            Headway("Never looked at", 0, 0),
        ]
    )

    async def told() -> list[str]:
        return [str(part) async for part in events(lambda: next(seen)).body_iterator]

    retry, *data = asyncio.run(told())
    assert retry.startswith("retry: ")
    assert [json.loads(each.removeprefix("data: ")) for each in data] == [
        {"words": "Reading", "done": 1, "total": 4, "over": False},
        {"words": "Done", "done": 0, "total": 0, "over": True},
    ]
    assert next(seen).words == "Never looked at"
