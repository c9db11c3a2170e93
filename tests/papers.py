"""A council's papers that tests are made of: our own writing about Aldermere and Thornbeck."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.sources import OutlineEntry, Page, Source
from tests.documents import REPORT_PAGES, source_of

AGENDA = """Public Document Pack
Thornbeck Borough Council
Children’s Services Scrutiny Committee
Date: Thursday, 12th September, 2019
Time: 6.30 p.m.
Venue: Council Chamber, Weir Hall, Thornbeck
AGENDA
1. Apologies for absence
2. Declarations of interest
3. Minutes of the previous meeting (Pages 3 - 4)
4. Inspection of children’s services (Pages 5 - 12)
5. Quarter 1 performance (Pages 13 - 14)
6. Work programme (Pages 15 - 16)
"""

MINUTES = """MINUTES OF A MEETING OF THE CHILDREN’S SERVICES SCRUTINY COMMITTEE
HELD ON 20 JUNE 2019 AT 6.30 P.M.
PRESENT: Councillors Ottoline Brask (Chair), Perrin Holloway and Judith Amberley
IN ATTENDANCE: the Director of Children’s Services
1. APOLOGIES
Councillor Fennimore sent apologies. The chair welcomed two new members of the committee.
2. MINUTES
The minutes of the meeting held on 14 March 2019 were agreed as a true record and signed.
3. FOSTERING
Officers said that eleven households had been approved. RESOLVED: that the report be noted.
"""

COVER = """Report to: Children’s Services Scrutiny Committee
Date of meeting: 12 September 2019
Report of: Director of Children’s Services
Subject: Outcome of the inspection of children’s services
Wards affected: All
1. PURPOSE OF REPORT
1.1 To tell members what inspectors found in July and what the council will do about it.
1.2 The report is at Appendix 1. The slides that were shown to staff are at Appendix 2.
1.3 The judgements are set out below. Overall effectiveness is good and leaders are good too.
"""

REPORT = tuple(page.replace("Aldermere", "Thornbeck") for page in REPORT_PAGES)

LETTER = """Ofsted
Piccadilly Gate
Store Street
Manchester
M1 2WD
T 0300 123 1231
9 April 2019
Petronel Dray
Director of Children’s Services
Thornbeck Borough Council
Dear Petronel Dray
Focused visit to Thornbeck local authority children’s services
This letter summarises the findings of a focused visit to Thornbeck local authority children’s
services on 5 and 6 March 2019. The inspectors were Hal Orme, HMI, and Ines Vaughan, HMI.
Inspectors looked at the local authority’s arrangements for contacts and referrals.
Overview
The front door is sound. Contacts are screened on the day by workers who know the borough well.
What needs to improve in this area of social work practice
- The recording of why a contact is closed.
Yours sincerely
Hal Orme
His Majesty’s Inspector
"""

SLIDES = (
    "What the inspection means\r\nfor Thornbeck\r\nDirector of Children’s Services",
    "What inspectors liked\r\n• A front door that answers\r\n• Foster carers who stay",
    "What comes next\r\n• A plan by November\r\n• A visit to each team",
)

PERFORMANCE = """Report to: Children’s Services Scrutiny Committee
Date of meeting: 12 September 2019
Report of: Head of Performance
Subject: Performance monitoring, quarter 1 of 2019/20
Wards affected: All
1. Introduction
1.1 Three of the twenty indicators are red. Members are asked to comment on each of them.
"""

INDICATORS = """Appendix A: indicators
No. Indicator Target Q1
1 Assessments finished in 45 working days 90% 88%
2 Visits to children with a plan in time 95% 91%
3 Return conversations held within 72 hours of return 85% 60%
4 Care leavers in touch with their personal adviser 95% 97%
"""

PROGRAMME = """Children’s Services Scrutiny Committee work programme 2019/20
Item Purpose Officer
12 September 2019: inspection outcome, to examine the plan, Director of Children’s Services
21 November 2019: budget, to comment on the savings that are proposed, Director of Finance
16 January 2020: safeguarding partnership, annual report, Independent scrutineer
"""

BLANK = "This page is intentionally left blank"


def pdf(
    *pages: str,
    outline: Sequence[OutlineEntry] = (),
    wide: Sequence[int] = (),
    path: str = "packs/thornbeck.pdf",
) -> Source:
    """A PDF of these pages as the readers give it; `wide` are the 1-based numbers of wide pages."""
    source = source_of(*(page.replace("\n", "\r\n") for page in pages), path=path)
    return replace(
        source,
        outline=tuple(outline),
        pages=tuple(replace(page, wide=page.number in wide) for page in source.pages),
    )


def labelled(source: Source, *labels: str | None) -> Source:
    """The same file with these page labels."""
    pages = zip(source.pages, labels, strict=True)
    return replace(source, pages=tuple(replace(page, label=label) for page, label in pages))


def text(*papers: str, path: str = "packs/thornbeck.txt") -> Source:
    """A text file of these papers, a blank line between them and between their lines."""
    joined = "\n\n".join("\n\n".join(paper.splitlines()) for paper in papers)
    return replace(source_of(joined, path=path), pages=(Page(None, joined),))
