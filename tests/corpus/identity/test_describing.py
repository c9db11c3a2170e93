from datetime import date

import pytest

from corpus.documents import Document
from corpus.ingest import documents_of
from tests.documents import REPORT_PAGES, source_of
from tests.papers import AGENDA, COVER, LETTER, MINUTES, REPORT, SLIDES, pdf, text

PROTECTION_2012 = """Inspection of local authority arrangements for the protection of children
Thornbeck Borough Council
Inspection dates: 12 – 21 November 2012
Lead inspector: Avice Tarrant HMI
Age group: All
Published: 4 January 2013
The overall effectiveness of the arrangements to protect children in Thornbeck is adequate.
"""
SAFEGUARDING_2011 = """Inspection of safeguarding and looked after children services
Thornbeck
Inspection dates: 28 February – 11 March 2011
Reporting inspector
Avice Tarrant HMI
Age group: All
Published: 15 April 2011
"""
SINGLE_2015 = """1
London Borough of Aldermere
Re-inspection of services for children in need of help and
protection, children looked after and care leavers
and
Review of the effectiveness of the Local Safeguarding Children
Board1
Inspection dates: 28 September to 22 October 2015
Report published: 11 December 2015
Children’s services in Aldermere require improvement
1. Children who need help and protection Requires improvement
"""
SINGLE_TEAM = """40
The inspection team consisted of six of Her Majesty’s Inspectors.
The inspection team
Lead inspector: Barnaby Quellstrom-Hyde HMI
Deputy lead inspector: Una Fairlight HMI
"""
NEW_2026 = """Inspection of Thornbeck local authority
children’s services
Inspection dates: 27 April to 1 May 2026
Lead inspector: Maire O’Dunmallow, His Majesty’s Inspector
Judgement Grade
The impact of leaders on social work
practice with children and families
Good
The experiences and progress of
children who need help and protection
Good
Since the last inspection, leaders have kept their word.
"""
UNANNOUNCED = """14 February 2012
Ms Petronel Dray
Director of Children’s Services
Thornbeck Borough Council
Dear Ms Dray
Annual unannounced inspection of contact, referral and assessment arrangements within
Thornbeck Borough Council children’s services
This letter summarises the findings of the unannounced inspection of how Thornbeck deals with
contacts, referrals and assessments which was
conducted on 17 and 18 January 2012. The areas for development identified at the previous
inspection on 5 and 6 May 2010 have been met. Ofsted will consider them again.
Yours sincerely
Hal Orme
Her Majesty’s Inspector
"""
MONITORING = """Clive House
70 Petty France
Westminster
London SW1H 9EX
T 0300 123 1231
12 December 2023
Petronel Dray
Director of Children’s Services, Thornbeck Borough Council
Dear Petronel
Monitoring visit to Thornbeck children’s services
This letter summarises the findings of the monitoring visit to Thornbeck children’s services on
7 and 8 November 2023. This was the fourth monitoring visit since the local authority was judged
inadequate in July 2022. His Majesty’s Inspectors for this visit were Hal Orme and Ines Vaughan.
"""
JOINT = """3 February 2017
To: Petronel Dray, Director of Children’s Services, Thornbeck
Dear local partnership
Joint targeted area inspection of the multi-agency response to abuse and neglect in Thornbeck
Between 12 and 16 December 2016, Ofsted, the Care Quality Commission and HM Inspectorate of
Probation undertook a joint inspection of the multi-agency response to abuse and neglect.
This letter to all the service leaders in the area outlines our findings.
"""
SPECIAL_NEEDS = """Area SEND inspection of Thornbeck Local Area Partnership
Inspection dates: 4 to 8 March 2024
Dates of previous inspection: 7 to 11 May 2018
The local area partnership’s arrangements lead to inconsistent experiences and outcomes.
"""
LOST = """Judgement Grade
The impact of leaders on social work Good
practice with children and families
Overall effectiveness Good
Since the last inspection in February 2022, leaders in Merton have kept their word. In May
2021 they had promised to.
"""


