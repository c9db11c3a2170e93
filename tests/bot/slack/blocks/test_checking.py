from bot.answering.answers import SEAL
from bot.answering.checking.checked import Checked, CheckedClaim
from bot.slack.blocks.checking import check_messages
from tests.answers import a_citation
from tests.bot.slack.blocks.reading import of_type, read

CHECKED = Checked(
    (
        CheckedClaim("Carers feel heard.", "supported", (1,), ""),
        CheckedClaim("Visits are on time.", "differs", (2,), ""),
        CheckedClaim("The office is blue.", "not_found", (), "Nothing on this was found."),
        CheckedClaim("Is it?", "not_a_claim", (), "A question."),
    ),
    (a_citation(), a_citation(2, "Visits are late.")),
    ("Only words were matched.",),
    5,
    seal=SEAL,
)
NOTHING = Checked((), (), (), 5, seal=SEAL)


def test_each_claim_is_told_with_what_the_documents_make_of_it() -> None:
    text = read(check_messages(CHECKED))
    lines = text.split("\n")
    assert lines[0] == "1 of 3 claims borne out by the documents"
    assert lines[1:3] == ["1. “Carers feel heard.”", "Supported"]
    assert "[1] Inspection of Aldermere children’s services, 4 to 15 March 2024, page 2" in lines[3]
    assert "The documents say something else" in lines
    assert "“Visits are late.”" in text
    assert lines[lines.index("Not found in the documents") + 1] == "Nothing on this was found."
    assert lines[lines.index("Not checked") + 1] == "A question."
    assert "Note: Only words were matched." in text
    assert "5 documents searched." in text


def test_the_passage_of_a_claim_is_one_button_away_where_its_sources_are_kept() -> None:
    [message] = check_messages(CHECKED, "c1")
    assert [b["value"] for b in of_type(list(message.blocks), "button")] == ["c1:1", "c1:2"]
    [without] = check_messages(CHECKED)
    assert not of_type(list(without.blocks), "button")


def test_a_message_without_sentences_is_said_to_have_none() -> None:
    assert "no sentence" in read(check_messages(NOTHING))


def test_a_long_message_is_checked_in_several() -> None:
    every = (CheckedClaim(f"Claim {n} " + "words " * 300, "not_found", (), "") for n in range(30))
    told = check_messages(Checked(tuple(every), (), (), 5, seal=SEAL))
    assert len(told) > 1
    assert all(f"Claim {n} " in read(told) for n in range(30))
