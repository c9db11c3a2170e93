from slack_sdk.errors import SlackClientError

from bot.slack.briefs.moving import SECONDS_BETWEEN, Moving


def test_it_shows_now_and_then_how_far_it_is() -> None:
    now, shown, passed = [0.0], list[str](), list[float]()
    moving = Moving(shown.append, lambda: passed.append(now[0]), lambda: now[0])
    for step in range(10):
        now[0] = step * SECONDS_BETWEEN / 4
        moving.count("Reading findings", step + 1, 10)
    assert shown == [f"Reading findings: {n} of 10…" for n in (1, 5, 9)]
    assert len(passed) == 10


def test_what_cannot_be_shown_holds_nothing_up() -> None:
    now, tries = [0.0], list[str]()

    def fails(said: str) -> None:
        tries.append(said)
        raise SlackClientError(said)

    moving = Moving(fails, clock=lambda: now[0])
    for step in range(5):
        now[0] = step * 100.0
        moving.count("Reading findings", step, 1)
    assert tries == ["Reading findings…"]
