"""What is held against a page: axe-core's rules, and that it fits the window."""

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

from tests.browser.browsing import NARROW, WIDE, keep

_RUN = """() => axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
})"""
_WIDER = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > room + 1)
        .slice(0, 5)
        .map((element) => element.outerHTML.slice(0, 120));
}"""


def faults(page: Page, name: str) -> list[str]:
    """What is wrong with a page, large and small, by day and by night, with all unfolded.

    Leaves it as wide as it was first, by day; keeps pictures of both by this name.
    """
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.emulate_media(color_scheme="light")
    keep(page, f"{name}-{WIDE}")
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => each.open = true)")
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": NARROW, "height": 640})
    keep(page, f"{name}-{NARROW}-dark")
    found += [f"at {NARROW}, dark: {fault}" for fault in violations(page)]
    found += [f"wider than {NARROW}: {element}" for element in wider_than_window(page)]
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.emulate_media(color_scheme="light")
    return [f"{page.url}: {fault}" for fault in found]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """The serious and critical faults that axe-core finds, one a line, with where they are."""
    page.evaluate(_axe())
    found: dict[str, Any] = page.evaluate(_RUN)
    return [
        f"{fault['impact']} {fault['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def wider_than_window(page: Page) -> list[str]:
    """Elements that make the page scroll sideways; none if it does not."""
    found: list[str] = page.evaluate(_WIDER)
    return found
