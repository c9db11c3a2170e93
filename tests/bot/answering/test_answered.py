"""Questions that the documents do not answer, and look-alikes that they do."""

from pathlib import Path

import pytest

from bot.answering.answers import Answer
from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import NEIGHBOUR, Finder

MORE = (
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
    "4. Referrals to the designated officer have risen since the last inspection. Support for \r\n"
    "kinship carers has strengthened, and their assessments are timely and thorough.\r\n"
    "5. There are 212 foster carers, against 190 a year before, and 14 of them were approved \r\n"
    "in the last twelve months. No child waits for an advocate. \r\n"
    "6. The experienced director of children’s services and the chief executive know the \r\n"
    "borough well. The virtual school is chaired by its governors. Care leavers under 25 do \r\n"
    "not pay council tax, which the council funds.\r\n"
    "7. The social work academy, opened in May 2023, trains new staff. It is led by the \r\n"
    "principal social worker. A peer review in 2022 found that plans drift. \r\n"
    "8. Care leavers in custody are visited in prison. Students of Larkspur College are \r\n"
    "given a laptop. The allegation panel is chaired capably by reviewing officers. Harbour \r\n"
    "Steps mentors care leavers up to the age of 28. There is little on offer to support care \r\n"
    "leavers’ parenting. The head of audit has resigned. Return interviews are carried out \r\n"
    "by a commissioned provider. Nationally 80% of referrals lead nowhere, however pledge \r\n"
    "cards are given to all. Tovah Brindle leads the pledge for adoption. \r\n"
    "9. Inspectors met no child in care at serious risk of harm. The head of \r\n"
    "fostering at Aldermere Metropolitan Borough has been in post since May. The panel elected \r\n"
    "Cllr Ashworth as its lead for fostering performance."
)
LETTER = (
    "15 June 2022\r\nOdalys Quillfeather Director of Children’s Services Aldermere Borough Council"
    "\r\nDear Ms Quillfeather\r\n"
    "Focused visit to Aldermere local authority children’s services\r\n"
    "This letter summarises the findings of a focused visit to Aldermere children’s services on "
    "10 and 11 May 2022. The inspectors were Tamsin Ockley, HMI, and Ivo Marchbanks, HMI.\r\n"
    "Findings\r\nSocial workers visit care leavers often, and pathway plans are thorough.\r\n"
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    sources = [
        source_of(*REPORT_PAGES, MORE),
        source_of(*NEIGHBOUR),
        source_of(LETTER, path="letters/visit.txt"),
    ]
    folder: Path = tmp_path_factory.mktemp("lexical")
    return Asked(Finder(folder, sources))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many referrals did the designated officer get?", "A number was asked for"),
        ("How much does Aldermere spend on council tax for care leavers?", "An amount of money"),
        ("How old is the youngest foster carer?", "“youngest”"),
        ("Who is the chief executive of Aldermere?", "A name was asked for"),
        ("What is the phone number of the designated officer?", "a number to call"),
        ("Which company trains staff at the social work academy?", "(company)"),
        ("Why did the director of children's services resign?", "“resign”"),
        ("Why were 60% of foster carers approved?", "speaks of 60%"),
        ("When will the designated officer next be inspected?", "none says what will be"),
        ("What does the law say about referrals to the designated officer?", "lay down"),
        (
            "What did the SEND inspection of Aldermere say about care leavers?",
            "No paper of the kind",
        ),
        ("How many foster carers did Aldermere have in 2013?", "Nothing on this was found of 2013"),
        ("What was said about foster carers on 3 June 2021?", "Nothing of 3 June 2021"),
        ("What did the auditors say about foster carers?", "“auditors”"),
        ("Which prison are Aldermere's care leavers visited in?", "(prison)"),
        ("Which provider carries out return interviews? I need the name", "(company)"),
        ("Foster carers approved: figure for October 2023?", "of October 2023"),
        (
            "Why did the principal social worker leave? And why did Odalys Quillfeather leave?",
            "“resign”",
        ),
        ("What was the outcome of the appeal against Aldermere's grade?", "“appeal”"),
        ("What is the e-mail address of Aldermere's lead inspector?", "a number to call"),
        ("How many weeks do children wait for a first visit?", "A length of time"),
        (
            "Which three recommendations was the Aldermere Safeguarding Children Board given?",
            "No list",
        ),
        ("What retention payment do foster carers get?", "“payment”"),
        ("How many care leavers were given a pledge card?", "A number was asked for"),
        ("What is the ethnic breakdown of foster carers?", "A figure was asked for"),
        ("What's the agency spend on foster carers?", "An amount of money"),
        ("How many children in care are there?", "A number was asked for"),
        ("What is the name of the head of fostering?", "A name was asked for"),
        ("Which trust took over Aldermere's adoption work?", "“took over”"),
        ("What was agreed on foster carers at the scrutiny meeting?", "no paper of a meeting"),
        (
            "What did inspectors say about the designated officer's local offer?",
            "“designated officer” and “",
        ),
    ],
)
def test_what_was_asked_for_and_is_not_there_is_named(ask: Asked, question: str, said: str) -> None:
    answered = ask(question)
    assert (answered.outcome, answered.claims) == ("no_evidence", ())
    assert any(said in caveat for caveat in answered.caveats)
    assert said in answered.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many foster carers are there in Aldermere?", "212 foster carers"),
        ("Who was the director of children's services in June 2022?", "Odalys Quillfeather"),
        ("Until what age do care leavers pay no council tax?", "under 25"),
        ("Who leads the social work academy?", "led by the principal social worker"),
        ("When did the social work academy open?", "May 2023"),
        ("How many children in care changed school?", "41%"),
        ("Which college do students with a laptop go to?", "Larkspur College"),
        ("Why do families tell their story again?", "When a worker leaves"),
        ("Who chairs the allegation panel?", "chaired capably by reviewing officers"),
        ("Which councillor is the lead for fostering performance?", "Cllr Ashworth"),
        ("How long does Harbour Steps mentor care leavers for?", "up to the age of 28"),
        ("What is said of parenting support for care leavers?", "leavers’ parenting"),
        ("Do leaders in Aldermere know how many foster carers they have?", "212 foster carers"),
    ],
)
def test_what_is_there_is_told(ask: Asked, question: str, told: str) -> None:
    answered = ask(question)
    assert answered.outcome == "answered"
    assert any(told in citation.quote for citation in answered.citations)


