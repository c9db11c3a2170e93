from bot.answering.answers import Claim
from bot.answering.markdown import markdown


def test_corrections_come_first_and_caveats_last() -> None:
    text = markdown([Claim("Visits are prompt.", (1,))], ["It was good."], ["It is old."])
    assert text == "> It was good.\n\nVisits are prompt. [1]\n\n> It is old."


def test_sentences_of_one_group_run_on_and_items_stand_alone() -> None:
    claims = [
        Claim("Visits are prompt.", (1,), group="A report"),
        Claim("Plans are clear.", (1, 2), group="A report"),
        Claim("Plans.", (3,), item=True, group="A list"),
        Claim("Good", (4,), item=True, group="A list", label="Overall"),
    ]
    assert markdown(claims, (), ()).split("\n") == [
        "**A report**",
        "",
        "Visits are prompt. [1] Plans are clear. [1] [2]",
        "",
        "**A list**",
        "",
        "- Plans. [3]",
        "- *Overall:* Good [4]",
    ]