def _one(*pages: str, path: str = "aldermere.pdf") -> Document:
    (only,) = documents_of(pdf(*pages, path=path))
    return only.document


@pytest.mark.parametrize(
    ("pages", "kind", "title", "lead", "inspected", "published"),
    [
        (
            (PROTECTION_2012,),
            "inspection_report",
            "Inspection of local authority arrangements for the protection of children in "
            "Thornbeck",
            "Avice Tarrant",
            (date(2012, 11, 12), date(2012, 11, 21)),
            date(2013, 1, 4),
        ),
        (
            (SAFEGUARDING_2011,),
            "inspection_report",
            "Inspection of safeguarding and looked after children services in Thornbeck",
            "Avice Tarrant",
            (date(2011, 2, 28), date(2011, 3, 11)),
            date(2011, 4, 15),
        ),
        (
            (SINGLE_2015, "2\nExecutive summary\nLeaders have not done enough.", SINGLE_TEAM),
            "inspection_report",
            "Re-inspection of Aldermere children’s services",
            "Barnaby Quellstrom-Hyde",
            (date(2015, 9, 28), date(2015, 10, 22)),
            date(2015, 12, 11),
        ),
        (
            (NEW_2026,),
            "inspection_report",
            "Inspection of Thornbeck children’s services",
            "Maire O’Dunmallow",
            (date(2026, 4, 27), date(2026, 5, 1)),
            None,
        ),
        (
            (LETTER,),
            "focused_visit_letter",
            "Focused visit to Thornbeck children’s services",
            None,
            (date(2019, 3, 5), date(2019, 3, 6)),
            date(2019, 4, 9),
        ),
        (
            (MONITORING,),
            "monitoring_visit_letter",
            "Monitoring visit to Thornbeck children’s services",
            None,
            (date(2023, 11, 7), date(2023, 11, 8)),
            date(2023, 12, 12),
        ),
        (
            (UNANNOUNCED,),
            "unannounced_inspection_letter",
            "Unannounced inspection of Thornbeck children’s services",
            None,
            (date(2012, 1, 17), date(2012, 1, 18)),
            date(2012, 2, 14),
        ),
        (
            (JOINT,),
            "focused_visit_letter",
            "Joint targeted area inspection of Thornbeck",
            None,
            (date(2016, 12, 12), date(2016, 12, 16)),
            date(2017, 2, 3),
        ),
    ],
)
def test_what_inspectors_publish_says_what_it_is(
    pages: tuple[str, ...],
    kind: str,
    title: str,
    lead: str | None,
    inspected: tuple[date, date],
    published: date | None,
) -> None:
    document = _one(*pages)
    assert (document.kind, document.publisher) == (kind, "Ofsted")
    assert document.authority == ("Aldermere" if "Aldermere" in title else "Thornbeck")
    assert document.title == title
    assert document.lead_inspector == lead
    assert (document.dates.inspected_from, document.dates.inspected_to) == inspected
    assert document.dates.published == published
    assert document.dates.basis == "stated"
    assert document.notes == ()


def test_an_inspection_of_something_else_is_not_one_of_the_authority_s_services() -> None:
    document = _one(SPECIAL_NEEDS)
    assert (document.kind, document.publisher) == ("other", "Ofsted")
    assert document.dates.inspected_to == date(2024, 3, 8)


def test_the_running_header_does_not_contradict_page_one() -> None:
    wrong = [page.replace("4 to 15 March 2024 ", "4 to 15 March 2023 ") for page in REPORT_PAGES]
    document = _one(*wrong)
    assert document.dates.inspected_to == date(2024, 3, 15)
    assert document.notes == (
        "The running header gives other inspection dates, 4 to 15 March 2023; those of page 1 are "
        "taken, 4 to 15 March 2024.",
    )


def test_a_visit_in_parts_is_from_the_first_day_to_the_last() -> None:
    pages = [
        p.replace("4 to 15 March 2024", "4 to 8 and 18 to 22 March 2024") for p in REPORT_PAGES
    ]
    document = _one(*pages)
    assert document.dates.inspected_from == date(2024, 3, 4)
    assert document.dates.inspected_to == date(2024, 3, 22)
    assert document.notes == (
        "The inspection was in 2 parts: 4 to 8 March 2024 and 18 to 22 March 2024.",
    )


