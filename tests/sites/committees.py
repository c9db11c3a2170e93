"""A council's committee site as Modern.Gov makes it: the web service, and the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from tests.sites.serving import Given, Play


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a meeting: the words of its link, the name of its file, what it is."""

    label: str
    name: str
    body: bytes
    media: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a committee and its papers."""

    number: int
    day: date
    papers: tuple[Paper, ...] = ()
    status: str = "New agenda published"


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee and its meetings."""

    number: int
    name: str
    meetings: tuple[Meeting, ...] = ()


def put_up(play: Play, committees: Sequence[Committee], *, service: bool = True) -> None:
    """Have these committees on the site; without `service` its web service is switched off."""
    play.pages = {key: value for key, value in play.pages.items() if "/mg" not in key}
    if service:
        _put_up_service(play, committees)
    listed = "".join(
        f'<li><a href="mgCommitteeDetails.aspx?ID={each.number}">{escape(each.name)}</a></li>'
        for each in committees
    )
    play.put("/mgListCommittees.aspx", f"<h1>Committees</h1><ul>{listed}</ul>")
    for committee in committees:
        rows = "".join(
            f'<li><a href="ieListDocuments.aspx?CId={committee.number}&amp;MId={each.number}'
            f'&amp;Ver=4">{each.day.day} {each.day:%b %Y} 7.00 pm</a></li>'
            for each in committee.meetings
        )
        play.put(
            f"/ieListMeetings.aspx?CId={committee.number}&Year=0",
            f"<h1>Browse meetings: {escape(committee.name)}</h1><ul>{rows}</ul>",
        )
        for meeting in committee.meetings:
            _put_up_meeting(play, committee, meeting)


def address_of(meeting: Meeting, paper: Paper) -> str:
    """Where a paper is, as it is asked for."""
    return f"/documents/{_path(meeting, paper)}".replace(" ", "%20")


def _path(meeting: Meeting, paper: Paper) -> str:
    return paper.name.replace("#", str(meeting.number))


def _put_up_meeting(play: Play, committee: Committee, meeting: Meeting) -> None:
    links = "".join(
        # Sites write line ends and spaces into addresses.
        f'<li><a href="documents/{_path(meeting, each)}" title="x">{escape(each.label)}\r\n'
        "<span>PDF 3 MB</span></a></li>"
        for each in meeting.papers
    )
    play.put(
        f"/ieListDocuments.aspx?CId={committee.number}&MId={meeting.number}",
        f"<h1>Agenda for {escape(committee.name)} on {meeting.day:%A, %d %B, %Y}</h1>"
        f'<ul class="mgActionList">{links}</ul><a href="mgCalendarMonthView.aspx">Calendar</a>',
    )
    for paper in meeting.papers:
        play.put(address_of(meeting, paper), paper.body, paper.media)


def _put_up_service(play: Play, committees: Sequence[Committee]) -> None:
    service = "/mgWebService.asmx"
    listed = "".join(
        f"<committee><committeeid>{each.number}</committeeid><committeetitle>"
        f"{escape(escape(each.name))}</committeetitle><committeedeleted>False</committeedeleted>"
        "</committee>"
        for each in committees
    )
    play.pages[f"{service}/GetCommittees"] = _xml(f"<committees>{listed}</committees>")

    def meetings(address: str) -> Given:
        from urllib.parse import parse_qs, urlsplit

        asked = parse_qs(urlsplit(address).query)
        number = int(asked["lCommitteeId"][0])
        first, last = (_day(asked[name][0]) for name in ("sFromDate", "sToDate"))
        found = "".join(
            f"<meeting><meetingid>{each.number}</meetingid><meetingdate>"
            f"{each.day:%d/%m/%Y}</meetingdate><meetingtime>19:00</meetingtime>"
            f"<meetingstatus>{each.status}</meetingstatus></meeting>"
            for committee in committees
            if committee.number == number
            for each in committee.meetings
            if first <= each.day <= last
        )
        return _xml(f"<getmeetings><meetings>{found}</meetings></getmeetings>")

    play.pages[f"{service}/GetMeetings"] = meetings


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def _xml(body: str) -> Given:
    return Given(
        f'<?xml version="1.0" encoding="utf-8"?>\r\n{body}'.encode(), "text/xml; charset=utf-8"
    )
