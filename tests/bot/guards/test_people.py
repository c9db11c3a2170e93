import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guards.folding import cleaned, folded
from bot.guards.people import named
from bot.guards.words import lists

PUBLIC = {"priya raman", "tom ashdown", "safeguarding champions", "wimbledon", "mockingbird"}
AGED = (
    "{} (9)",
    "{}, who's seven,",
    "{} aged 3",
    "{}, age 12,",
    "14yo {}",
    "my 7-year-old nephew {}",
    "{}, now 15,",
    "{} who has just turned 11",
    "a boy called {}, 6,",
    "{} born 2 May 2016",
    "{}, fourteen,",
    "{} is 8 and",
    "six-week-old baby {}",
)


def kinds(text: str) -> list[str]:
    return named(folded(cleaned(text).text), lambda name: name.lower() in PUBLIC)


@given(
    st.sampled_from(sorted(lists("names")["given"] - lists("names")["places"])),
    st.sampled_from(AGED),
    st.sampled_from([str.lower, str.title]),
)
def test_every_given_name_with_an_age_is_stopped(name: str, form: str, case: type[str]) -> None:
    told = form.format(case(name))
    assert kinds(f"What do inspectors say of placements for {told} in care?")


@pytest.mark.parametrize(
    "text",
    [
        "T (9) was placed with foster carers",
        "J.S., 12, went missing",
        "child K, aged 7",
        "zsofika, who's seven, is in care",
        "Síofra aged 5",
        "Nguyễn Thị Bình, age 6",
        "Year 4 pupil Aisha Begum is not attending",
        "Aisha in Y4 keeps missing school",
        "twins Ava and Leo aged 3",
        "Ava and Leo, aged 3 and 5",
        "There's a girl in my class, Maya. She's 9.",
        "His name is Ali and he is 6 years old",
        "our Kyle's 15 now",
        "Grace, who is 9, lives with her nan",
        "Poppy aged four and a half",
        "Aged 9, Tyler lives in Thornbeck",
        "D'Andre, 16, is gang affiliated",
        "AISHA BEGUM AGED 9",
        "Tommy Jones 12/05/2014",
        "Camden Jones, 4, has no school",
        "Priya Raman aged 9",
        "a child, born on 3 May 2015, is missing",
        "Callum's birthday is 3 June",
        "Oisín Pugh-Vale (b. 2018)",
        "Temi A b.2010",
        "Zsofika V (b 2019)",
        "Yusuf Q. [b. 2011]",
        "R.M. (b. 4 May 2012)",
        "K. Vellény (3rd Nov 2012)",
        "Seren Pugh (12 Feb 2015)",
        "Chloe (2013) keeps missing",
    ],
)
def test_a_name_with_an_age_or_a_birth_is_stopped(text: str) -> None:
    assert {"name_and_age", "name_and_birth"} & set(kinds(text))


@pytest.mark.parametrize(
    "text",
    [
        "a child called Jayden Smith",
        "my client's mum Sarah Jones",
        "What about cases like Jayden's placement?",
        "Mrs Begum's two children were removed",
        "the Khan family will not let us in",
        "a boy in my class called Kai",
        "girl named zsofika",
        "her name is Aisha",
        "foster carer Jane Doe was suspended",
        "Vilmos's mum will not engage",
        "the mother, Mrs Okafor, refuses",
        "we're worried about Jayden Smith",
        "Aisha disclosed to her teacher",
        "should we remove Jayden?",
        "baby Noah",
    ],
)
def test_a_name_in_a_family_is_stopped(text: str) -> None:
    assert kinds(text) == ["name_in_family"]


@pytest.mark.parametrize(
    "text",
    [
        "Did inspector Priya Raman meet Tom Ashdown?",
        "What did Tom Ashdown, the director, say of 14-year-olds?",
        "Is Tom Ashdown's social worker academy open?",
        "What did Councillor Dennis Wells ask?",
        "What do care leavers aged 21 to 25 get in Merton?",
        "How many 16 and 17 year olds were homeless in Stockport?",
        "In Barnet, what happens when a 17-year-old presents as homeless?",
        "Do children in Kent aged 16 get a bus pass?",
        "In Wimbledon, 16 year olds travel free",
        "What did the Child A review say, and the Baby P one?",
        "Will 16 year olds get a personal adviser?",
        "How many Year 11 pupils in Richmond got good GCSEs?",
        "Year 6 SATs in Southwark",
        "Is Merton 16 in the ranking? Merton (2025), Appendix A (9)",
        "Has Doncaster, 3 years after the trust ended, improved?",
        "What is Clare's Law? And the Eileen Munro review, Harris Academy and St Mary's school?",
        "Is Chelsea's children's service good?",
        "What did inspectors say about Father Hudson's?",
        "How is Mockingbird's family model used, and who are known as Safeguarding Champions?",
        "the Troubled Families programme and the Strengthening Families hub",
        "What does a 10-year-old report say about the LADO?",
        "Provision for post-16 pupils up to 19 years of age",
        "A child in care aged 9 moves three times: what do inspectors say?",
        "May 2017, 14 to 18 July 2025, 2,200 engaged",
        "How does the service called Bright Start help?",
        "What did the review of Child C, aged 4, and Baby J, who was 9 months old, find?",
        "Young Person B, 16 years old, and Sibling A, born in 2012, in the review",
        "What did Eileen Munro (2011) recommend, and Lord Laming (2003)?",
        "What did Councillor Ann Price (18 March 2019) tell the panel?",
        "the paper by J. Vale (12 May 2016), the inspection of Merton (13 May 2017)",
        "How is Mosaic, 5 years old, used?",
        "What share of North Lincs fostered kids were with in-house carers in 2017?",
        "Are N Yorks adopted children seen?",
    ],
)
def test_public_names_groups_places_and_services_pass(text: str) -> None:
    assert kinds(text) == []


def test_a_name_in_the_documents_passes_in_a_family_and_not_with_an_age() -> None:
    assert kinds("the mother, Priya Raman, refuses") == []
    assert kinds("Priya Raman, who is 9, refuses") == ["name_and_age"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> what about the hub?",
        "<img src=x onerror=alert(7)> the hub",
        "javascript:alert(1)",
    ],
)
def test_code_of_a_page_names_nobody(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("text", ["<b>Tyler Jones (9)</b> is late", "<p>zofia, 9, was seen</p>"])
def test_somebody_named_inside_markup_is_named(text: str) -> None:
    assert kinds(text) == ["name_and_age"]
