"""A message held against the sample documents: nothing unsupported is told as supported."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.answering.checking.checked import Checked, CheckedClaim
from bot.app import App, open_app
from bot.faults import DeclinedError
from bot.settings import Settings
from tests.bot.running import Scrutineer


@pytest.fixture(scope="module")
def app(sample: Scrutineer) -> Iterator[App]:
    with closing(open_app(Settings(home=sample.home))) as app:
        yield app


def only(checked: Checked) -> CheckedClaim:
    (claim,) = checked.claims
    return claim


def quotes(checked: Checked, claim: CheckedClaim) -> list[str]:
    return [checked.citations[number - 1].quote for number in claim.citations]


def test_each_claim_of_a_message_has_its_own_verdict(app: App) -> None:
    checked = app.check(
        "Hi all, Ofsted rated Aldermere good for care leavers in 2024 and there are 4 "
        "recommendations.\nCan somebody confirm?"
    )
    assert [claim.verdict for claim in checked.claims] == ["supported", "differs", "not_a_claim"]
    grade, count, _ = checked.claims
    assert quotes(checked, grade) == ["The experiences and progress of care leavers Good"]
    assert len(count.citations) == 3
    assert "lists 3 areas for improvement" in count.detail
    assert [c.number for c in checked.citations] == [1, 2, 3, 4]
    assert checked.documents > 1


@pytest.mark.parametrize(
    ("claim", "verdict", "detail"),
    [
        ("Aldermere was rated outstanding for leadership.", "supported", "leadership outstanding"),
        ("Aldermere is outstanding overall", "differs", "judged overall effectiveness good"),
        ("In 2019, Ofsted rated Aldermere inadequate.", "differs", "effectiveness good"),
        ("Aldermere was rated good for adoption in 2015", "supported", "older than the newest"),
        ("Aldermere was judged requires improvement", "differs", "judged it requires improvement"),
        ("Aldermere was rated good in 2023", "not_found", "No grade of 2023"),
        ("Aldermere was rated good for leaders in June 2024", "not_found", "No grade of June 2024"),
        ("Care leavers in Aldermere: good in 2019", "not_found", "no separate grade"),
        ("Camden was rated good", "not_found", "No document about Camden"),
        ("Aldermere has 9 recommendations from 2015", "supported", "lists 9 recommendations"),
        ("Ofsted inspected Aldermere from 13 to 24 May 2024", "supported", "13 to 24 May 2024"),
        ("Ofsted inspected Aldermere from 14 to 24 May 2024", "differs", "13 to 24 May 2024"),
        ("Ofsted inspected Aldermere in May 2023", "not_found", "11 to 22 November 2019"),
        ("The latest inspection of Aldermere was in November 2019", "differs", "May 2024"),
        ("The monitoring visit to Thornbeck was in November 2023", "supported", "visit was made"),
        ("The LADO service is not yet effective.", "supported", "older than the newest"),
        ("Aldermere’s LADO service is not yet effective.", "supported", "says so"),
        ("The LADO service is effective.", "not_found", "nearest"),
        (
            "In the twelve months to March 2024 there were 128 referrals, and 88 per cent of these "
            "were concluded within 30 working days.",
            "differs",
            "118 in the place of 128",
        ),
        ("Aldermere was not rated good in 2024", "not_found", ""),
        ("Hopefully next year goes well.", "not_a_claim", "opinion"),
        ("Thanks, Jo", "not_a_claim", "greeting"),
        ("Agenda for Monday", "not_a_claim", "nothing"),
    ],
)
def test_a_claim_is_held_against_what_documents_say(
    app: App, claim: str, verdict: str, detail: str
) -> None:
    checked = app.check(claim)
    told = only(checked)
    assert (told.text, told.verdict) == (claim, verdict)
    assert detail in told.detail
    if verdict in ("supported", "differs"):
        assert told.citations


def test_a_claim_of_a_restricted_document_is_not_found_elsewhere(sample: Scrutineer) -> None:
    sets = {"leaders": ("aldermere-inspection-2024.pdf", "aldermere-scrutiny-*")}
    with closing(open_app(Settings(home=sample.home, document_sets=sets))) as app:
        claim = "Aldermere was rated outstanding for leadership in 2024"
        assert only(app.check(claim)).verdict == "supported"
        checked = app.seeing([]).check(claim)
        assert only(checked).verdict == "not_found"
        assert not any("2024" in c.source for c in checked.citations)


def test_a_message_is_looked_through_first(app: App) -> None:
    with pytest.raises(DeclinedError):
        app.check("Jayden, aged 9, told his worker.\nAldermere was rated good.")
    long = "Aldermere was rated outstanding for leadership. " * 80
    checked = app.check(long)
    assert len(checked.claims) == 40
    assert "40 more were not" in checked.caveats[0]
    with pytest.raises(DeclinedError, match="4,000"):
        app.check(long + long)


def test_only_the_check_itself_makes_its_result() -> None:
    with pytest.raises(TypeError):
        Checked((), (), (), 0)


def test_the_command_line_takes_text_or_stdin(sample: Scrutineer) -> None:
    text = "Aldermere was rated outstanding for leadership."
    shown = sample.run("check", text).output
    assert "Supported. [1]" in shown
    assert "children and families Outstanding" in shown
    piped = sample.run("check", "-", "--json", typed=text).output
    assert '"verdict": "supported"' in piped
    assert '"documents_searched"' in piped
    assert sample.run("check", " ").exit_code == 2
    assert Path(sample.home).exists()