def test_a_course_that_was_not_taken_is_set_right(ask: Asked) -> None:
    answered = ask("Why did Aldermere's support for kinship carers get worse?")
    assert answered.outcome == "partial"
    assert any("became better" in correction for correction in answered.corrections)
    assert any("has strengthened" in claim.text for claim in answered.claims)


def test_none_is_said_before_the_sentence_that_says_so(ask: Asked) -> None:
    answered = ask("How many children wait for an advocate?")
    assert answered.corrections == ("What is found says that there were none.",)
    assert [claim.text for claim in answered.claims] == ["No child waits for an advocate."]


def test_it_is_told_that_something_happened_and_not_why(ask: Asked) -> None:
    answered = ask("Why did the head of audit resign?")
    assert answered.outcome == "partial"
    assert any("and not why" in correction for correction in answered.corrections)
    assert any("has resigned" in claim.text for claim in answered.claims)


def test_a_paper_that_others_tell_of_is_said_not_to_be_there(ask: Asked) -> None:
    answered = ask("What did the peer review of Aldermere find about plans?")
    assert answered.outcome == "partial"
    assert any("not in the index itself" in correction for correction in answered.corrections)
    assert any("peer review in 2022" in claim.text for claim in answered.claims)


def test_a_letter_of_another_kind_does_not_stand_in(ask: Asked) -> None:
    answered = ask("What did the 2022 monitoring visit to Aldermere find?")
    assert answered.outcome == "no_evidence"
    assert "No letter of a monitoring visit about Aldermere is in the index." in answered.text


