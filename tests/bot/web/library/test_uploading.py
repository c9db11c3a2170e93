import os
import re
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.web.library.indexed import address_of
from bot.web.library.uploading import ADDRESS, MOST_FILES
from bot.web.site import Site
from corpus.sample import DOCUMENTS
from tests.bot.web.library.visiting import OWNER, READER, a_client, ended

LETTER = (
    b"Thornbeck Council\n\nMinutes of the Children's Panel held on 4 May 2021\n\n"
    b"1. Visits to children are made on time."
)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def _upload(
    client: TestClient, *files: tuple[str, bytes], **fields: str
) -> tuple[int, str, int | None]:
    """The status, the text in which it ends, and the number of the run, if there is one."""
    response = client.post(
        ADDRESS,
        files=[("files", (name, data, "application/octet-stream")) for name, data in files],
        data=fields,
    )
    last = str(response.url) + response.text
    run = re.search(r"/index/runs/(\d+)", last)
    return response.status_code, unescape(response.text), run and int(run[1])


def _uploads(site: Site) -> list[str]:
    folder = site.app.settings.home / "uploads"
    return sorted(os.listdir(folder)) if folder.exists() else []


def _begun(number: int | None) -> int:
    assert number is not None
    return number


def test_an_uploaded_file_is_indexed_and_shown(owner: TestClient, own: Site) -> None:
    status, _, number = _upload(owner, ("Panel May 2021.txt", LETTER))
    run = ended(own, _begun(number))
    assert status == 200
    assert (run.state, run.asker) == ("done", OWNER.asker)
    (path,) = run.paths
    (document,) = (h.document for h in own.app.documents() if h.document.path == path)
    assert document.authority == "Thornbeck"
    page = unescape(owner.get(address_of(run.number)).text)
    assert "Panel May 2021.txt" in page
    assert document.title in page
    assert f"/documents/{document.id}" in page
    assert document.title in unescape(owner.get("/library").text)
    assert OWNER.name in owner.get("/index").text


def test_the_same_again_changes_nothing(owner: TestClient, own: Site) -> None:
    ended(own, _begun(_upload(owner, ("a.txt", LETTER))[2]))
    status, page, number = _upload(owner, ("b.txt", LETTER))
    assert (status, number) == (200, None)
    assert "is in the library already" in page
    assert _uploads(own) == ["a.txt"]
    # So does a file that was indexed on the command line.
    known = (DOCUMENTS / "aldermere-inspection-2019.pdf").read_bytes()
    status, page, number = _upload(owner, ("other.pdf", known))
    assert (status, number) == (200, None)
    assert "Inspection of Aldermere children’s services" in page
    assert _uploads(own) == ["a.txt"]


def test_one_bad_file_does_not_keep_the_others_out(owner: TestClient, own: Site) -> None:
    status, page, number = _upload(owner, ("a.txt", LETTER), ("photo.pdf", PICTURE))
    assert status == 200
    assert "photo.pdf" in page
    assert "The file is a picture" in page
    assert ended(own, _begun(number)).state == "done"
    assert _uploads(own) == ["a.txt"]


def test_a_kind_that_is_not_read_is_refused(owner: TestClient, own: Site) -> None:
    status, page, number = _upload(owner, ("photo.pdf", PICTURE), ("none.txt", b""))
    assert (status, number) == (422, None)
    assert "The file is a picture" in page
    assert "The file is empty" in page
    assert _uploads(own) == []


def test_a_file_that_breaks_while_it_is_read_says_why(owner: TestClient, own: Site) -> None:
    _, _, number = _upload(owner, ("broken.pdf", b"%PDF-1.7 and nothing more"))
    run = ended(own, _begun(number))
    (reason,) = (f.reason for f in own.app.files() if f.outcome == "failed" and "broken" in f.path)
    assert reason
    for address in (address_of(run.number), "/index"):
        page = unescape(owner.get(address).text)
        assert reason in page
        assert "Delete this file" in page
    owner.post("/index/discard", data={"name": "broken.pdf"})
    assert _uploads(own) == []
    assert "could not be read" not in owner.get("/library").text
    assert "broken.pdf" not in owner.get("/index").text.partition("When what was indexed")[0]


