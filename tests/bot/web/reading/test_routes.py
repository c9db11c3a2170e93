"""The reading room as a browser meets it."""

import re
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from bot import addresses
from bot.answering.citing import Citer
from bot.app import open_app
from bot.reading import Reading
from bot.settings import Settings
from bot.slack.blocks.links import Links
from bot.state.opening import open_state
from bot.web.application import application
from bot.web.site import Site
from corpus.passages import Passage
from tests.bot.running import Scrutineer
from tests.bot.web.reading.conftest import HOSTILE
from tests.bot.web.reading.opened import NEWEST, called, letters, marked

ORIGIN = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}


def over_two_pages(reading: Reading) -> Passage:
    return next(p for p in reading.passages if len({span.page for span in p.spans}) == 2)


def test_a_link_of_slack_opens_the_page_with_the_quote_marked(
    site: Site, client: TestClient
) -> None:
    answer, _ = site.app.ask("What did inspectors find about the LADO in Aldermere?")
    assert answer.citations
    links = Links("https://scrutineer.example/")
    for citation in answer.citations:
        address = links.to(citation)
        assert address is not None
        split = urlsplit(address)
        assert split.netloc == "scrutineer.example"
        response = client.get(f"{split.path}?{split.query}")
        assert response.status_code == 200
        assert letters(marked(response.text)) == letters(citation.quote)
        assert f"Page {citation.page} " in response.text
        assert '<g class="main" id="marked">' in response.text
        assert response.text.count("<rect ") >= 1


def test_a_quote_over_two_pages_is_marked_on_each(site: Site, client: TestClient) -> None:
    reading = called(site.app, NEWEST)
    passage = over_two_pages(reading)
    citations = Citer(reading.page_of, {}).cite(passage, reading.document, passage.text)
    assert len(citations) == 2
    links = Links("http://127.0.0.1:8000")
    said = ""
    for citation in citations:
        response = client.get(links.to(citation) or "")
        assert letters(marked(response.text)) == letters(citation.quote)
        said += letters(citation.quote)
    assert said == letters(passage.text)


def test_a_passage_is_opened_where_it_begins_and_leads_on(site: Site, client: TestClient) -> None:
    reading = called(site.app, NEWEST)
    passage = over_two_pages(reading)
    first, second = sorted({span.page or 0 for span in passage.spans})
    page = client.get(addresses.passage(reading.document.id, passage.id)).text
    assert f"Page {first} of 8" in page
    onwards = addresses.reading(reading.document.id, page=second, passage=passage.id)
    assert onwards.replace("&", "&amp;") in page
    other = client.get(onwards).text
    assert f"Page {second} of 8" in other
    assert letters(marked(page)) + letters(marked(other)) == letters(passage.text)


def test_a_document_opens_at_its_first_page_with_its_facts(site: Site, client: TestClient) -> None:
    reading = called(site.app, NEWEST)
    page = client.get(addresses.document(reading.document.id)).text
    assert "Page 1 of 8" in page
    for words in ("13 to 24 May 2024 (stated in it)", "Saffira Dunmallow", "Ofsted"):
        assert words in page
    assert "Leaders: outstanding" in page
    older = called(site.app, "aldermere-inspection-2019.pdf").document
    assert f'href="{addresses.document(older.id)}"' in page
    replaced = client.get(addresses.document(older.id)).text
    assert "A newer one stands in its place" in replaced
    assert f'href="{addresses.document(reading.document.id)}"' in replaced


def test_pages_are_turned(site: Site, client: TestClient) -> None:
    identity = called(site.app, NEWEST).document.id
    first, last = (client.get(addresses.document(identity, page=n)).text for n in (1, 8))
    middle = client.get(addresses.reading(identity, page=4, zoom=150)).text
    assert 'rel="prev"' not in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last
    assert f"/documents/{identity}?page=5&amp;zoom=150" in middle
    assert f"/documents/{identity}/pages/4.png?zoom=150" in middle


def test_a_part_of_a_pack_has_its_own_pages_and_names_the_others(
    site: Site, client: TestClient
) -> None:
    pack = called(site.app, "aldermere-scrutiny-pack-2024-11.pdf")
    part = next(each for each in pack.parts if each.kind == "minutes")
    page = client.get(addresses.document(part.id)).text
    assert f"Page {part.first_page} of the file" in page
    assert f'href="{addresses.document(pack.document.id)}"' in page
    outside = client.get(addresses.document(part.id, page=1)).text
    assert "There is no such page in this document: it has pages" in outside
    assert client.get(addresses.page_picture(part.id, 1)).status_code == 404


def test_each_item_of_a_list_is_linked_to_its_words(site: Site, client: TestClient) -> None:
    reading = called(site.app, NEWEST)
    page = client.get(addresses.document(reading.document.id)).text.partition('class="lists"')[2]
    assert reading.recommendations
    for item in reading.recommendations:
        found = re.search(rf'{re.escape(item.text[:30])}.*?<a href="([^"]+)"', page, re.DOTALL)
        assert found is not None
        shown = client.get(unescape(found[1])).text
        assert letters(item.text) in letters(marked(shown)) or letters(marked(shown)) in letters(
            item.text
        )
        assert marked(shown)


@pytest.mark.parametrize(
    "query",
    [
        "page=99",
        "page=0",
        "page=-1",
        "page=two",
        "page=" + "9" * 40,
        "page=2&start=999999&end=9999999",
        "page=2&start=50&end=50",
        "page=2&start=60&end=50",
        "page=2&start=x&end=y",
        "start=&end=&page=&zoom=&at=&answer=",
        "zoom=100000",
        "answer=nothing",
    ],
)
def test_an_address_that_asks_for_what_is_not_there_shows_a_page(
    site: Site, client: TestClient, query: str
) -> None:
    identity = called(site.app, NEWEST).document.id
    response = client.get(f"/documents/{identity}?{query}")
    assert response.status_code == 200
    assert "<mark" not in response.text
    assert "<rect" not in response.text
    told = "There is no such page" in response.text or "link points to" in response.text
    assert told == bool(re.search(r"page=(?:99|0)\b|(?:start|end)=\d", query))


