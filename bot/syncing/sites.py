"""Which site is behind a source, and what somebody means who adds one."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.faults import UsageError
from bot.settings import Settings
from corpus.documents import Kind
from corpus.given import GivenError, checked
from sources import moderngov, ofsted, pages
from sources.addresses import host_of
from sources.errors import ForbiddenError
from sources.moderngov import ModernGovSite
from sources.ofsted import OfstedSite
from sources.pages import PageSite
from sources.ports import Site
from sources.reaching import Manners
from sources.records import SourceKind, SourceRecord

_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source that somebody wants to follow: its kind, its name, what of the site is meant."""

    kind: SourceKind
    name: str
    target: Mapping[str, str]

    @property
    def folder(self) -> str:
        """What the folder of its files is called."""
        return f"{self.kind}-{_UNSAFE.sub('-', self.name.lower()).strip('-')[:60]}"


def site_of(source: SourceRecord, settings: Settings) -> Site:
    """The site of a source that is not a folder."""
    target = source.target
    made: Mapping[SourceKind, Callable[[], Site]] = {
        "ofsted": lambda: OfstedSite(settings.ofsted_url),
        "moderngov": lambda: ModernGovSite(
            target["base"], target["committee"], target.get("authority")
        ),
        "page": PageSite,
    }
    return made[source.kind]()


def manners_of(settings: Settings) -> Manners:
    """How sites are asked by these settings."""
    return Manners(
        version=_version(),
        contact=settings.sources_contact or settings.public_url,
        pause=settings.sources_pause,
        loopback=settings.sources_loopback,
    )


def ofsted_reports(authority: str, settings: Settings) -> Wanted:
    """Ofsted's reports on an authority, by its name, its provider's number or page.

    Raises `UsageError`.
    """
    with _usage():
        target = ofsted.target_of(authority, settings.ofsted_url)
    name = target.get("authority") or f"provider {target[ofsted.PROVIDER].rpartition('/')[2]}"
    return Wanted("ofsted", name, target)


def committee_papers(base: str, committee: str, authority: str | None) -> Wanted:
    """The papers of a council's committee, from its Modern.Gov site. Raises `UsageError`."""
    name = " ".join(committee.split())
    if not name:
        raise UsageError("Name the committee: --committee NAME.")
    with _usage():
        address = moderngov.base_of(base)
        host = host_of(address)
    target = {"base": address, "committee": name} | _whose(authority)
    return Wanted("moderngov", f"{name} ({host})", target)


def single_page(address: str, kind: Kind, authority: str | None) -> Wanted:
    """A page of the web that says what people are entitled to. Raises `UsageError`."""
    with _usage():
        found = pages.page_of(address)
    target = {"address": found, "kind": kind} | _whose(authority)
    if kind == "local_offer" and "authority" not in target:
        raise UsageError("Say whose local offer it is: --authority NAME.")
    if kind == "local_offer":
        target["publisher"] = f"{target['authority']} council"
    return Wanted("page", found, target)


def folder_to_watch(path: Path) -> Wanted:
    """A folder of one's own. Raises `UsageError`."""
    if not path.is_dir():
        raise UsageError(f"{path} is no folder. Give one that is there.")
    found = str(path.absolute())
    return Wanted("watch", found, {"path": found})


def _whose(authority: str | None) -> dict[str, str]:
    if authority is None:
        return {}
    try:
        return {"authority": checked("authority", authority)}
    except GivenError as error:
        raise UsageError(str(error)) from error


@contextmanager
def _usage() -> Iterator[None]:
    """What cannot be meant, as wrong usage."""
    try:
        yield
    except (ValueError, ForbiddenError) as error:
        raise UsageError(str(error)) from error


def _version() -> str:
    try:
        return version("scrutineer")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0"
