from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sources.ofsted import OfstedSite, target_of
from tests.sites.following import Follower, following
from tests.sites.reporting import letter_pdf, report_pdf
from tests.sites.reports import Provider, Report, put_up
from tests.sites.serving import Play

INSPECTION = Report(
    50001,
    "Children's services inspection",
    date(2024, 5, 3),
    report_pdf("Aldermere", date(2024, 3, 15), ["The time it takes to see a child."]),
)
VISIT = Report(
    50002,
    "Children's services focused visit",
    date(2025, 2, 11),
    letter_pdf("Aldermere", date(2025, 1, 9), "Care leavers have a plan that they know."),
)


@pytest.fixture
def barnet(play: Play, tmp_path: Path) -> Iterator[Follower]:
    site = OfstedSite(play.address)
    with following(tmp_path, "ofsted", site, {"authority": "Barnet"}) as follower:
        yield follower


def barnets(*reports: Report) -> list[Provider]:
    return [
        Provider(80001, "Barnsley Metropolitan Borough Council"),
        Provider(80003, "Barnstead"),
        Provider(80487, "London Borough of Barnet", reports),
    ]


def test_the_provider_is_found_by_name_and_its_reports_are_fetched_once(
    play: Play, barnet: Follower
) -> None:
    put_up(play, barnets(INSPECTION))
    assert len(barnet.look().new) == 1
    put_up(play, barnets(VISIT, INSPECTION))
    looked = barnet.look()
    assert looked.new == (f"{play.address}/v1/file/50002",)
    assert [play.fetched(each.address) for each in (INSPECTION, VISIT)] == [1, 1]
    assert len(barnet.files()) == 2


def test_what_the_site_says_of_a_report_stands_beside_its_file(
    play: Play, barnet: Follower
) -> None:
    put_up(play, barnets(VISIT, INSPECTION))
    barnet.look()
    [visit] = [i for i in barnet.items() if i.offer.address.endswith("50002")]
    told = (barnet.folder / f"{visit.file}.meta.toml").read_text("utf-8")
    assert f'origin = "{play.address}/v1/file/50002"' in told
    assert 'kind = "focused_visit_letter"' in told
    assert 'authority = "Barnet"' in told
    assert "published = 2025-02-11" in told


def test_a_page_that_came_in_place_of_a_report_is_told_of_and_asked_for_again(
    play: Play, barnet: Follower
) -> None:
    put_up(play, barnets(INSPECTION))
    play.put(INSPECTION.address, "<html><body><h1>Report not found</h1></body></html>")
    looked = barnet.look()
    [item] = barnet.items()
    assert looked.failed == (item.key,)
    assert "Report not found" in (item.trouble or "")
    assert barnet.files() == set()
    put_up(play, barnets(INSPECTION))
    assert barnet.look(patient=True).new == ()
    barnet.clock.go_on(minutes=16)
    assert barnet.look(patient=True).new == (item.key,)
    assert [i.trouble for i in barnet.items()] == [None]


def test_a_new_layout_is_read_all_the_same(play: Play, barnet: Follower) -> None:
    put_up(play, barnets(VISIT, INSPECTION), new_layout=True)
    barnet.look()
    assert {i.offer.published for i in barnet.items()} == {date(2025, 2, 11), date(2024, 5, 3)}


def test_a_page_without_reports_is_a_fault_and_removes_nothing(
    play: Play, barnet: Follower
) -> None:
    put_up(play, barnets(INSPECTION))
    barnet.look()
    put_up(play, barnets())
    looked = barnet.look()
    assert looked.trouble is not None
    assert looked.gone == ()
    assert len(barnet.files()) == 1


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Royal Borough of Greenwich", {"authority": "Greenwich"}),
        ("80495", {"provider": "80495"}),
        (
            "https://reports.ofsted.gov.uk/provider/44/80495",
            {"provider": "https://reports.ofsted.gov.uk/provider/44/80495"},
        ),
    ],
)
def test_an_authority_is_meant_by_name_number_or_page(text: str, target: dict[str, str]) -> None:
    assert target_of(text) == target


@pytest.mark.parametrize("text", ["Atlantis", "https://example.org/provider/44/80495"])
def test_what_means_no_authority_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"authorities|provider’s page"):
        target_of(text)
