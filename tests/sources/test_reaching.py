from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.state.opening import State, open_state
from sources.errors import (
    BadFileError,
    ForbiddenError,
    MissingError,
    SourceError,
    UnreachableError,
)
from sources.reaching import Manners, PoliteReach
from tests.sites.clocks import SetClock
from tests.sites.serving import Given, Play, served

MANNERS = Manners(loopback=True, pause=2.0)


class Asking:
    """Asks a played site, with a clock that is set."""

    def __init__(self, play: Play, state: State, target: Path, manners: Manners) -> None:
        self.clock = SetClock()
        play.now = self.clock.now
        self.play = play
        self.hosts = frozenset({play.address.removeprefix("http://")})
        self.target = target
        self.reach = PoliteReach(manners, state.sources, self.clock)

    def page(self, path: str) -> str:
        return self.reach.page(self.play.address + path, self.hosts).text

    def file(self, path: str, known: tuple[str | None, str | None] = (None, None)) -> bytes | None:
        arrival = self.reach.file(self.play.address + path, self.hosts, self.target, known)
        return None if arrival is None else arrival.path.read_bytes()

    def statuses(self, path: str) -> list[int]:
        return [each.status for each in self.play.asked if each.address == path]


@pytest.fixture
def asking(play: Play, tmp_path: Path) -> Iterator[Asking]:
    with open_state(tmp_path / "state.sqlite") as state:
        asking = Asking(play, state, tmp_path / "file", MANNERS)
        with closing(asking.reach):
            yield asking


def test_between_two_requests_there_is_a_pause(asking: Asking) -> None:
    asking.play.put("/a", "a")
    asking.play.put("/b", "b")
    asking.page("/a")
    asking.page("/b")
    moments = [each.at for each in asking.play.asked]
    assert [each.address for each in asking.play.asked] == ["/robots.txt", "/a", "/b"]
    assert all(
        after is not None and before is not None and after - before >= timedelta(seconds=2)
        for before, after in pairwise(moments)
    )


def test_the_pause_is_kept_by_a_program_that_was_started_again(
    asking: Asking, tmp_path: Path
) -> None:
    asking.play.put("/a", "a")
    asking.page("/a")
    with (
        open_state(tmp_path / "state.sqlite") as state,
        closing(PoliteReach(MANNERS, state.sources, asking.clock)) as again,
    ):
        before = asking.clock.now()
        again.page(f"{asking.play.address}/a", asking.hosts)
    assert asking.clock.now() - before >= timedelta(seconds=2)


def test_robots_are_heeded_and_asked_for_once_a_day(asking: Asking) -> None:
    asking.play.put("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n")
    asking.play.put("/a", "a")
    with pytest.raises(ForbiddenError, match=r"robots\.txt"):
        asking.page("/private/report.pdf")
    asking.page("/a")
    asking.page("/a")
    assert asking.clock.waits[-1] == pytest.approx(7)
    assert asking.statuses("/robots.txt") == [200]
    assert asking.statuses("/private/report.pdf") == []
    asking.clock.go_on(hours=25)
    asking.page("/a")
    assert len(asking.statuses("/robots.txt")) == 2


def test_rules_for_other_programs_do_not_bind(asking: Asking) -> None:
    asking.play.put("/robots.txt", "User-agent: Searcher\nDisallow: /\n")
    asking.play.put("/a", "a")
    assert asking.page("/a") == "a"


@pytest.mark.parametrize("status", [401, 403])
def test_a_host_that_hides_its_robots_is_not_asked(asking: Asking, status: int) -> None:
    asking.play.put("/robots.txt", "", status=status)
    asking.play.put("/a", "a")
    with pytest.raises(ForbiddenError):
        asking.page("/a")
    assert asking.statuses("/a") == []


def test_a_page_that_has_not_changed_is_not_sent_again(asking: Asking) -> None:
    asking.play.put("/a", "as it is")
    assert [asking.page("/a"), asking.page("/a")] == ["as it is", "as it is"]
    assert asking.statuses("/a") == [200, 304]
    asking.play.put("/a", "as it is now")
    assert asking.page("/a") == "as it is now"


def test_a_file_that_has_not_changed_is_not_sent_again(asking: Asking) -> None:
    asking.play.put("/f", b"%PDF")
    arrival = asking.reach.file(f"{asking.play.address}/f", asking.hosts, asking.target)
    assert arrival is not None
    assert asking.file("/f", (arrival.etag, arrival.last_modified)) is None
    assert asking.statuses("/f") == [200, 304]


