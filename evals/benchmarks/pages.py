"""The web pages in Chromium: how soon each is there, and how soon a demonstration answers.

CORPUS is indexed and served as an operator would. Each view is from the click on an address to the
browser's `load` event, pictures of the page included, with the server warm. "First seen" are
pages of documents that nobody has looked at before. `--times` is the number of views of a kind;
a twentieth as many demonstrations are started with nothing indexed, each until its answer shows.
"""

import random
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from bot import addresses
from bot.app import App, open_app
from bot.settings import of_home
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import measured, scrutineer
from evals.metrics import percentile
from tests.browser.asking import answered, ask
from tests.browser.browsing import chromium, visiting
from tests.browser.serving import serving

_SEED = 6
_QUESTIONS = (
    "What did inspectors find about the LADO?",
    "What do care leavers say about their housing?",
    "How many social workers left in the year?",
    "What must improve?",
    "How quickly are assessments done?",
    "What happens when a child goes missing?",
    "Is the health of children in care looked after?",
    "How does the front door work?",
)
_TOOK = """() => {
    const [visit] = performance.getEntriesByType("navigation");
    return visit.loadEventEnd - visit.startTime;
}"""


def main() -> None:
    """Run the benchmark."""
    with options("pages", __doc__ or "", times=60) as given:
        figures = measure(given)
        rows = [[name, f["p50"], f["p95"], f["views"]] for name, f in figures["views_ms"].items()]
        show("Page views, milliseconds", ["", "p50", "p95", "views"], rows)
        cold = [[name, value] for name, value in figures["cold_demo_s"].items()]
        show("A demonstration from cold, seconds", ["", ""], cold)
        save({"benchmark": "pages", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """Views of pages of each kind, then demonstrations."""
    home = given.work / "pages"
    measured(scrutineer("index", given.corpus, "--home", home), given.work)
    with closing(open_app(of_home(home))) as app:
        cited = _cited(app, given.times)
        authorities = app.authorities()
    dice = random.Random(_SEED)
    others = {
        "library": addresses.LIBRARY,
        "one authority": addresses.authority(dice.choice(authorities)),
        "recommendations": addresses.RECOMMENDATIONS,
        "grades": addresses.JUDGEMENTS,
        "ask": addresses.HOME,
    }
    with chromium() as browser:
        views: dict[str, list[float]] = {}
        with serving(home) as server, visiting(browser, server.address) as visitor:
            page = visitor.open()
            ask(page, _QUESTIONS[0])
            answered(page)
            others["conversation"] = urlsplit(page.url).path
            _view(page, server.address + cited.pop())
            for name in ("passage on its page, first seen", "passage on its page"):
                views[name] = [_view(page, server.address + address) for address in cited]
            for name, address in others.items():
                times = [_view(page, server.address + address) for _ in range(given.times)]
                views[name] = times[1:]
        demos = [_demo(browser, given.work, n) for n in range(max(1, given.times // 20))]
    return {
        "views_ms": {name: _spread(times) for name, times in views.items()},
        "cold_demo_s": {
            "median": round(percentile(demos, 0.5), 1),
            "longest": round(max(demos), 1),
            "started": len(demos),
        },
    }


def _cited(app: App, count: int) -> list[str]:
    """Addresses of passages that questions lead to, each on another page."""
    places: dict[tuple[str, int | None], str] = {}
    for question in _QUESTIONS:
        for hit in app.search(question, k=count).hits:
            place = (hit.passage.document_id, hit.passage.page)
            places.setdefault(place, addresses.passage(hit.passage.document_id, hit.passage.id))
    found = list(places.values())
    random.Random(_SEED).shuffle(found)
    return found[: count + 1]


def _view(page: Page, address: str) -> float:
    page.goto(address, wait_until="load")
    took: float = page.evaluate(_TOOK)
    return took


def _demo(browser: Browser, work: Path, number: int) -> float:
    """Seconds from the start of `scrutineer demo`, with nothing kept, to the answer in the page.

    The browser is open; the page is opened as soon as its address is told.
    """
    home = work / f"demo-{number}"
    home.mkdir()
    page = browser.new_page()
    began = time.monotonic()
    with serving(home, command="demo") as server:
        page.goto(server.address)
        ask(page, "What are the current recommendations for Aldermere?")
        answered(page)
        seconds = time.monotonic() - began
        page.close()
    return seconds


def _spread(milliseconds: Sequence[float]) -> dict[str, float]:
    return {
        "p50": round(percentile(milliseconds, 0.5)),
        "p95": round(percentile(milliseconds, 0.95)),
        "views": len(milliseconds),
    }


if __name__ == "__main__":
    main()