def test_a_grade_of_a_year_without_an_inspection_names_those_there_are(ask: Asked) -> None:
    answered = ask("What grade did Aldermere get in 2023?")
    assert answered.outcome == "no_evidence"
    assert "No grade of 2023 is in the index" in answered.text
    assert "4 to 15 March 2024" in answered.text


def test_a_sentence_that_points_back_is_led_by_the_one_before_it(ask: Asked) -> None:
    texts = [claim.text for claim in ask("Who leads the social work academy?").claims]
    assert any(t.startswith("The social work academy") and "It is led by" in t for t in texts)
    assert not any(t.startswith("It ") for t in texts)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many new foster carers is Aldermere trying to recruit?", "25 new carers"),
        ("Until what age is the mentoring offer for care leavers?", "lifelong"),
    ],
)
def test_a_figure_is_told_by_a_shorter_name_and_an_age_by_none(
    tmp_path: Path, question: str, told: str
) -> None:
    page = (
        "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
        "4. Homes with foster carers are few for brothers and sisters. An ambitious fostering \r\n"
        "drive to recruit 25 new carers began in May, to make up for those who retire.\r\n"
        "5. The mentoring offer for care leavers is lifelong, and is valued.\r\n"
    )
    sources = [source_of(*REPORT_PAGES, page), source_of(*NEIGHBOUR)]
    answered = Asked(Finder(tmp_path, sources))(question)
    assert answered.outcome == "answered"
    assert any(told in citation.quote for citation in answered.citations)


HANDED_ON = (
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
    "4. Statutory functions for children and families are delegated to Harbour Steps for \r\n"
    "Children, a community interest company. Its board meets each month.\r\n"
    "5. There have been no tenancy breakdowns for care leavers in their own accommodation via \r\n"
    "the Stepping Stones Project, such is the support that they receive.\r\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who actually delivers children's social care in Aldermere?", "delegated to Harbour"),
        ("How many tenancies have broken down in the Stepping Stones Project?", "no tenancy"),
    ],
)
def test_who_was_given_it_does_it_and_none_is_a_number(
    tmp_path: Path, question: str, told: str
) -> None:
    find = Finder(tmp_path, [source_of(*REPORT_PAGES, HANDED_ON), source_of(*NEIGHBOUR)])
    answered = Asked(find)(question)
    assert answered.outcome == "answered"
    assert any(told in citation.quote for citation in answered.citations)


@pytest.mark.parametrize(("year", "told"), [("2009-10", True), ("2015", False)])
def test_what_follows_a_year_in_a_paragraph_is_of_that_year(
    tmp_path: Path, year: str, told: bool
) -> None:
    page = (
        "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
        "4. The survey rests on the accounts of 2009-10. The gross cost of a foster placement \r\n"
        "was £153, against an average of £235.\r\n"
    )
    find = Finder(tmp_path, [source_of(*REPORT_PAGES, page), source_of(*NEIGHBOUR)])
    answered = Asked(find)(f"Gross cost of a foster placement in Aldermere in {year}?")
    assert any("£153" in claim.text for claim in answered.claims) is told


def test_a_question_of_two_kinds_of_visit_is_answered_where_one_has_no_letter(
    tmp_path: Path,
) -> None:
    ask = Asked(Finder(tmp_path))
    answered = ask("When was Aldermere's last full inspection, and when was the focused visit?")
    assert any("4 to 15 March 2024" in claim.text for claim in answered.claims)
    assert any("focused visit" in caveat for caveat in answered.caveats)


def test_when_a_visit_was_is_told_by_who_tells_of_it(tmp_path: Path) -> None:
    page = (
        "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
        "4. Leaders have acted on what the focused visit in September 2022 found. Plans are \r\n"
        "now shared with families. Focused visits are welcome.\r\n"
    )
    find = Finder(tmp_path, [source_of(*REPORT_PAGES, page), source_of(*NEIGHBOUR)])
    answered = Asked(find)("When was the focused visit to Aldermere?")
    assert [claim.text for claim in answered.claims] == [
        "Leaders have acted on what the focused visit in September 2022 found."
    ]
    assert any("No letter of a focused visit" in caveat for caveat in answered.caveats)


