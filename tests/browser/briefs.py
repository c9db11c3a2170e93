"""Asking for a brief as a person does, with what the page calls things."""

import re

from playwright.sync_api import Page, expect


def make_brief(page: Page, area: str = "", *, one_page: bool = False) -> None:
    """Ask for a brief on Aldermere on the form that is open, and wait until it is there."""
    page.get_by_label("Authority").select_option("Aldermere")
    page.get_by_label("Area").select_option(area)
    if one_page:
        page.get_by_role("radio", name=re.compile("^One page")).check()
    page.get_by_role("button", name="Make the brief").click()
    shown(page)


def shown(page: Page) -> None:
    """Wait until the brief is there."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspection brief: Aldermere")
