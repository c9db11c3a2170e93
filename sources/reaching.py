"""Asking sites over HTTP, the way a guest should.

One request at a time to a host and a pause after each; robots.txt is heeded; what has not changed
is not sent again; who asks us to wait is not asked before. When a host may be asked next is kept
before it is asked, so that a program that was killed and started again is no ruder.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx2

from sources.addresses import cleaned, host_of, is_loopback, way_to
from sources.errors import BadFileError, ForbiddenError, MissingError, UnreachableError
from sources.ports import Arrival, Clock, Hosts, Reached
from sources.records import PageRecord
from sources.robots import Robots
from sources.waiting import is_to_come

NAME: Final = "Scrutineer"

_ROBOTS_HOURS = 24
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_BUSY = (408, 425, 429)
_LEAST_PAUSE = 1.0
_FIRST_REST, _LONGEST_REST = 60.0, 6 * 3600.0
_LONGEST_ASKED = 7 * 24 * 3600.0
_ROBOTS_BYTES = 512_000


@dataclass(frozen=True, slots=True)
class Manners:
    """How sites are asked.

    `pause` are the seconds between two requests to a host (a second at least, but to this
    machine), `patience` those that are waited for a host rather than coming back later.
    `contact` tells a site's owner whom to write to. `loopback`: servers of this machine may be
    asked, which only tests want.
    """

    version: str = "0"
    contact: str | None = None
    pause: float = 2.0
    patience: float = 120.0
    connect_seconds: float = 15.0
    silent_seconds: float = 60.0
    page_seconds: float = 120.0
    file_seconds: float = 900.0
    page_bytes: int = 20_000_000
    file_bytes: int = 300_000_000
    loopback: bool = False

    @property
    def user_agent(self) -> str:
        """What sites are told of who asks."""
        about = "reads published reports on children's services"
        return f"{NAME}/{self.version} ({about}{f'; {self.contact}' if self.contact else ''})"


class PoliteReach:
    """Asks sites. One thread at a time."""

    def __init__(self, manners: Manners, hosts: Hosts, clock: Clock) -> None:
        self._manners = manners
        self._hosts = hosts
        self._clock = clock
        self._client = httpx2.Client(
            follow_redirects=False,
            headers={"User-Agent": manners.user_agent},
            timeout=httpx2.Timeout(manners.silent_seconds, connect=manners.connect_seconds),
            # Connections are told by numbers, which several names may share.
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def page(self, address: str, hosts: frozenset[str]) -> Reached:
        """A page; of one that has not changed nothing is sent again."""
        address = cleaned(address)
        before = self._hosts.page(address)
        known = (before.etag, before.last_modified) if before else (None, None)
        manners = self._manners
        with self._asked(address, hosts, known) as (final, response):
            if response.status_code == 304 and before is not None:
                return Reached(before.final, before.body, before.media)
            parts = list(self._body(response, manners.page_bytes, manners.page_seconds))
            body, media = b"".join(parts), response.headers.get("content-type", "")
            etag, modified = _validators(response)
        self._hosts.keep_page(PageRecord(address, final, body, media, etag, modified))
        return Reached(final, body, media)

    def file(
        self,
        address: str,
        hosts: frozenset[str],
        target: Path,
        known: tuple[str | None, str | None] = (None, None),
    ) -> Arrival | None:
        """A file, written to `target`, down to the disk; None where it has not changed."""
        manners, sha256, size = self._manners, hashlib.sha256(), 0
        with self._asked(cleaned(address), hosts, known) as (final, response):
            if response.status_code == 304 and any(known):
                return None
            with target.open("wb") as file:
                for part in self._body(response, manners.file_bytes, manners.file_seconds):
                    file.write(part)
                    sha256.update(part)
                    size += len(part)
            etag, modified = _validators(response)
        return Arrival(target, sha256.hexdigest(), size, final, etag, modified)

    @contextmanager
    def _asked(
        self, address: str, hosts: frozenset[str], known: tuple[str | None, str | None]
    ) -> Iterator[tuple[str, httpx2.Response]]:
        """What is answered at an address, redirects followed as far as they may be."""
        for _ in range(_MOST_REDIRECTS + 1):
            host = host_of(address)
            if host not in hosts:
                raise ForbiddenError(f"The site leads on to another ({host}), which was not asked.")
            robots = self._robots(address)
            if not robots.allows(address):
                raise ForbiddenError(f"The robots.txt of {host} asks programs not to fetch this.")
            with self._answer(address, _conditions(known), robots.pause) as response:
                if response.status_code not in _REDIRECTS:
                    yield address, response
                    return
                led = cleaned(urljoin(address, response.headers.get("location", "")))
            if urlsplit(address).scheme == "https" and urlsplit(led).scheme == "http":
                raise ForbiddenError(f"{host} leads on from https to http, which is not followed.")
            address = led
        raise UnreachableError(f"{host_of(address)} leads on and on, and to nothing.")

    def _robots(self, address: str) -> Robots:
        """What the host asks of programs; had anew each day."""
        parts, host = urlsplit(address), self._hosts.host(host_of(address))
        fresh = self._clock.now() - timedelta(hours=_ROBOTS_HOURS)
        if host.robots is not None and host.robots_at is not None and host.robots_at > fresh:
            return Robots(host.robots, NAME)
        where = f"{parts.scheme}://{parts.netloc}/robots.txt"
        text = self._robots_at(where, host.name)
        again = self._hosts.host(host.name)
        self._hosts.keep_host(replace(again, robots=text, robots_at=self._clock.now()))
        return Robots(text, NAME)

    def _robots_at(self, where: str, host: str) -> str:
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                with self._answer(where, {}, 0.0) as response:
                    if response.status_code not in _REDIRECTS:
                        parts = self._body(response, _ROBOTS_BYTES, self._manners.page_seconds)
                        return b"".join(parts).decode("utf-8", "replace")
                    where = cleaned(urljoin(where, response.headers.get("location", "")))
            except MissingError:
                return ""
            if host_of(where).removeprefix("www.") != host.removeprefix("www."):
                # Nothing is asked of others for it; what a stranger says does not bind.
                return ""
        return ""

    @contextmanager
    def _answer(
        self, address: str, headers: Mapping[str, str], robots_pause: float
    ) -> Iterator[httpx2.Response]:
        """One request, in the host's turn. Raises `SourceError` for what is no document."""
        way = way_to(address, loopback=self._manners.loopback)
        pause = timedelta(seconds=max(self._pause(address), robots_pause))
        self._take(way.host, pause)
        request = self._client.build_request(
            "GET",
            way.url,
            headers={**headers, "Host": urlsplit(address).netloc},
            # The certificate is held against the name, not against the number.
            extensions={"sni_hostname": way.name},
        )
        failed: str | None = f"{way.host} does not answer"
        wait: float | None = None
        try:
            response = self._client.send(request, stream=True)
            try:
                failed, wait = self._fault(response, way.host)
                if failed is None:
                    self._check(response.status_code, way.host)
                    yield response
            finally:
                response.close()
        except httpx2.RequestError as error:
            failed = f"{way.host} does not answer as it should ({type(error).__name__})"
        finally:
            self._give_back(way.host, pause, failed=failed is not None, wait=wait)
        if failed is not None:
            until = self._hosts.host(way.host).not_before
            raise UnreachableError(f"{failed}. It is asked again later.", until)

    def _fault(self, response: httpx2.Response, host: str) -> tuple[str | None, float | None]:
        """Why a host's answer is no answer, and how many seconds it asks for; None if it is one."""
        status = response.status_code
        if status in _BUSY or status >= 500:
            return f"{host} answers with an error ({status})", self._asked_to_wait(response)
        return None, None

    def _check(self, status: int, host: str) -> None:
        if status in (404, 410):
            raise MissingError(
                f"{host} has nothing at this address any more ({status}). Look for it in a browser."
            )
        if status in (401, 403):
            raise ForbiddenError(f"{host} refuses to answer programs ({status}).")
        if status >= 400:
            raise MissingError(f"{host} does not give what was asked for ({status}).")

    def _pause(self, address: str) -> float:
        pause = self._manners.pause
        return pause if is_loopback(address) else max(pause, _LEAST_PAUSE)

    def _take(self, name: str, pause: timedelta) -> None:
        """Wait for a host's turn. Raises `UnreachableError` where that would take too long."""
        host, now = self._hosts.host(name), self._clock.now()
        if host.not_before is not None and is_to_come(host.not_before, now):
            wait = (host.not_before - now).total_seconds()
            if wait > self._manners.patience:
                raise UnreachableError(f"{name} is not to be asked again yet.", host.not_before)
            self._clock.sleep(wait)
            now = self._clock.now()
        self._hosts.keep_host(replace(host, not_before=now + pause))

    def _give_back(self, name: str, pause: timedelta, *, failed: bool, wait: float | None) -> None:
        host, now = self._hosts.host(name), self._clock.now()
        if not failed:
            self._hosts.keep_host(replace(host, not_before=now + pause, failures=0))
            return
        failures = host.failures + 1
        rest = min(_FIRST_REST * 2 ** min(failures - 1, 20), _LONGEST_REST)
        seconds = max(rest if wait is None else wait, pause.total_seconds())
        until = now + timedelta(seconds=seconds)
        self._hosts.keep_host(replace(host, not_before=until, failures=failures))

    def _asked_to_wait(self, response: httpx2.Response) -> float | None:
        """The seconds of a Retry-After, which is a number or a date; a week at most."""
        said = response.headers.get("retry-after", "").strip()
        if said.isdecimal():
            return min(float(said[:9]), _LONGEST_ASKED)
        try:
            moment = parsedate_to_datetime(said)
        except ValueError:
            return None
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return min(max((moment - self._clock.now()).total_seconds(), 0.0), _LONGEST_ASKED)

    def _body(self, response: httpx2.Response, most: int, seconds: float) -> Iterator[bytes]:
        """The bytes of an answer, within bounds of size and time."""
        began, size = self._clock.now(), 0
        host = response.request.headers["host"]
        for part in response.iter_bytes():
            size += len(part)
            if size > most:
                raise BadFileError(
                    f"It is larger than {most // 1_000_000} MB, more than is fetched."
                )
            if self._clock.now() - began > timedelta(seconds=seconds):
                raise UnreachableError(f"{host} sends it too slowly. It is asked again later.")
            yield part


def _conditions(known: tuple[str | None, str | None]) -> dict[str, str]:
    etag, modified = known
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in asked.items() if value is not None}


def _validators(response: httpx2.Response) -> tuple[str | None, str | None]:
    return response.headers.get("etag"), response.headers.get("last-modified")