def test_a_visit_of_one_day() -> None:
    document = _one(REPORT_PAGES[0].replace("4 to 15 March 2024", "15 March 2024"))
    assert document.dates.inspected_from == document.dates.inspected_to == date(2024, 3, 15)


@pytest.mark.parametrize(
    ("misprint", "inspected", "note"),
    [
        ("15 to 4 March 2024", (date(2024, 3, 4), date(2024, 3, 15)), "the other way round"),
        ("4 March 2024 to 15 March 2104", (date(2024, 3, 4), None), "only the day that can be"),
        ("4 March 2024 to 15 March 2023", (None, None), "it was between the two days"),
    ],
)
def test_a_misprint_is_taken_for_no_more_than_is_sure(
    misprint: str, inspected: tuple[date | None, date | None], note: str
) -> None:
    document = _one(REPORT_PAGES[0].replace("4 to 15 March 2024", misprint))
    assert (document.dates.inspected_from, document.dates.inspected_to) == inspected
    assert f"“{misprint}”" in document.notes[0]
    assert note in document.notes[0]


def test_a_misprint_is_mended_by_the_running_header() -> None:
    first = REPORT_PAGES[0].replace("4 to 15 March 2024", "4 March 2024 to 15 March 2104")
    document = _one(first, *REPORT_PAGES[1:])
    assert document.dates.inspected_to == date(2024, 3, 15)
    assert "those of the running header are taken" in document.notes[0]


def test_a_report_without_its_first_page_is_dated_by_its_running_header() -> None:
    document = _one(*REPORT_PAGES[1:])
    assert (document.kind, document.authority) == ("inspection_report", "Aldermere")
    assert document.dates.inspected_to == date(2024, 3, 15)
    assert document.dates.basis == "inferred"


def test_a_letter_dated_before_the_visit_is_noted() -> None:
    document = _one(LETTER.replace("9 April 2019", "9 April 2018"))
    assert document.dates.published == date(2018, 4, 9)
    assert document.dates.inspected_to == date(2019, 3, 6)
    assert "one of the two is a misprint" in document.notes[0]


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("aldermere - 29 april 2024.pdf", date(2024, 4, 29)),
        ("aldermere_29-April-2024.pdf", date(2024, 4, 29)),
        ("2024-04-29 aldermere.pdf", date(2024, 4, 29)),
        ("aldermere 1 march 2024.pdf", None),
        ("aldermere 50252437.pdf", None),
    ],
)
def test_a_file_s_name_may_give_the_day_of_publication(name: str, published: date | None) -> None:
    document = _one(*REPORT_PAGES, path=name)
    assert document.dates.published == published
    if published is not None:
        assert document.dates.published_basis == "inferred"
        assert document.notes == ("The publication date comes from the file name.",)


def test_what_states_no_date_is_bounded_by_what_it_looks_back_on() -> None:
    document = _one(LOST)
    assert (document.kind, document.authority) == ("inspection_report", "Merton")
    assert document.dates.not_before == date(2022, 2, 1)
    assert document.dates.ordering == date(2022, 2, 1)
    assert (document.dates.basis, document.dates.published) == ("inferred", None)


def test_what_says_nothing_of_its_day_has_none() -> None:
    document = _one(
        "Notes on fostering\nFoster carers in Aldermere stay. There are ninety of them."
    )
    assert document.dates.ordering is None


def test_the_office_of_the_inspectors_is_not_the_authority() -> None:
    """Their letterhead names Westminster and Manchester, which are authorities too."""
    anonymous = MONITORING.replace("Thornbeck Borough Council", "the Council").replace(
        "Thornbeck children’s services", "children’s services"
    )
    assert _one(anonymous).authority is None


def test_a_letter_may_say_who_led_in_a_sentence() -> None:
    led = LETTER.replace(
        "The inspectors were Hal Orme, HMI", "The lead\ninspector was Hal Orme, HMI"
    )
    assert _one(led).lead_inspector == "Hal Orme"


