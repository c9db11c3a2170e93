import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sources.pages import PageSite
from tests.sites.following import Follower, following
from tests.sites.reporting import pdf_of
from tests.sites.serving import Play

OFFER = (
    "<html><head><title>Local offer - Aldermere</title></head><body><nav>Home</nav>"
    "<main><h1>Local offer for care leavers</h1><p>Each care leaver has a setting up home "
    "allowance of £3,000.</p><form><input name='token' value='{token}'></form>"
    "<script>var now = '{token}'</script></main><footer>Last updated: 4 March 2024</footer>"
    "</body></html>"
)


@pytest.fixture
def page(play: Play, tmp_path: Path) -> Iterator[Follower]:
    target = {"address": f"{play.address}/offer", "kind": "local_offer", "authority": "Aldermere"}
    with following(tmp_path, "page", PageSite(), target) as follower:
        yield follower


@pytest.fixture
def guidance(play: Play, tmp_path: Path) -> Iterator[Follower]:
    host = play.address.removeprefix("http://")
    target = {"address": f"{play.address}/government/publications/parents", "kind": "guidance"}
    site = PageSite(frozenset({host}))
    with following(tmp_path, "page", site, target) as follower:
        yield follower


def content(play: Play, path: str, **changes: Any) -> None:
    found = {
        "title": "Applying corporate parenting principles",
        "schema_name": "guide",
        "public_updated_at": "2024-02-05T10:00:00+00:00",
        "details": {"body": "<p>Each authority must publish its local offer.</p>"},
        "links": {"organisations": [{"title": "Department for Education"}]},
        **changes,
    }
    play.put(f"/api/content{path}", json.dumps(found), "application/json")


def test_a_page_is_kept_with_its_words_and_the_day_it_was_changed(
    play: Play, page: Follower
) -> None:
    play.put("/offer", OFFER.format(token="a"))
    page.look()
    [item] = page.items()
    kept = (page.folder / str(item.file)).read_text("utf-8")
    assert "<h1>Local offer for care leavers</h1>" in kept
    assert "£3,000" in kept
    assert "token" not in kept
    assert item.offer.published == date(2024, 3, 4)
    told = (page.folder / f"{item.file}.meta.toml").read_text("utf-8")
    assert 'kind = "local_offer"' in told
    assert 'authority = "Aldermere"' in told


def test_what_changes_in_the_markup_alone_is_no_change(play: Play, page: Follower) -> None:
    play.put("/offer", OFFER.format(token="a"))
    page.look()
    play.put("/offer", OFFER.format(token="b"))
    looked = page.look()
    assert (looked.changed, looked.touched) == ((), False)
    play.put("/offer", OFFER.format(token="c").replace("£3,000", "£3,500"))
    assert len(page.look().changed) == 1
    assert len(page.files()) == 1


def test_an_error_page_is_not_taken_for_the_offer(play: Play, page: Follower) -> None:
    play.put("/offer", OFFER.format(token="a"))
    page.look()
    play.put("/offer", "<html><body><h1>Page not found</h1></body></html>")
    looked = page.look()
    assert len(looked.failed) == 1
    [name] = page.files()
    assert "£3,000" in (page.folder / name).read_text("utf-8")


def test_guidance_is_had_as_data(play: Play, guidance: Follower) -> None:
    content(play, "/government/publications/parents")
    guidance.look()
    [item] = guidance.items()
    assert item.offer.published == date(2024, 2, 5)
    assert item.offer.publisher == "Department for Education"
    assert "must publish its local offer" in (guidance.folder / str(item.file)).read_text("utf-8")


def test_the_attachments_of_a_publication_are_what_is_kept(play: Play, guidance: Follower) -> None:
    path = "/government/publications/parents"
    pages = [
        {"title": "The guidance", "url": f"{path}/guidance", "attachment_type": "html"},
        {
            "title": "Annex",
            "url": f"{play.address}/media/annex.pdf",
            "attachment_type": "file",
            "content_type": "application/pdf",
        },
        {
            "title": "The guidance",
            "url": f"{play.address}/media/guidance.pdf",
            "attachment_type": "file",
            "content_type": "application/pdf",
        },
    ]
    content(play, path, schema_name="publication", details={"attachments": pages})
    content(play, f"{path}/guidance", title="The guidance")
    play.put("/media/annex.pdf", pdf_of([["Annex"]]), "application/pdf")
    looked = guidance.look()
    assert len(looked.new) == 2
    assert play.fetched("/media/guidance.pdf") == 0
    assert {name.rpartition(".")[2] for name in guidance.files()} == {"html", "pdf"}
