import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot import addresses, wire
from bot.settings import Settings
from bot.web.library import browsing
from bot.web.site import Site
from retrieval.query import Filters
from tests.bot.running import Scrutineer
from tests.bot.web.library.visiting import OWNER, READER, a_client, site_of

HOSTILE = "<script>alert('x')</script>"
PAGES = ("/library", "/authorities", "/recommendations", "/judgements", "/changes", "/index")


@pytest.fixture
def reader(site: Site) -> Iterator[TestClient]:
    with a_client(site, READER) as client:
        yield client


def _page(client: TestClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return unescape(response.text)


def _listed(page: str) -> list[str]:
    """The ids of the documents that the list has rows for, in their order."""
    heads = re.findall(r'<th scope="row" data-label="Document">(.*?)</th>', page, re.DOTALL)
    return [re.findall(r'href="/documents/([^"?]+)"', head)[0] for head in heads]


def test_every_document_is_in_the_list_once(reader: TestClient, site: Site) -> None:
    page = _page(reader, "/library")
    for held in site.app.documents():
        document = held.document
        assert document.title in page
        assert addresses.document(document.id) in page
    rows = _listed(page)
    assert len(rows) == len(set(rows))
    known = {held.document.id: held.document for held in site.app.documents()}
    assert rows == [i for i, document in known.items() if document.part_of is None]
    assert f"All {len(known)} documents" in page


def test_a_pack_shows_its_parts_in_their_order(reader: TestClient, site: Site) -> None:
    page = _page(reader, "/library?kind=agenda")
    assert "1 document of" in page
    page = _page(reader, "/library")
    (head,) = (held.document for held in site.app.documents() if held.document.kind == "agenda")
    parts = [h.document for h in site.app.documents() if h.document.part_of == head.id]
    parts.sort(key=lambda part: part.first_page or 0)
    row = page[page.index(addresses.document(head.id) + '"') :]
    places = [row.index(addresses.document(part.id)) for part in parts]
    assert places == sorted(places)


def test_documents_are_filtered(reader: TestClient, site: Site) -> None:
    documents = {held.document.id: held for held in site.app.documents()}

    def listed(query: str) -> set[str]:
        return set(_listed(_page(reader, f"/library?{query}")))

    thornbeck = {i for i, held in documents.items() if held.document.authority == "Thornbeck"}
    assert listed("authority=Thornbeck") == thornbeck
    assert listed("authority=Nowhere") == set()
    minutes = {i for i, held in documents.items() if held.document.kind == "minutes"}
    assert listed("kind=minutes") == minutes
    superseded = {i for i, held in documents.items() if held.standing.superseded_by}
    assert listed("standing=superseded") == superseded
    copies = {i for i, held in documents.items() if held.standing.cited != i}
    assert copies
    assert listed("standing=copy") == copies
    undated = {i for i, held in documents.items() if held.document.dates.ordering is None}
    assert undated <= listed("standing=lacking")
    of_2019 = {
        i for i, h in documents.items() if (d := h.document.dates.ordering) and d.year == 2019
    }
    assert listed("from=2019&to=2019") == of_2019
    assert listed("kind=nothing&standing=nothing") == listed("")


def test_documents_are_ordered(reader: TestClient, site: Site) -> None:
    days = {held.document.id: held.document.dates.ordering for held in site.app.documents()}
    titles = {held.document.id: held.document.title.casefold() for held in site.app.documents()}
    oldest = [days[i] for i in _listed(_page(reader, "/library?order=oldest"))]
    dated = [day for day in oldest if day is not None]
    assert dated == sorted(dated)
    assert oldest[len(dated) :] == [None] * (len(oldest) - len(dated))
    by_title = [titles[i] for i in _listed(_page(reader, "/library?order=title"))]
    assert by_title == sorted(by_title)


def test_a_long_list_has_pages(
    reader: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _listed(_page(reader, "/library"))
    monkeypatch.setattr(browsing, "_ROWS", 5)
    found: list[str] = []
    address: str | None = "/library"
    while address:
        page = _page(reader, address)
        found += _listed(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following and following[1]
    assert found == whole
    assert _listed(_page(reader, "/library?page=999")) == whole[-(len(whole) % 5 or 5) :]
    del site


def test_the_timeline_tells_what_the_register_does(reader: TestClient, site: Site) -> None:
    for name in site.app.authorities():
        page = _page(reader, addresses.authority(name))
        picture = page[page.index("<svg class") : page.index("</svg>")]
        graded = site.app.judgements(Filters(authorities=(name,)))
        dated = [each for each in graded if each.document.dates.ordering]
        drawn = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"', picture)
        grades = [href for href, said in drawn if "no grade" not in said]
        expected = [
            addresses.passage(each.document.id, each.judgement.passage_id) for each in dated
        ]
        assert sorted(grades) == sorted(expected)
        table = page[page.index('<caption id="grades">') :]
        table = table[: table.index("</table>")]
        assert len(re.findall(r'class="grade ', table)) == len(graded)
        assert "style=" not in page


def test_visits_stand_in_the_timeline_without_a_grade(reader: TestClient) -> None:
    page = _page(reader, addresses.authority("Aldermere"))
    assert "Focused visit letter, no grade. Focused visit to Aldermere" in page
    assert "Visits and inspections without grades" in page


def test_an_authority_that_is_not_there_is_not_found(reader: TestClient) -> None:
    assert reader.get("/authorities/Nowhere").status_code == 404


@pytest.mark.parametrize("register", ["recommendations", "judgements"])
def test_registers_are_downloaded_as_the_command_line_gives_them(
    reader: TestClient, site: Site, register: str
) -> None:
    of_it = Filters(authorities=("Aldermere",))
    items = [wire.recommendation_json(i) for i in site.app.recommendations(of_it)]
    grades = [wire.judgement_json(graded) for graded in site.app.judgements(of_it)]
    expected = items if register == "recommendations" else grades
    response = reader.get(f"/{register}.json?authority=Aldermere&which=all")
    assert response.headers["content-type"] == "application/json"
    assert f'filename="{register}.json"' in response.headers["content-disposition"]
    assert response.json() == json.loads(json.dumps(expected))
    text = reader.get(f"/{register}.csv?authority=Aldermere&which=all").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["document_id"] for row in rows] == [each["document_id"] for each in expected]
    words = "text" if register == "recommendations" else "quote"
    assert [row[words] for row in rows] == [each[words] for each in expected]


def test_recommendations_are_told_in_their_words(reader: TestClient, site: Site) -> None:
    current = site.app.recommendations(current=True)
    page = _page(reader, "/recommendations")
    for each in current:
        assert each.recommendation.text in page
    earlier = [i for i in site.app.recommendations() if not i.current]
    texts = {each.recommendation.text for each in current}
    assert all(
        i.recommendation.text not in page for i in earlier if i.recommendation.text not in texts
    )
    page = _page(reader, "/recommendations?which=all")
    assert all(i.recommendation.text in page for i in earlier)
    assert "Superseded" in page


def test_the_boards_recommendations_are_asked_for(reader: TestClient, site: Site) -> None:
    (first, *_) = site.app.recommendations(board=True)
    assert first.recommendation.text not in _page(reader, "/recommendations?which=all")
    assert first.recommendation.text in _page(reader, "/recommendations?which=all&board=yes")


def test_grades_are_filtered(reader: TestClient) -> None:
    page = _page(reader, "/judgements?which=all&area=leaders&grade=outstanding")
    shown = re.findall(r'<span class="grade (\w+)">', page)
    assert shown
    assert set(shown) == {"outstanding"}
    assert set(re.findall(r'data-label="Area">([^<]+)<', page)) == {"Leaders"}


def test_readers_see_nothing_that_changes_anything(reader: TestClient) -> None:
    for address in (*PAGES, addresses.authority("Aldermere")):
        page = _page(reader, address)
        assert 'method="post"' not in page
        for word in ("/edit", "/remove", "/upload"):
            assert word not in page


def test_where_nothing_is_indexed_pages_say_so(bare: Site) -> None:
    for visitor in (READER, OWNER):
        with a_client(bare, visitor) as client:
            for address in PAGES:
                page = _page(client, address)
                assert "<h1>" in page
            assert client.get("/recommendations.json?which=all").json() == []


def test_what_is_not_to_be_seen_is_in_no_page(sample: Scrutineer, tmp_path: Path) -> None:
    home = Path(shutil.copytree(sample.home, tmp_path / "home"))
    sets = {"leaders": ("aldermere-*",)}
    with site_of(Settings(home=home, document_sets=sets)) as site:
        hidden = [h.document for h in site.app.documents() if h.document.authority == "Aldermere"]
        with a_client(site, READER) as client:
            for address in PAGES:
                page = _page(client, address)
                assert "Aldermere" not in page
                assert all(document.id not in page for document in hidden)
            assert "Thornbeck" in _page(client, "/authorities")
            assert client.get(addresses.authority("Aldermere")).status_code == 404
            assert "Aldermere" not in client.get("/judgements.csv?which=all").text
        with a_client(site, OWNER) as client:
            assert "Aldermere" in _page(client, "/authorities")


def test_what_a_document_is_called_is_never_markup(own: Site) -> None:
    graded = own.app.judgements(Filters(authorities=("Aldermere",)))
    identity = graded[0].document.id
    own.app.give(identity, {"title": HOSTILE})
    with a_client(own, OWNER) as client:
        for address in (
            "/library",
            addresses.authority("Aldermere"),
            "/authorities",
            "/recommendations",
            "/judgements",
            f"/library/documents/{identity}/edit",
            f"/library/documents/{identity}/remove",
        ):
            response = client.get(address)
            assert response.status_code == 200
            assert HOSTILE not in response.text
            assert "<script>" not in response.text
            assert HOSTILE in unescape(response.text)
