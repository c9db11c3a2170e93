"""Pictures for docs/web.md: the pages over the sample documents, as Chromium draws them.

python -m tests.browser.pictures FOLDER
"""

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.bot.running import index_sample
from tests.browser.asking import answered, ask
from tests.browser.browsing import chromium, visiting
from tests.browser.serving import serving

_WIDTH = 1100


def main() -> None:
    """Take them all."""
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        home = index_sample(Path(folder)).home
        with (
            serving(home) as server,
            visiting(browser, server.address, width=_WIDTH) as visitor,
        ):
            page = visitor.open()
            for name, show in _SHOWN.items():
                show(page)
                _take(page, into / f"web-{name}.png")


def _ask(page: Page) -> None:
    page.goto("/")
    ask(page, "What did inspectors find about the LADO in Aldermere?")
    answered(page)
    page.goto(page.url.partition("#")[0])


def _open_source(page: Page) -> None:
    page.locator(".quotes a").nth(1).click()
    page.wait_for_function("() => document.querySelector('.paper img')?.naturalWidth > 300")


def _open_timeline(page: Page) -> None:
    page.goto("/authorities/Aldermere")


# In this order: each goes on from the one before.
_SHOWN: dict[str, Callable[[Page], None]] = {
    "answer": _ask,
    "page": _open_source,
    "authority": _open_timeline,
}


def _take(page: Page, into: Path) -> None:
    """A picture of what the window shows, in few colours."""
    page.mouse.move(0, 0)
    with Image.open(io.BytesIO(page.screenshot())) as drawn:
        drawn.convert("RGB").quantize(128).save(into, optimize=True)


if __name__ == "__main__":
    main()
