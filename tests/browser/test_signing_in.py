"""Signing in and out with OpenID Connect in a browser: its cookies, redirects, our policies."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from evals.ports import free_port
from tests.bot.running import Scrutineer
from tests.browser.asking import answered, ask
from tests.browser.serving import serving
from tests.openid_provider.provider import CLIENT, SECRET
from tests.openid_provider.serving import serving as serving_provider


def test_somebody_signs_in_asks_and_signs_out(
    browser: Browser, sample: Scrutineer, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(sample.home, tmp_path / "home"))
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    with serving_provider() as provider:
        settings = {
            "SCRUTINEER_SIGN_IN": "oidc",
            "SCRUTINEER_PUBLIC_URL": here,
            "SCRUTINEER_OIDC_ISSUER": provider.address,
            "SCRUTINEER_OIDC_CLIENT_ID": CLIENT,
            "SCRUTINEER_OIDC_CLIENT_SECRET": SECRET,
            "SCRUTINEER_SESSION_SECRET": "x" * 40,
        }
        with serving(home, settings, port=port) as server:
            context = browser.new_context()
            page = context.new_page()
            _in_and_out(page, here, provider.address)
            context.close()
        assert not server.errors
    assert len(provider.asked) == 2


def _in_and_out(page: Page, here: str, provider: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{here}/library?order=title")
    expect(page).to_have_url(f"{here}/library?order=title")
    expect(page.get_by_role("heading", level=1)).to_have_text("Library")
    expect(page.get_by_text("ann@aldermere.example")).to_be_visible()
    expect(page.get_by_role("link", name="Admin")).to_have_count(0)
    [cookie] = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("scrutineer", True, "Lax")
    page.goto(here)
    ask(page, "What must improve in Aldermere?")
    answered(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{provider}/end?**")
    assert not page.context.cookies()
    page.goto(f"{here}/signed-out")
    page.get_by_role("link", name="Sign in again").click()
    expect(page.get_by_text("ann@aldermere.example")).to_be_visible()
    assert not [text for text in said if "Content Security Policy" in text]
