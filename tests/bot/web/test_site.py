"""Who sees which documents on the web pages, whatever address they try."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.web.site import Site
from bot.web.visitors import Role, Visitor
from tests.bot.running import Scrutineer
from tests.bot.web.serving import BY_PROXY, FROM_OUR_PAGE, PROXY, PUBLIC, a_site, an_application

SETS: dict[str, Any] = {
    "document_sets": {"north": ("thornbeck-*",), "leaders": ("aldermere-inspection-2024.pdf",)},
    "web_sets": ("leaders",),
    "web_group_sets": {"Northern team": ("north",)},
}
NORTHERN = frozenset({"northern team"})


@pytest.fixture(scope="module")
def site(sample: Scrutineer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with a_site(sample.home, tmp_path_factory.mktemp("seen"), **SETS) as opened:
        yield opened


@pytest.fixture(scope="module")
def served(sample: Scrutineer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    folder = tmp_path_factory.mktemp("served")
    roles: dict[str, Any] = {"web_owners": ("owner",)}
    with an_application(sample.home, folder, **BY_PROXY, **SETS, **roles) as application:
        yield application


def files(site: Site, visitor: Visitor) -> set[str]:
    return {Path(held.document.path).name for held in site.seen_by(visitor).documents()}


def test_readers_see_what_is_in_no_set_and_in_theirs(site: Site) -> None:
    every = files(site, Visitor("o", Role.OWNER))
    northern = {name for name in every if name.startswith("thornbeck-")}
    assert northern
    assert files(site, Visitor("a", Role.ADMIN)) == every
    assert files(site, Visitor("r", Role.READER)) == every - northern
    assert files(site, Visitor("n", Role.READER, NORTHERN)) == every
    assert files(site, Visitor("x", Role.READER, frozenset({"north"}))) == every - northern


def test_questions_are_counted_for_each_visitor(sample: Scrutineer, tmp_path: Path) -> None:
    with a_site(sample.home, tmp_path, web_user_limit=2) as limited:
        ann, ben = Visitor("ann", Role.READER), Visitor("ben", Role.READER)
        for visitor in (ann, ann, ben):
            limited.count(visitor)
        with pytest.raises(HTTPException) as refused:
            limited.count(ann)
        assert refused.value.status_code == 429
        assert refused.value.headers is not None
        assert 0 < int(refused.value.headers["Retry-After"]) <= 60
        limited.count(ben)


def _addresses(served: Starlette, document: str, passage: str) -> list[str]:
    """Every address there is, leading to a document where it names one."""
    meant = {"passage": passage, "number": "1", "name": "Thornbeck", "authority": "Thornbeck"}
    found = []
    for route in served.routes:
        if isinstance(route, Route) and "GET" in (route.methods or ()):
            path = route.path_format
            for name in route.param_convertors:
                path = path.replace(f"{{{name}}}", meant.get(name, document))
            found.append(path)
    return [*found, f"/documents/{document}?page=1", f"/documents/{document}?passage={passage}"]


def _person(served: Starlette, name: str) -> TestClient:
    return TestClient(
        served, base_url=PUBLIC, client=(PROXY, 1), headers={"x-forwarded-user": name}
    )


def test_no_address_leads_a_reader_to_what_they_may_not_see(served: Starlette, site: Site) -> None:
    [hidden] = [
        held.document
        for held in site.app.documents()
        if Path(held.document.path).name == "thornbeck-inspection-2022.pdf"
    ]
    hits = site.app.search("What did inspectors find in Thornbeck?", k=20).hits
    passage = next(hit.passage.id for hit in hits if hit.passage.document_id == hidden.id)
    # Not what the address itself says, which a page may repeat.
    telling = re.compile(r"thornbeck-\w+-\d+|Inspection of Thornbeck", re.I)
    told = {"owner": 0, "reader": 0}
    for name in told:
        client = _person(served, name)
        for address in _addresses(served, hidden.id, passage):
            response = client.get(address, headers=FROM_OUR_PAGE)
            is_picture = response.headers.get("content-type", "").startswith("image/")
            own = response.is_success and (hidden.id in address or passage in address)
            if own or is_picture or telling.search(response.text):
                told[name] += 1
                assert name == "owner", f"{address}: {response.text[:500]}"
    assert told["owner"] > 5
