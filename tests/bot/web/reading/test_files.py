"""The file behind a document: its pictures, and what is shown where it has changed or gone."""

import io
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from bot import addresses
from bot.answering.citing import Citer
from bot.slack.blocks.links import Links
from bot.web.site import Site
from tests.bot.web.reading.conftest import LETTER
from tests.bot.web.reading.opened import NEWEST, called, letters, marked
from tests.corpus.readers.making import make_pdf


def test_pictures_are_kept_by_the_browser_alone(site: Site, client: TestClient) -> None:
    reading = called(site.app, NEWEST)
    for path in (
        addresses.page_picture(reading.document.id, 2),
        addresses.passage_picture(reading.passages[5].id),
    ):
        response = client.get(path)
        assert response.headers["content-type"] == "image/png"
        assert response.headers["cache-control"].startswith("private")
        tag = response.headers["etag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
    sizes = [
        Image.open(
            io.BytesIO(client.get(addresses.page_picture(reading.document.id, 2, zoom)).content)
        ).width
        for zoom in (None, 150, 200, 100_000)
    ]
    assert sizes[0] < sizes[1] < sizes[2] == sizes[3]


def test_the_picture_of_a_passage_is_a_part_of_its_page(site: Site, client: TestClient) -> None:
    reading = called(site.app, NEWEST)
    passage = max(reading.passages, key=lambda each: len(each.text))
    part = Image.open(io.BytesIO(client.get(addresses.passage_picture(passage.id)).content))
    page = client.get(addresses.page_picture(reading.document.id, passage.page or 0))
    assert part.height < Image.open(io.BytesIO(page.content)).height
    unpaged = called(site.app, "aldermere-local-offer.html").passages[0]
    assert client.get(addresses.passage_picture(unpaged.id)).status_code == 404


def test_the_file_is_given_to_be_saved(site: Site, client: TestClient) -> None:
    for name, media in (
        (NEWEST, "application/pdf"),
        ("aldermere-local-offer.html", "application/octet-stream"),
    ):
        document = called(site.app, name).document
        response = client.get(addresses.original(document.id))
        assert response.content == Path(document.path).read_bytes()
        assert response.headers["content-type"] == media
        assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ["aldermere-local-offer.html", "thornbeck-inspection-2017-extract.txt"]
)
def test_a_document_without_pages_is_shown_as_its_text(
    site: Site, client: TestClient, name: str
) -> None:
    reading = called(site.app, name)
    passage = reading.passages[3]
    page = client.get(addresses.passage(reading.document.id, passage.id)).text
    assert letters(marked(page)) == letters(passage.text)
    assert '<mark id="marked">' in page
    assert "<img" not in page
    paragraph = next(each for each in reading.passages if "\n" not in each.text)
    (citation,) = Citer(reading.page_of, {}).cite(paragraph, reading.document, paragraph.text)
    cited = client.get(Links("http://127.0.0.1:8000").to(citation) or "").text
    assert letters(marked(cited)) == letters(paragraph.text)


def test_a_changed_file_is_shown_as_the_text_it_was(
    own: Site, own_client: TestClient, folder: Path
) -> None:
    reading = called(own.app, LETTER)
    passage = reading.passages[3]
    (folder / LETTER).write_bytes(make_pdf())
    page = own_client.get(addresses.passage(reading.document.id, passage.id))
    assert page.status_code == 200
    assert "has been changed since it was indexed" in page.text
    assert letters(marked(page.text)) == letters(passage.text)
    assert "<img" not in page.text
    number = passage.page or 0
    assert own_client.get(addresses.page_picture(reading.document.id, number)).status_code == 404
    assert own_client.get(addresses.passage_picture(passage.id)).status_code == 404
    file = own_client.get(addresses.original(reading.document.id))
    assert file.status_code == 409
    assert "It has been changed since it was indexed" in file.text


def test_a_file_that_is_gone_is_shown_as_the_text_it_was(
    own: Site, own_client: TestClient, folder: Path
) -> None:
    for name in (LETTER, "aldermere-local-offer.html"):
        reading = called(own.app, name)
        (folder / name).unlink()
        page = own_client.get(addresses.passage(reading.document.id, reading.passages[2].id))
        assert page.status_code == 200
        assert "no longer where it was" in page.text
        assert letters(marked(page.text)) == letters(reading.passages[2].text)
        assert own_client.get(addresses.original(reading.document.id)).status_code == 404


def test_a_copy_is_shown_where_the_file_itself_is_gone(
    own: Site, own_client: TestClient, folder: Path
) -> None:
    (folder / "copy.pdf").write_bytes((folder / LETTER).read_bytes())
    own.app.index([folder])
    reading = called(own.app, LETTER)
    assert [Path(path).name for path in reading.also_at] == ["copy.pdf"]
    (folder / LETTER).unlink()
    page = own_client.get(addresses.document(reading.document.id)).text
    assert "<img" in page
    assert "no longer" not in page
