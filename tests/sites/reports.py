"""The reports site: a search for providers, a provider's page, files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from tests.sites.serving import Given, Play


@dataclass(frozen=True, slots=True)
class Report:
    """A report that the site lists."""

    file: int
    label: str
    published: date
    body: bytes
    media: str = "application/pdf"

    @property
    def address(self) -> str:
        """Where it is."""
        return f"/v1/file/{self.file}"


@dataclass(frozen=True, slots=True)
class Provider:
    """An authority's children's services, and the reports on them, the newest first."""

    number: int
    name: str
    reports: tuple[Report, ...] = ()

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/provider/44/{self.number}"


def put_up(play: Play, providers: Sequence[Provider], *, new_layout: bool = False) -> None:
    """Have these providers on the site, and their files; files of others stay where they are."""
    for provider in providers:
        page = (_as_cards if new_layout else _as_timeline)(provider)
        play.put(provider.address, page)
        for report in provider.reports:
            play.put(report.address, report.body, report.media)
    play.pages["/search"] = lambda address: _search(address, providers)


def _search(address: str, providers: Sequence[Provider]) -> Given:
    from urllib.parse import parse_qs, urlsplit

    asked = parse_qs(urlsplit(address).query)
    words, start = asked.get("q", [""])[0].lower(), int(asked.get("start", ["0"])[0])
    rows = min(int(asked.get("rows", ["10"])[0]), 2)
    found = [each for each in providers if words.split()[0] in each.name.lower()]
    listed = "".join(
        f'<li class="search-result"><h3><a href="{each.address}">{escape(each.name)}</a></h3>'
        f"<p>Local authority children’s services</p></li>"
        for each in found[start : start + rows]
    )
    return Given(f"<h1>Search results</h1><ul>{listed}</ul>".encode())


def _as_timeline(provider: Provider) -> str:
    days = "".join(
        '<li class="timeline__day"><p class="timeline__date"><time>'
        f"{_said(each.published)}</time></p>"
        f'<a class="publication-link" target="_blank" href="{each.address}">{escape(each.label)}'
        f'<span class="nonvisual">{escape(each.label)}, pdf - {_said(each.published)}</span></a>'
        "</li>"
        for each in provider.reports
    )
    return (
        f"<html><head><title>{escape(provider.name)}</title></head><body>"
        f'<h1 class="heading">{escape(provider.name)}</h1><a href="/">Home</a>'
        f'<p>URN: {provider.number}</p><ol class="timeline">{days}</ol></body></html>'
    )


def _as_cards(provider: Provider) -> str:
    cards = "".join(
        f'<section class="card"><h2><a href="{each.address}?download=1">'
        f"{escape(each.label)} (PDF)</a></h2><p>Published on <b>{_said(each.published)}</b></p>"
        "</section>"
        for each in provider.reports
    )
    return f"<html><body><main><h1>{escape(provider.name)}</h1>{cards}</main></body></html>"


def _said(day: date) -> str:
    return f"{day.day:02} {day:%B %Y}"
