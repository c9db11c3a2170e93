"""The gate as a whole: what it lets through and what it refuses."""

import pytest

from bot.answering.gate.gate import examine
from bot.answering.gate.verdicts import Source
from tests.bot.answering.gate.material import source

TEXT = (
    "Leaders do not yet know how good practice is, but they have a plan. Most children in "
    "Aldermere are visited within 12 days, and care leavers have a personal adviser. However, "
    "supervision is not always reflective (paragraph 12). This is weak. In a minority of cases, "
    "plans should say more about fathers. Odalys Quillfeather, who joined in May 2023, leads the "
    "service; she spent £1.2 million on it, 4% more than planned. Children are safe unless they "
    "live far away. Social workers support managers."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Most children in Aldermere are visited within 12 days.",
        "most children in Aldermere are visited within twelve days",
        "Most children in Aldermere were visited within 12 days.",
        "Care leavers have a personal adviser.",
        "Supervision isn’t always reflective.",
        "However, supervision is not always reflective (paragraph 12).",
        "Supervision is not always reflective. This is weak.",
        "In a minority of cases, plans should say more about fathers.",
        "Social workers support managers.",
        "Odalys Quillfeather leads the service.",
        "Inspectors found that supervision is not always reflective.",
        "In Aldermere, in March 2024, inspectors found that supervision is not always reflective.",
        "The 2024 report says that supervision is not always reflective.",
    ],
)
def test_says_what_the_source_says(claim: str) -> None:
    assert examine(claim, [source(TEXT)]).accepted


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Most children in Aldermere are visited within 13 days.", "critical"),
        ("Most children in Aldermere are visited within 12 weeks.", "critical"),
        ("Children in Aldermere are visited within 12 days.", "governing"),
        ("All children in Aldermere are visited within 12 days.", "critical"),
        ("Most children in Thornbeck are visited within 12 days.", "names"),
        ("Most infants in Aldermere are visited within 12 days.", "alignment"),
        ("Supervision is always reflective.", "governing"),
        ("Supervision is reflective.", "governing"),
        ("Supervision was always reflective.", "governing"),
        ("Plans should say more about fathers.", "governing"),
        ("In a minority of cases, plans must say more about fathers.", "critical"),
        ("Leaders do not yet know how good practice is.", "governing"),
        ("Children are safe.", "governing"),
        ("Managers support social workers.", "alignment"),
        ("Tobiah Quillfeather leads the service.", "alignment"),
        ("She spent £1.3 million on it, 4% more than planned.", "pronoun"),
        ("Supervision is not always reflective, which worries families.", "alignment"),
        ("Supervision is not always reflective and social workers support managers.", "alignment"),
        ("In March 2023, supervision is not always reflective.", "attribution"),
        ("In Thornbeck, supervision is not always reflective.", "attribution"),
        ("The council reports that supervision is not always reflective.", "attribution"),
        ("Currently, supervision is not always reflective.", "critical"),
        ("This is weak.", "pronoun"),
        ("Supervision is not аlways reflective.", "characters"),
        ("Odalys Quillfeather.", "content"),
        ("", "content"),
    ],
)
def test_refuses_what_it_does_not_say(claim: str, check: str) -> None:
    assert examine(claim, [source(TEXT)]).check == check


def test_a_quote_must_stand_in_the_passage_and_hold_the_claim() -> None:
    claim = "Supervision is not always reflective."
    assert examine(claim, [source(TEXT, "supervision is not … reflective")]).accepted
    assert examine(claim, [source(TEXT, "not always")]).accepted
    assert examine(claim, [source(TEXT, "supervision is not often")]).check == "verbatim"
    assert examine(claim, [source(TEXT, "they have a plan")]).check == "quote"


def test_two_passages_are_not_one() -> None:
    first, second = source("Plans are clear and short."), source("Visits are late and rare.")
    assert examine("Plans are clear and rare.", [first, second]).check == "alignment"
    assert examine("Plans are clear and short. Visits are late and rare.", [first, second]).check
    assert examine("Visits are late and rare.", [first, second]).supporting == (1,)


def test_sentences_of_one_passage_follow_one_another() -> None:
    text = "Plans are clear. They are short. Visits are late."
    assert examine("Plans are clear. They are short.", [source(text)]).accepted
    assert not examine("Plans are clear. Visits are late.", [source(text)]).accepted
    assert not examine("They are short. Plans are clear.", [source(text)]).accepted


def test_without_a_source_nothing_is_said() -> None:
    assert examine("Plans are clear.", []).check == "uncited"
    assert examine("Plans are clear.", [Source("")]).check == "alignment"


class _Judge:
    def __init__(self, answer: bool) -> None:
        self.answer = answer
        self.asked = 0

    def supports(self, claim: str, passages: object) -> bool:
        del claim, passages
        self.asked += 1
        return self.answer


PARAPHRASE = "Managers look at practice with care in most of the 12 teams of Aldermere."
PARAPHRASED = "In most of the 12 teams of Aldermere, managers examine practice closely."


def test_a_judge_may_pass_other_words() -> None:
    judge = _Judge(True)
    assert examine(PARAPHRASE, [source(PARAPHRASED)]).check == "alignment"
    assert examine(PARAPHRASE, [source(PARAPHRASED)], judge).accepted
    assert judge.asked == 1
    assert not examine(PARAPHRASE, [source(PARAPHRASED)], _Judge(False)).accepted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12", "13"),
        ("most of ", ""),
        ("Managers", "Managers do not"),
        ("Aldermere", "Thornbeck"),
        ("Managers look", "In Thornbeck, managers look"),
        ("Managers look", "In 2019, managers look"),
        ("Managers look", "They look"),
    ],
)
def test_a_judge_never_overrules_the_rest(old: str, new: str) -> None:
    judge = _Judge(True)
    assert not examine(PARAPHRASE.replace(old, new), [source(PARAPHRASED)], judge).accepted
    assert judge.asked == 0