def test_who_was_in_charge_of_that_visit_led_the_inspection(ask: Asked) -> None:
    answered = ask("who was in charge of that visit", "What grade did Aldermere get overall?")
    assert any("Odalys Quillfeather" in claim.text for claim in answered.claims)


def test_a_judge_is_no_grade(ask: Asked) -> None:
    answered = ask("What happens before Aldermere goes to a judge?")
    assert not any("Overall effectiveness" in claim.text for claim in answered.claims)


def test_the_same_is_asked_of_another_authority(ask: Asked) -> None:
    answered = ask("same question for Thornbeck", "How long do Aldermere's LADO records stay open?")
    assert answered.question == "same question for Thornbeck"
    assert {citation.authority for citation in answered.citations} == {"Thornbeck"}


def test_how_many_inspectors_looked_at_is_not_how_many_there_are(tmp_path: Path) -> None:
    page = (
        "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
        "4. Inspectors sampled six cases of children who had gone missing from home.\r\n"
    )
    ask = Asked(Finder(tmp_path, [source_of(*REPORT_PAGES, page), source_of(*NEIGHBOUR)]))
    assert ask("How many children have gone missing from home?").outcome == "no_evidence"
    sampled = ask("How many cases of children gone missing from home were sampled by inspectors?")
    assert any("six cases" in claim.text for claim in sampled.claims)


LADO_OF_2020 = tuple(
    page.replace("March 2024", "March 2020").replace("answers in a day", "is not effective")
    for page in REPORT_PAGES
)
LADO_OF_2016 = tuple(
    page.replace("March 2024", "March 2016").replace("answers in a day", "answers in a week")
    for page in REPORT_PAGES
)


@pytest.fixture(scope="module")
def over_years(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    page = (
        "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2020 4\r\n"
        "4. Referrals reach the designated officer from schools and clubs. Referrals rose from 70 "
        "\r\nto 94 between 2018 and 2019. Courses are well attended.\r\n"
    )
    reports = (REPORT_PAGES, (*LADO_OF_2020, page), LADO_OF_2016, NEIGHBOUR)
    sources = [source_of(*pages) for pages in reports]
    return Asked(Finder(tmp_path_factory.mktemp("years"), sources))


def _years(answered: Answer) -> set[int]:
    return {citation.date.year for citation in answered.citations if citation.date}


def test_what_was_criticised_and_is_sorted_now_is_told_of_the_newest(over_years: Asked) -> None:
    answered = over_years("Aldermere's LADO was criticised in 2020 - sorted now?")
    told = " ".join(claim.text for claim in answered.claims)
    assert "answers in a day" in told
    assert "is not effective" in told


def test_a_year_and_the_newest_are_compared_without_those_between(over_years: Asked) -> None:
    answered = over_years("Compare the LADO in Aldermere in 2016 with what the latest report says")
    assert _years(answered) == {2024, 2016}


def test_a_change_is_told_by_the_sentence_that_goes_on_with_the_thing(over_years: Asked) -> None:
    answered = over_years("By how much did LADO referrals go up between 2018 and 2019?")
    assert any("from 70 to 94" in claim.text for claim in answered.claims)
    assert _years(answered) == {2020}


def test_another_authority_asked_after_is_told_of_its_own_year(tmp_path: Path) -> None:
    neighbour = tuple(page.replace("March 2024", "March 2023") for page in NEIGHBOUR)
    find = Finder(tmp_path, [source_of(*pages) for pages in (REPORT_PAGES, neighbour)])
    answered = Asked(find)("And in Thornbeck?", "What was found on the LADO in Aldermere in 2024?")
    assert any("answers in a day" in claim.text for claim in answered.claims)
    assert _years(answered) == {2023}
    assert any("Nothing" in caveat and "2024" in caveat for caveat in answered.caveats)
