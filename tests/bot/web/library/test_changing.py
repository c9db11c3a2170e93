from html import unescape

from starlette.testclient import TestClient

from bot import addresses
from bot.web.library.changing import REMOVED
from bot.web.site import Site
from corpus.catalogue.writer import writing
from corpus.documents import Document
from tests.bot.state.jobs import an_answer
from tests.bot.web.library.visiting import READER, a_client


def _document(site: Site, kind: str, authority: str = "Aldermere") -> Document:
    return next(
        held.document
        for held in site.app.documents()
        if held.document.kind == kind and held.document.authority == authority
    )


def _at(document: Document, what: str) -> str:
    return f"/library/documents/{document.id}/{what}"


def _fields(client: TestClient, document: Document) -> dict[str, str]:
    """The form as it stands."""
    dates = document.dates
    words = ("title", "kind", "authority", "publisher", "lead_inspector")
    days = ("inspected_from", "inspected_to", "published", "meeting", "not_before", "not_after")
    page = unescape(client.get(_at(document, "edit")).text)
    assert f'value="{document.title}"' in page
    return {k: getattr(document, k) or "" for k in words} | {
        k: str(getattr(dates, k) or "") for k in days
    }


def test_a_pack_goes_with_its_parts_and_comes_back(owner: TestClient, own: Site) -> None:
    pack = _document(own, "agenda")
    parts = [h.document for h in own.app.documents() if h.document.part_of == pack.id]
    own.state.answers.keep(an_answer("a1", document=parts[0].id))
    page = unescape(owner.get(_at(pack, "remove")).text)
    for part in parts:
        assert part.title in page
    assert "1 answer that was given and cites" in page
    assert pack.path in page
    page = unescape(owner.post(_at(pack, "remove")).text)
    gone = {pack.id, *(part.id for part in parts)}
    assert gone.isdisjoint(held.document.id for held in own.app.documents())
    assert pack.title in page
    response = owner.post(REMOVED, data={"identity": pack.id}, follow_redirects=False)
    assert response.headers["location"] == addresses.document(pack.id)
    assert gone <= {held.document.id for held in own.app.documents()}
    assert own.app.removed() == []


def test_what_is_not_removed_cannot_be_restored(owner: TestClient, own: Site) -> None:
    assert owner.post(REMOVED, data={"identity": "nothing"}).status_code == 404
    identity = own.app.documents()[0].document.id
    assert owner.post(REMOVED, data={"identity": identity}).status_code == 404
    assert "No document was removed." in owner.get(REMOVED).text


def test_all_documents_can_be_removed(owner: TestClient, own: Site) -> None:
    heads = [h.document for h in own.app.documents() if h.document.part_of is None]
    for head in heads:
        assert owner.post(_at(head, "remove")).status_code == 200
    assert "Nothing is indexed yet." in owner.get("/library").text
    page = unescape(owner.get(REMOVED).text)
    assert all(head.title in page for head in heads)
    assert owner.post(REMOVED, data={"identity": heads[0].id}, follow_redirects=False).is_redirect
    assert heads[0].title in unescape(owner.get("/library").text)


def test_what_a_document_lacks_is_given(owner: TestClient, own: Site) -> None:
    document = _document(own, "inspection_report", "Thornbeck")
    fields = _fields(owner, document) | {"title": "Review of the front door"}
    response = owner.post(_at(document, "edit"), data=fields, follow_redirects=False)
    assert response.headers["location"] == addresses.document(document.id)
    given = own.app.document(document.id).document
    assert (given.title, given.given) == ("Review of the front door", ("title",))
    owner.post(_at(document, "edit"), data=fields | {"title": ""})
    back = own.app.document(document.id).document
    assert (back.title, back.given) == (document.title, ())


def test_what_cannot_be_taken_is_told_beside_the_field(owner: TestClient, own: Site) -> None:
    document = _document(own, "minutes")
    fields = _fields(owner, document)
    wrong = {"authority": "Mertn", "published": "4 March", "title": "", "kind": "poem"}
    response = owner.post(_at(document, "edit"), data=fields | wrong)
    page = unescape(response.text)
    assert response.status_code == 422
    for field in wrong:
        assert f'id="{field}-fault"' in page
        assert f'<a href="#{field}">' in page
    assert 'value="Mertn"' in page
    assert own.app.document(document.id).document == document


def test_days_that_contradict_each_other_are_told(owner: TestClient, own: Site) -> None:
    document = _document(own, "minutes")
    fields = _fields(owner, document) | {"not_before": "2024-05-02", "not_after": "2024-05-01"}
    response = owner.post(_at(document, "edit"), data=fields)
    assert response.status_code == 422
    assert "is after" in unescape(response.text)
    assert own.app.document(document.id).document == document


def test_nothing_changed_gives_nothing(owner: TestClient, own: Site) -> None:
    document = _document(own, "minutes")
    before = own.app.updated()
    response = owner.post(
        _at(document, "edit"), data=_fields(owner, document), follow_redirects=False
    )
    assert response.status_code == 303
    assert own.app.updated() == before
    assert own.app.document(document.id).document == document


def test_a_document_that_is_not_there_is_not_found(owner: TestClient, own: Site) -> None:
    beginning = own.app.documents()[0].document.id[:6]
    for identity in ("nothing", beginning):
        for what in ("edit", "remove"):
            assert owner.get(f"/library/documents/{identity}/{what}").status_code == 404
            assert owner.post(f"/library/documents/{identity}/{what}").status_code == 404


def test_nothing_is_removed_while_another_run_writes(owner: TestClient, own: Site) -> None:
    document = _document(own, "minutes")
    with writing(own.app.settings.home):
        response = owner.post(_at(document, "remove"))
    assert response.status_code == 503
    assert "Another index run is under way" in response.text
    assert own.app.document(document.id).document == document


def test_readers_may_not_change_anything(own: Site) -> None:
    document = _document(own, "minutes")
    with a_client(own, READER) as reader:
        for what in ("edit", "remove"):
            assert reader.get(_at(document, what)).status_code == 403
            assert reader.post(_at(document, what), data={"title": "x"}).status_code == 403
        assert reader.get(REMOVED).status_code == 403
        assert reader.post(REMOVED, data={"identity": document.id}).status_code == 403
    assert own.app.document(document.id).document == document
