"""Chromium as a person uses it, and a record of what it should never meet."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from evals.benchmarks.processes import ROOT

PICTURES = ROOT / "build" / "pictures"
WIDE, NARROW = 1280, 320
_PATIENCE_MS = 20_000
# Without these it asks its maker's hosts for news; nothing but this machine has a name for it.
_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    program = shutil.which("chromium")
    assert program, "Chromium is needed. Run: sudo apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A person's browser, with cookies of its own; `faults` is what went wrong in its pages."""

    context: BrowserContext
    origin: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", self._requested)
        self.context.on("response", self._answered)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def open(self, path: str = "/") -> Page:
        """A new tab at this path of the server."""
        page = self.context.new_page()
        page.goto(path)
        return page

    def _requested(self, request: Request) -> None:
        own = (self.origin + "/", "data:", "blob:", "about:")
        if not request.url.startswith(own):
            self.faults.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        # A page that is refused says so itself; what a page is made of must be there.
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status} for {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")


@contextmanager
def visiting(
    browser: Browser,
    origin: str,
    *,
    width: int = WIDE,
    scheme: Literal["light", "dark"] = "light",
    scripts: bool = True,
    headers: dict[str, str] | None = None,
) -> Iterator[Visitor]:
    """A person who has never been here; whatever went wrong in the pages fails in the end."""
    context = browser.new_context(
        base_url=origin,
        viewport={"width": width, "height": 900 if width > NARROW else 640},
        color_scheme=scheme,
        java_script_enabled=scripts,
        extra_http_headers=headers,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(_PATIENCE_MS)
    visitor = Visitor(context, origin)
    try:
        yield visitor
    finally:
        context.close()
    assert not visitor.faults, "\n".join(visitor.faults)


def keep(page: Page, name: str, *, whole: bool = True) -> None:
    """A picture of the page for people to look at, in `build/pictures`."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)
