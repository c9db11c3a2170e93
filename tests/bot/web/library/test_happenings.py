"""What changed in the index, as a page and as a feed."""

import shutil
import time
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

from bot.settings import Settings
from corpus.sample import DOCUMENTS
from tests.bot.web.library.visiting import READER, a_client, site_of

ATOM = "{http://www.w3.org/2005/Atom}"
OLD, NEW = "aldermere-inspection-2019.pdf", "aldermere-inspection-2024.pdf"


def test_what_changed_is_told_on_a_page_and_in_a_feed(tmp_path: Path) -> None:
    papers, home = tmp_path / "papers", tmp_path / "home"
    papers.mkdir()
    shutil.copy(DOCUMENTS / OLD, papers)
    settings = Settings(home=home, public_url="https://scrutineer.aldermere.example")
    with site_of(settings) as site, a_client(site, READER) as reader:
        assert "Nothing has changed" in reader.get("/changes").text
        site.app.index([papers])
        assert "Nothing has changed" in unescape(reader.get("/changes").text)
        _next_second()
        shutil.copy(DOCUMENTS / NEW, papers)
        site.app.index([papers])
        page = unescape(reader.get("/changes").text)
        assert "1 new document" in page
        assert "3 new items that must improve" in page
        assert "Must improve now, and was not asked for before" in page
        feed = reader.get("/changes.atom?authority=Aldermere")
        assert feed.headers["content-type"].startswith("application/atom+xml")
        [entry] = ElementTree.fromstring(feed.content).findall(f"{ATOM}entry")
        title = entry.find(f"{ATOM}title")
        assert title is not None
        assert (title.text or "").startswith("Aldermere: 1 new document")
        assert (
            ElementTree.fromstring(reader.get("/changes.atom?authority=Thornbeck").content).findall(
                f"{ATOM}entry"
            )
            == []
        )


def test_of_a_document_that_is_not_seen_nothing_is_told(tmp_path: Path) -> None:
    papers, home = tmp_path / "papers", tmp_path / "home"
    (papers / "leaders").mkdir(parents=True)
    shutil.copy(DOCUMENTS / OLD, papers)
    settings = Settings(home=home, document_sets={"leaders": ("leaders",)})
    with site_of(settings) as site, a_client(site, READER) as reader:
        site.app.index([papers])
        _next_second()
        shutil.copy(DOCUMENTS / NEW, papers / "leaders")
        site.app.index([papers])
        assert "Nothing has changed" in reader.get("/changes").text
        assert b"<entry" not in reader.get("/changes.atom").content
        (papers / "leaders" / NEW).unlink()
        shutil.copy(DOCUMENTS / "thornbeck-inspection-2022.pdf", papers)
        _next_second()
        site.app.index([papers])
        page = reader.get("/changes").text
        assert "Thornbeck" in page
        assert "Aldermere," not in page


def _next_second() -> None:
    """Generations are told apart by the second in which they were made."""
    began = int(time.time())
    while int(time.time()) == began:
        time.sleep(0.02)