def test_a_passage_that_is_gone_offers_its_document(site: Site, client: TestClient) -> None:
    identity = called(site.app, NEWEST).document.id
    response = client.get(addresses.passage(identity, f"{identity}-9999"))
    assert response.status_code == 404
    assert f'href="{addresses.document(identity)}"' in response.text


def test_what_is_not_there_is_not_found(client: TestClient) -> None:
    for path in ("/documents/nothing", "/documents/nothing/file", "/documents/nothing/pages/1.png"):
        assert client.get(path).status_code == 404
    assert client.get("/passages/nothing-0001.png").status_code == 404
    sent = client.post("/documents/nothing/search", data={"words": "a"}, headers=ORIGIN)
    assert sent.status_code == 404


@pytest.fixture
def outsider(sample: Scrutineer, tmp_path: Path) -> Iterator[TestClient]:
    """A browser of somebody who does not see the newest report."""
    settings = Settings(home=sample.home, document_sets={"leaders": (NEWEST,)})
    with (
        closing(open_app(settings)) as app,
        open_state(tmp_path / "outside.sqlite") as state,
        TestClient(
            application(Site(app.seeing(()), state)), base_url="http://127.0.0.1:8000"
        ) as client,
    ):
        yield client


def test_what_a_visitor_may_not_see_is_not_there(
    site: Site, client: TestClient, outsider: TestClient
) -> None:
    reading = called(site.app, NEWEST)
    identity, passage = reading.document.id, reading.passages[0].id
    for path in (
        addresses.document(identity),
        addresses.original(identity),
        addresses.page_picture(identity, 1),
        addresses.passage_picture(passage),
    ):
        assert client.get(path).status_code == 200
        assert outsider.get(path).status_code == 404
    search = addresses.search_inside(identity)
    words = {"words": "children"}
    assert client.post(search, data=words, headers=ORIGIN).status_code == 200
    assert outsider.post(search, data=words, headers=ORIGIN).status_code == 404
    older = called(site.app, "aldermere-inspection-2019.pdf").document.id
    shown = outsider.get(addresses.document(older))
    assert shown.status_code == 200
    assert identity not in shown.text


def test_what_an_answer_cites_in_the_document_is_listed(site: Site, client: TestClient) -> None:
    answer, _ = site.app.ask("What are the current recommendations for Aldermere?")
    site.state.answers.keep(answer)
    first, second = answer.citations[0], answer.citations[1]
    assert first.document_id == second.document_id
    address = addresses.reading(
        first.document_id, page=first.page, start=first.start, end=first.end, answer=answer.id
    )
    page = client.get(address).text
    assert letters(marked(page)) == letters(first.quote)
    assert f"[{second.number}] page {second.page}" in page
    same_page = [c for c in answer.citations if c.page == first.page and c != first]
    assert page.count('<g class="other">') == len(same_page) > 0
    without = client.get(addresses.reading(first.document_id, answer=answer.id)).text
    assert f"Page {first.page} of" in without


def test_an_answer_about_what_is_not_seen_is_not_told(
    site: Site, outsider: TestClient, tmp_path: Path
) -> None:
    answer, _ = site.app.ask("What are the current recommendations for Aldermere?")
    with open_state(tmp_path / "outside.sqlite") as state:
        state.answers.keep(answer)
    older = called(site.app, "aldermere-inspection-2019.pdf").document.id
    page = outsider.get(addresses.reading(older, answer=answer.id))
    assert page.status_code == 200
    assert "Cited in the answer" not in page.text


def test_words_are_found_inside_and_linked(site: Site, client: TestClient) -> None:
    identity = called(site.app, NEWEST).document.id
    search = addresses.search_inside(identity)
    response = client.post(search, data={"words": " DESIGNATED  officer "}, headers=ORIGIN)
    # Else the way back from a place that was found would ask to send the form again.
    assert response.headers["cache-control"] == "private, no-cache"
    page = response.text
    assert "designated officer" in marked(page).lower()
    links = re.findall(r'<li><a href="(/documents/[^"]+)"', page)
    assert links
    for link in links:
        assert marked(client.get(unescape(link)).text).lower() == "designated officer"
    nothing = client.post(search, data={"words": "<b>zebra</b>"}, headers=ORIGIN).text
    assert "“&lt;b&gt;zebra&lt;/b&gt;” does not stand in this document" in nothing
    assert client.get(search).status_code == 405
    assert "Enter the words" in client.post(search, data={}, headers=ORIGIN).text


def test_what_a_document_says_is_never_markup(own: Site, own_client: TestClient) -> None:
    reading = called(own.app, "hostile.pdf")
    passage = reading.passages[0]
    page = own_client.get(addresses.passage(reading.document.id, passage.id)).text
    assert HOSTILE in " ".join(unescape(page).split())
    assert "<script>" not in page
    search = addresses.search_inside(reading.document.id)
    found = own_client.post(search, data={"words": "<script>alert"}, headers=ORIGIN).text
    assert "&lt;script&gt;alert" in found
    assert "<script>" not in found


def test_no_page_has_styles_or_scripts_of_its_own(site: Site, client: TestClient) -> None:
    reading = called(site.app, NEWEST)
    page = client.get(addresses.passage(reading.document.id, reading.passages[5].id)).text
    assert "style=" not in page
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r"\bon\w+=", page) == []
