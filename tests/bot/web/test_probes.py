import logging
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.web.application import application, for_watchers, without_pages
from tests.bot.observing.watching import samples, watching
from tests.bot.running import Scrutineer
from tests.bot.web.serving import BY_PROXY, PROXY, PUBLIC, a_site, an_application

TOKEN = "a-token-for-prometheus"
WITH_TOKEN = {"authorization": f"Bearer {TOKEN}"}


def test_what_runs_is_well_and_says_no_more(client: TestClient) -> None:
    for path, said in (("/healthz", "ok"), ("/readyz", "ready")):
        response = client.get(path)
        assert response.status_code == 200
        assert response.json() == {"status": said}


def test_without_an_index_it_is_well_and_not_ready(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with an_application(tmp_path / "none", tmp_path) as application, TestClient(application) as one:
        assert one.get("/healthz").json() == {"status": "ok"}
        with caplog.at_level(logging.WARNING, "bot.web.probes"):
            for _ in range(2):
                response = one.get("/readyz")
                assert response.status_code == 503
                assert response.json() == {"status": "not ready"}
    [record] = [each for each in caplog.records if each.name == "bot.web.probes"]
    assert "Nothing is indexed yet" in record.getMessage()


def test_without_its_database_it_is_not_ready(sample: Scrutineer, tmp_path: Path) -> None:
    with a_site(sample.home, tmp_path) as site, TestClient(application(site)) as one:
        assert one.get("/readyz").status_code == 200
        site.state.close()
        for part in tmp_path.glob("state.sqlite*"):
            part.unlink()
        (tmp_path / "state.sqlite").mkdir()
        assert one.get("/healthz").status_code == 200
        assert one.get("/readyz").status_code == 503


def metrics(application: Starlette, name: str = "", **headers: str) -> int:
    """What becomes of somebody, who comes through the proxy, and wants to read the metrics."""
    given = {**headers, **({"x-forwarded-user": name} if name else {})}
    return (
        TestClient(application, base_url=PUBLIC, client=(PROXY, 1), follow_redirects=False)
        .get("/metrics", headers=given)
        .status_code
    )


def test_who_is_at_the_machine_reads_what_was_counted(client: TestClient) -> None:
    with watching():
        client.get("/library")
        told = client.get("/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    requests = {
        dict(labels)["route"]: value
        for (name, labels), value in samples(told.text).items()
        if name == "scrutineer_http_duration_seconds_count"
    }
    assert requests == {"/library": 1}
    # Nobody comes through a proxy where nobody signs in.
    assert client.get("/metrics", headers={"via": "1.1 proxy"}).status_code == 403
    assert client.get("/metrics", headers={"host": "scrutineer.example"}).status_code == 421


def test_where_people_sign_in_admins_alone_do(sample: Scrutineer, tmp_path: Path) -> None:
    with an_application(sample.home, tmp_path, **BY_PROXY, web_admins=("ann",)) as application:
        assert metrics(application) == 401
        assert metrics(application, "somebody") == 403
        assert metrics(application, "ann") == 200
        assert metrics(application, **WITH_TOKEN) == 401


def test_with_a_token_whoever_brings_it_does(sample: Scrutineer, tmp_path: Path) -> None:
    settings: dict[str, Any] = {**BY_PROXY, "web_admins": ("ann",), "metrics_token": TOKEN}
    with an_application(sample.home, tmp_path, **settings) as application:
        assert metrics(application) == 401
        assert metrics(application, "ann") == 401
        assert metrics(application, authorization="Bearer another") == 401
        assert metrics(application, authorization=TOKEN) == 401
        assert metrics(application, **WITH_TOKEN) == 200


def test_without_pages_only_a_token_will_do(sample: Scrutineer, tmp_path: Path) -> None:
    with a_site(sample.home, tmp_path) as site:
        assert metrics(without_pages(site, ())) == 404
    with a_site(sample.home, tmp_path, metrics_token=TOKEN) as site:
        assert metrics(without_pages(site, ())) == 401
        assert metrics(without_pages(site, ()), **WITH_TOKEN) == 200


def test_an_address_of_its_own_has_no_page(sample: Scrutineer, tmp_path: Path) -> None:
    with a_site(sample.home, tmp_path) as site:
        one = TestClient(for_watchers(site))
        assert [one.get(path).status_code for path in ("/healthz", "/readyz", "/metrics")] == [
            200,
            200,
            200,
        ]
        assert one.get("/library").status_code == 404
    with a_site(sample.home, tmp_path, metrics_token=TOKEN) as site:
        assert metrics(for_watchers(site)) == 401
        assert metrics(for_watchers(site), **WITH_TOKEN) == 200
