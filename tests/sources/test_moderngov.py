from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sources.moderngov import ModernGovSite, base_of
from tests.sites.committees import Committee, Meeting, Paper, address_of, put_up
from tests.sites.following import Follower, following
from tests.sites.reporting import pdf_of
from tests.sites.serving import Play

PANEL = "Children & Young People Scrutiny Panel"
PACK = Paper(
    "Agenda reports pack",
    "g#/Public reports pack 06th-Dec-2023.pdf?T=10",
    pdf_of([["AGENDA", "Children scrutiny panel, 6 December 2023"]]),
)
FRONT = Paper("Agenda frontsheet", "g#/Agenda frontsheet.pdf?T=0", pdf_of([["AGENDA"]]))
DRAFT = Paper("Printed draft minutes", "g#/Printed draft minutes.pdf?T=1", pdf_of([["Draft"]]))
FINAL = Paper("Printed minutes", "g#/Printed minutes.pdf?T=1", pdf_of([["Minutes as agreed"]]))
ITEM = Paper("Care leavers’ housing", "s501/Housing.pdf", pdf_of([["A report on housing"]]))
BEFORE = Paper("Minutes of the previous meeting", "s502/Minutes.pdf", pdf_of([["Before"]]))
LATE = Paper("Supplement 1", "b77/Supplement.pdf?T=9", pdf_of([["A late paper"]]))
MEETING = Meeting(700, date(2023, 12, 6), (FRONT, PACK))


@pytest.fixture
def panel(play: Play, tmp_path: Path) -> Iterator[Follower]:
    site = ModernGovSite(play.address, "Children and Young People Scrutiny Panel", "Aldermere")
    with following(tmp_path, "moderngov", site, {}) as follower:
        yield follower


def committees(*meetings: Meeting) -> list[Committee]:
    return [Committee(12, "Licensing Panel"), Committee(34, PANEL, meetings)]


@pytest.mark.parametrize("service", [True, False])
def test_the_pack_of_a_meeting_is_fetched_once(play: Play, panel: Follower, service: bool) -> None:
    put_up(play, committees(MEETING), service=service)
    assert panel.look().new == ("700/pack",)
    panel.clock.go_on(days=1)
    assert panel.look().new == ()
    assert play.fetched(address_of(MEETING, PACK)) == 1
    assert play.fetched(address_of(MEETING, FRONT)) == 0


@pytest.mark.parametrize("service", [True, False])
def test_final_minutes_take_the_place_of_the_draft(
    play: Play, panel: Follower, service: bool
) -> None:
    put_up(play, committees(replace(MEETING, papers=(PACK, DRAFT))), service=service)
    panel.look()
    before = panel.files()
    put_up(play, committees(replace(MEETING, papers=(PACK, FINAL))), service=service)
    assert panel.look().changed == ("700/minutes",)
    assert panel.files() == before
    [minutes] = [i for i in panel.items() if i.key == "700/minutes"]
    assert (panel.folder / str(minutes.file)).read_bytes() == FINAL.body
    told = (panel.folder / f"{minutes.file}.meta.toml").read_text("utf-8")
    assert 'kind = "minutes"' in told
    assert "meeting = 2023-12-06" in told


def test_where_there_is_no_pack_the_agenda_and_each_report_are_fetched(
    play: Play, panel: Follower
) -> None:
    put_up(play, committees(replace(MEETING, papers=(FRONT, ITEM, BEFORE))))
    panel.look()
    wanted = [address_of(MEETING, each) for each in (FRONT, ITEM, BEFORE)]
    assert [play.fetched(each) for each in wanted] == [1, 1, 1]
    assert not any(item.key.endswith("/minutes") for item in panel.items())


def test_supplements_are_fetched_beside_the_pack(play: Play, panel: Follower) -> None:
    put_up(play, committees(replace(MEETING, papers=(PACK, LATE, ITEM))))
    panel.look()
    assert play.fetched(address_of(MEETING, LATE)) == 1
    assert play.fetched(address_of(MEETING, ITEM)) == 0


def test_a_meeting_that_is_settled_is_not_opened_again(play: Play, panel: Follower) -> None:
    put_up(play, committees(replace(MEETING, papers=(PACK, FINAL))))
    panel.look()
    panel.clock.go_on(days=200)
    panel.look()
    play.forget()
    panel.clock.go_on(days=1)
    looked = panel.look()
    assert looked.gone == ()
    assert not any("ieListDocuments" in each.address for each in play.asked)


def test_a_meeting_that_is_taken_off_the_site_is_marked_and_kept(
    play: Play, panel: Follower
) -> None:
    other = Meeting(701, date(2024, 1, 17), (replace(PACK, body=pdf_of([["AGENDA two"]])),))
    put_up(play, committees(MEETING, other))
    panel.look()
    put_up(play, committees(MEETING))
    assert panel.look().gone == ("701/pack",)
    assert len(panel.files()) == 2


def test_a_committee_that_is_not_there_is_told_with_those_that_are(
    play: Play, panel: Follower
) -> None:
    put_up(play, [Committee(12, "Licensing Panel")])
    assert "Licensing Panel" in str(panel.look().trouble)


@pytest.mark.parametrize(
    "page",
    [
        "https://democracy.example.gov.uk/ieListMeetings.aspx?CId=34&Year=0",
        "https://democracy.example.gov.uk/",
        "https://democracy.example.gov.uk",
    ],
)
def test_any_page_of_the_site_tells_its_base(page: str) -> None:
    assert base_of(page) == "https://democracy.example.gov.uk"


def test_the_base_may_be_a_folder() -> None:
    assert base_of("https://example.gov.uk/mg/mgWebService.asmx") == "https://example.gov.uk/mg"
