from bot.slack.blocks.checking import CheckedClaim, check_messages
from tests.bot.slack.blocks.answers import a_citation, of_type, read

CLAIMS = [
    CheckedClaim("Carers feel heard.", "supported", (a_citation(),), answer_id="a1"),
    CheckedClaim("Visits are on time.", "differs", (a_citation(2, "Visits are late."),)),
    CheckedClaim("The office is blue.", "not_found", detail="Nothing on this was found."),
]


def test_each_claim_is_told_with_what_the_documents_make_of_it() -> None:
    text = read(check_messages(CLAIMS, 5))
    lines = text.split("\n")
    assert lines[0] == "1 of 3 claims borne out by the documents"
    assert lines[1:3] == ["1. “Carers feel heard.”", "Supported"]
    assert "[1] Inspection of Aldermere children’s services, 4 to 15 March 2024, page 2" in lines[3]
    assert "The documents say something else" in lines
    assert "“Visits are late.”" in text
    assert lines[lines.index("Not found in the documents") + 1] == "Nothing on this was found."
    assert "5 documents searched." in text


def test_the_passage_of_a_claim_is_one_button_away_where_its_answer_is_kept() -> None:
    [message] = check_messages(CLAIMS, 5)
    assert [b["value"] for b in of_type(list(message.blocks), "button")] == ["a1:1"]


def test_a_message_without_sentences_is_said_to_have_none() -> None:
    assert "no sentence" in read(check_messages([], 5))


def test_a_long_message_is_checked_in_several() -> None:
    every = [CheckedClaim(f"Claim {n} " + "words " * 300, "not_found") for n in range(30)]
    told = check_messages(every, 5)
    assert len(told) > 1
    assert all(f"Claim {n} " in read(told) for n in range(30))