def test_an_addressee_tells_whose_letter_it_is() -> None:
    unnamed = UNANNOUNCED.replace(
        "Thornbeck Borough Council children’s", "the council’s children’s"
    )
    unnamed = unnamed.replace("services in Thornbeck", "services")
    assert _one(unnamed).authority == "Thornbeck"


def test_a_letter_is_about_the_authority_that_it_names_and_not_the_pack_s() -> None:
    cover = COVER.replace("Report of:", "Merton Council\nReport of:")
    first, second = documents_of(pdf(cover, LETTER.replace("Thornbeck", "Wandsworth")))
    assert (first.document.authority, first.document.publisher) == ("Merton", "Merton council")
    assert (second.document.authority, second.document.publisher) == ("Wandsworth", "Ofsted")


def test_similar_names_are_told_apart() -> None:
    for name in ("Derby", "Derbyshire", "York", "North Yorkshire", "South Gloucestershire"):
        assert _one(NEW_2026.replace("Thornbeck", name)).authority == name


def test_a_part_without_a_day_of_its_own_has_that_of_the_meeting() -> None:
    documents = [
        d.document for d in documents_of(pdf(AGENDA, MINUTES, COVER, *SLIDES, wide=(4, 5, 6)))
    ]
    agenda, minutes, cover, slides = documents
    assert (agenda.dates.meeting, agenda.dates.basis) == (date(2019, 9, 12), "stated")
    assert (minutes.dates.meeting, minutes.dates.basis) == (date(2019, 6, 20), "stated")
    assert (cover.dates.meeting, cover.dates.basis) == (date(2019, 9, 12), "stated")
    assert (slides.dates.meeting, slides.dates.basis) == (date(2019, 9, 12), "inferred")
    assert slides.notes == (
        "It states no day of its own; the day is that of the meeting it was taken to.",
    )


def test_a_report_without_dates_in_a_pack_is_no_later_than_the_meeting() -> None:
    undated = LOST.replace("February 2022", "February 2018")
    pack = text(AGENDA, "This page is intentionally left blank", "Agenda Item 4", undated)
    report = documents_of(pack)[1].document
    assert (report.kind, report.dates.inspected_to) == ("inspection_report", None)
    assert (report.dates.not_before, report.dates.not_after) == (
        date(2018, 2, 1),
        date(2019, 9, 12),
    )
    assert report.dates.basis == "inferred"


def test_a_front_sheet_that_contradicts_its_agenda_is_noted() -> None:
    late = COVER.replace("12 September 2019", "19 September 2019")
    cover = documents_of(pdf(AGENDA, late))[1].document
    assert (cover.dates.meeting, cover.dates.basis) == (date(2019, 9, 19), "stated")
    assert "12 September 2019" in cover.notes[0]


def test_a_report_has_the_same_identity_in_a_pack_as_alone() -> None:
    alone = _one(*REPORT)
    bound = documents_of(pdf(AGENDA, COVER, *REPORT))[2].document
    for name in ("title", "kind", "authority", "publisher", "lead_inspector", "dates"):
        assert getattr(bound, name) == getattr(alone, name)


def test_titles_say_what_a_paper_is_about() -> None:
    documents = [d.document.title for d in documents_of(pdf(AGENDA, MINUTES, COVER))]
    assert documents == [
        "Children’s Services Scrutiny Committee: agenda and papers, 12 September 2019",
        "Children’s Services Scrutiny Committee: minutes, 20 June 2019",
        "Outcome of the inspection of children’s services",
    ]


def test_a_file_s_own_title_is_taken_unless_a_word_processor_made_it_up() -> None:
    source = source_of("Fostering in Aldermere\r\nThere are ninety foster carers.", path="a.pdf")
    object.__setattr__(source, "metadata", {"title": "Microsoft Word - fostering.docx"})
    assert documents_of(source)[0].document.title == "Fostering in Aldermere"
    object.__setattr__(source, "metadata", {"title": "Fostering: a study"})
    assert documents_of(source)[0].document.title == "Fostering: a study"
