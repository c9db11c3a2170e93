"""Copies of answers, with all that bears them out."""

from bot.answering.answers import Claim
from bot.web.asking.copying import as_markdown, as_text
from tests.answers import a_citation, an_answer

BASE = "https://ask.aldermere.example"


def test_copies_bear_the_answer_its_sources_and_their_addresses() -> None:
    answer = an_answer(
        [Claim("Carers feel heard.", (1,), group="March 2024")],
        [a_citation(quote="Carers [all] feel\nheard.", date_basis="inferred")],
        caveats=["It is old."],
    )
    address = f"{BASE}/documents/d1?page=2&start=0&end=24"
    text = as_text(answer, f"{BASE}/")
    assert text.startswith("How do carers feel in Aldermere?\n\nMarch 2024\nCarers feel heard. [1]")
    assert "Note: It is old." in text
    assert "4 to 15 March 2024 (the date is inferred), page 2, paragraph 14: “Carers [all]" in text
    assert address in text
    marked = as_markdown(answer, BASE)
    assert answer.text in marked
    assert f"]({address}): “Carers \\[all\\] feel heard.”" in marked


def test_a_copy_of_a_list_has_its_labels() -> None:
    claims = [Claim("It is good", (1,), item=True, label="Overall")]
    assert "• Overall: It is good [1]" in as_text(an_answer(claims), BASE)