def test_more_than_is_taken_at_once_leaves_nothing(
    owner: TestClient, own: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spooled = tmp_path / "spooled"
    spooled.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spooled))
    large = LETTER + b"x" * 700_000
    status, page, number = _upload(owner, ("a.txt", large), ("b.txt", large + b"!"))
    assert (status, number) == (413, None)
    assert "too large" in page
    status, _, number = _upload(owner, ("c.txt", LETTER + b"x" * 1_400_000))
    assert (status, number) == (413, None)
    assert _uploads(own) == []
    assert list(spooled.iterdir()) == []


def test_a_body_without_a_length_is_bounded_as_it_comes(owner: TestClient, own: Site) -> None:
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        yield (
            b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n'
            b"Content-Type: text/plain\r\n\r\n"
        )
        while sent < 20_000_000:
            sent += 65_536
            yield b"x" * 65_536
        yield b"\r\n--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = owner.post(ADDRESS, content=body(), headers=headers)
    assert response.status_code == 413
    assert _uploads(own) == []


def test_too_many_files_are_told_beside_the_field(owner: TestClient, own: Site) -> None:
    files = [(f"{n}.txt", LETTER + bytes([48 + n])) for n in range(MOST_FILES + 1)]
    status, page, _ = _upload(owner, *files)
    assert status == 422
    assert f"at most {MOST_FILES} files" in page
    assert 'aria-describedby="files-fault' in page
    assert _uploads(own) == []


def test_a_hostile_name_is_only_a_name(owner: TestClient, own: Site) -> None:
    names = ("../../../escape.txt", "..\\..\\x\\two.txt", "<script>alert(1)</script>.txt")
    files = [(name, LETTER + name.encode()) for name in names]
    _, _, number = _upload(owner, *files)
    ended(own, _begun(number))
    assert _uploads(own) == ["escape.txt", "script.txt", "two.txt"]
    home = own.app.settings.home
    assert not list(home.parent.glob("**/escape.txt"))[1:]
    _, page, _ = _upload(owner, ("<script>.pdf", PICTURE))
    assert "<script>.pdf" in page
    response = owner.post(ADDRESS, files=[("files", ("<script>.pdf", PICTURE))])
    assert "<script>.pdf" not in response.text


def test_nothing_is_kept_of_a_name_with_personal_data(owner: TestClient, own: Site) -> None:
    name = "a child called Zebedee Quarmby (9).txt"
    _, page, number = _upload(owner, (name, LETTER))
    run = ended(own, _begun(number))
    assert _uploads(own) == ["document.txt"]
    assert "Quarmby" not in page + "".join(run.paths)
    _, page, _ = _upload(owner, (name, PICTURE))
    assert "Quarmby" not in page


def test_another_file_of_the_same_name_is_kept_beside(owner: TestClient, own: Site) -> None:
    for more in (b"", b" And more."):
        ended(own, _begun(_upload(owner, ("a.txt", LETTER + more))[2]))
    assert _uploads(own) == ["a (2).txt", "a.txt"]


def test_what_is_given_holds_for_the_files(owner: TestClient, own: Site) -> None:
    fields = {"authority": "merton", "kind": "update_report", "date": "2022-03-04"}
    _, _, number = _upload(owner, ("a.txt", LETTER), dated="published", **fields)
    run = ended(own, _begun(number))
    (document,) = (h.document for h in own.app.documents() if h.document.path in run.paths)
    assert (document.authority, document.kind) == ("Merton", "update_report")
    assert str(document.dates.published) == "2022-03-04"
    assert set(document.given) == {"authority", "kind", "published"}


def test_what_cannot_be_given_is_told_beside_the_field(owner: TestClient, own: Site) -> None:
    status, page, number = _upload(
        owner, ("a.txt", LETTER), authority="Mertn", kind="poem", date="4 March"
    )
    assert (status, number) == (422, None)
    for field in ("authority", "kind", "date"):
        assert f'id="{field}-fault"' in page
        assert f'<a href="#{field}">' in page
    assert 'value="Mertn"' in page
    assert "Did you mean Merton" in page
    assert _uploads(own) == []


def test_no_file_is_told(owner: TestClient) -> None:
    response = owner.post(ADDRESS, files=[("files", ("", b""))])
    assert response.status_code == 422
    assert "Choose at least one file." in response.text


def test_readers_may_not_upload(own: Site) -> None:
    before = own.state.runs.recent(1)
    with a_client(own, READER) as reader:
        assert reader.get(ADDRESS).status_code == 403
        assert _upload(reader, ("a.txt", LETTER))[0] == 403
    assert _uploads(own) == []
    assert own.state.runs.recent(1) == before