@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_us_to_wait_is_not_asked_before(asking: Asking, status: int) -> None:
    asking.play.put("/a", "", status=status, headers={"Retry-After": "3600"})
    with pytest.raises(UnreachableError) as told:
        asking.page("/a")
    assert told.value.until == asking.clock.now() + timedelta(hours=1)
    asking.play.put("/a", "a")
    asking.clock.go_on(minutes=50)
    with pytest.raises(UnreachableError):
        asking.page("/a")
    assert asking.statuses("/a") == [status]
    asking.clock.go_on(minutes=11)
    assert asking.page("/a") == "a"


def test_it_may_be_asked_to_wait_until_a_day(asking: Asking) -> None:
    day = {"Retry-After": "Mon, 08 Jan 2024 12:00:00 GMT"}
    asking.play.put("/a", "", status=503, headers=day)
    with pytest.raises(UnreachableError) as told:
        asking.page("/a")
    assert told.value.until == datetime(2024, 1, 8, 12, tzinfo=UTC)


def test_a_host_that_fails_again_and_again_is_left_alone_for_longer(asking: Asking) -> None:
    asking.play.put("/robots.txt", "")
    asking.play.put("/a", "", status=500)
    rests = []
    for _ in range(4):
        with pytest.raises(UnreachableError) as told:
            asking.page("/a")
        assert told.value.until is not None
        rests.append((told.value.until - asking.clock.now()).total_seconds())
        asking.clock.at = told.value.until
    assert rests == [60, 120, 240, 480]


def test_a_host_that_does_not_answer_is_told_of(asking: Asking) -> None:
    gone = asking.play.address.rpartition(":")[0] + ":9"
    host = frozenset({gone.removeprefix("http://")})
    with pytest.raises(UnreachableError, match="does not answer"):
        asking.reach.page(f"{gone}/a", host)


@pytest.mark.parametrize(("status", "error"), [(404, MissingError), (403, ForbiddenError)])
def test_what_is_refused_is_told_apart(
    asking: Asking, status: int, error: type[SourceError]
) -> None:
    asking.play.put("/a", "", status=status)
    with pytest.raises(error):
        asking.page("/a")


def test_redirects_within_the_site_are_followed(asking: Asking) -> None:
    asking.play.put("/old", "", status=301, headers={"Location": "/new"})
    asking.play.put("/new", "here")
    assert asking.page("/old") == "here"


def test_redirects_to_other_hosts_are_not_followed(asking: Asking) -> None:
    with served(Play()) as other:
        asking.play.put("/old", "", status=302, headers={"Location": f"{other}/new"})
        with pytest.raises(ForbiddenError, match="leads on"):
            asking.page("/old")


def test_redirects_without_an_end_are_not_followed_for_ever(asking: Asking) -> None:
    asking.play.put("/old", "", status=302, headers={"Location": "/old"})
    with pytest.raises(UnreachableError):
        asking.page("/old")
    assert len(asking.statuses("/old")) == 6


def test_half_a_file_is_no_file(asking: Asking) -> None:
    asking.play.put("/f", b"%PDF" + b"x" * 9_000, cut=500)
    with pytest.raises(UnreachableError):
        asking.file("/f")


def test_what_is_too_large_is_not_taken(play: Play, tmp_path: Path) -> None:
    manners = replace(MANNERS, file_bytes=1_000, page_bytes=1_000)
    with open_state(tmp_path / "state.sqlite") as state:
        asking = Asking(play, state, tmp_path / "file", manners)
        play.put("/f", b"x" * 5_000)
        with closing(asking.reach), pytest.raises(BadFileError, match="larger"):
            asking.file("/f")


def test_what_comes_too_slowly_is_given_up(play: Play, tmp_path: Path) -> None:
    manners = replace(MANNERS, silent_seconds=0.2)
    with open_state(tmp_path / "state.sqlite") as state:
        asking = Asking(play, state, tmp_path / "file", manners)
        play.put("/robots.txt", "")
        play.put("/f", b"x" * 5_000, drip=0.6)
        with closing(asking.reach), pytest.raises(UnreachableError):
            asking.file("/f")


def test_sites_are_told_who_asks(asking: Asking) -> None:
    asking.play.put("/a", "a")
    asking.page("/a")
    assert {each.agent for each in asking.play.asked} == {MANNERS.user_agent}
    assert MANNERS.user_agent.startswith("Scrutineer/")


def test_everything_that_is_down_is_down(asking: Asking) -> None:
    asking.play.down = Given(b"", status=503)
    with pytest.raises(UnreachableError):
        asking.page("/a")
