"""With the keyboard alone: what has the focus is seen, and everything can be reached."""

from playwright.sync_api import Page, expect

from tests.browser.asking import answered
from tests.browser.browsing import Visitor, keep

# Of what has the focus: a name for it, whether it can be seen, and what marks it.
_FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const across = box.right > 0 && box.left < innerWidth;
    const inside = across && box.bottom > 0 && box.top < innerHeight;
    return {
        name: (element.innerText || element.getAttribute("aria-label") || element.id).trim(),
        seen: inside && box.width > 1 && box.height > 1,
        // In a picture it is the mark's own square that is drawn.
        marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
            || getComputedStyle(element.querySelector(".reach") || element).stroke !== "none",
    };
}"""
_MOST = 150


def test_a_question_is_asked_and_its_source_read(visitor: Visitor) -> None:
    page = visitor.open()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the main part")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    keep(page, "skip-link", whole=False)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type("What did inspectors find about the LADO in Aldermere?")
    page.keyboard.press("Enter")
    turn = answered(page)
    _tab_to(page, "[1]")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1-source-1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(turn.locator(".quotes a").first).to_be_focused()
    keep(page, "focus", whole=False)
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    expect(page.locator("#marked rect").first).to_be_in_viewport()


def test_whatever_has_the_focus_is_seen(visitor: Visitor) -> None:
    page = visitor.open()
    for path in ("/", "/library", "/library/upload", "/authorities/Aldermere", "/judgements"):
        page.goto(path)
        page.set_viewport_size({"width": 640, "height": 480})
        names = set()
        for _ in range(_MOST):
            page.keyboard.press("Tab")
            focused = page.evaluate(_FOCUSED)
            if focused is None:
                break
            assert focused["seen"], f"{path}: {focused['name']} cannot be seen"
            assert focused["marked"], f"{path}: {focused['name']} is not marked"
            names.add(focused["name"])
        assert len(names) > 5


def _tab_to(page: Page, name: str) -> None:
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused and name in focused["name"]:
            return
    raise AssertionError(f"nothing called {name} can be reached")
