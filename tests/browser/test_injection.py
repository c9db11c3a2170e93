"""Hostile text in real Chromium: nothing runs, nothing is asked for, nothing leads elsewhere."""

from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Dialog

from bot.app import open_app
from bot.settings import Settings
from evals.injection.planting import plant
from evals.injection.trial import probes
from tests.browser.asking import answered, ask
from tests.browser.browsing import visiting
from tests.browser.serving import serving

CHOSEN = ("html-001", "html-003", "html-004", "html-013", "html-027", "html-034", "markdown-001")
_LEADS = """() => [...document.querySelectorAll("[href], [src], [action], [formaction]")]
    .flatMap((each) => [each.href, each.src, each.action, each.formAction])
    .filter((target) => typeof target === "string" && target)
    .filter((target) => !target.startsWith(location.origin + "/"))
    .filter((target) => !target.startsWith("data:image/"))
"""


def test_no_hostile_text_comes_alive(tmp_path: Path, browser: Browser) -> None:
    chosen = [each for each in probes() if each.probe.id in CHOSEN]
    assert len(chosen) == len(CHOSEN)
    plant(chosen, tmp_path / "documents")
    home = tmp_path / "home"
    with closing(open_app(Settings(home=home))) as app:
        app.index([tmp_path / "documents"])
        held = [(d.document.id, d.document.authority) for d in app.documents()]
    with serving(home) as server, visiting(browser, server.address) as visitor:
        dialogs: list[str] = []
        page = visitor.open("/")

        def opened(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", opened)
        paths = ["/library", "/recommendations", "/judgements", "/authorities"]
        paths += [f"/documents/{identity}" for identity, _ in held]
        paths += [f"/authorities/{name}" for _, name in held]
        for path in paths:
            page.goto(path)
            assert page.evaluate("() => window.pwned") is None, path
            assert page.evaluate(_LEADS) == [], path
        for each in chosen:
            page.goto("/")
            ask(page, f"{each.questions[0]} {each.probe.text}")
            answered(page)
            assert page.evaluate("() => window.pwned") is None, each.probe.id
            assert page.evaluate(_LEADS) == [], each.probe.id
        assert not dialogs
