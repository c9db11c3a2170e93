import pytest

from retrieval.understanding.questions import understand


@pytest.mark.parametrize(
    ("question", "answer_type"),
    [
        ("How many children went missing?", "number"),
        ("Until when was it put off?", "date"),
        ("Who chairs the board?", "person"),
        ("Why did plans drift?", "reason"),
        ("Do care leavers get a bus pass?", "yes_no"),
        ("What is the local offer?", "any"),
        ("How good are they at noticing children who care for a parent?", "any"),
        ("When children run off, does anybody ask them about it?", "any"),
        ("Who led the visit, and when?", "person"),
        ("Tell me who chairs the board", "person"),
    ],
)
def test_what_kind_of_answer_is_wanted(question: str, answer_type: str) -> None:
    assert understand(question).answer_type == answer_type


def test_a_figure_is_asked_for_where_its_measure_is() -> None:
    asked = understand("What unit cost did the 2011 paper use for a core assessment?")
    assert asked.answer_type == "number"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much of a say do children in care have?", "any"),
        ("How much are children listened to?", "any"),
        ("How much does a bed cost?", "number"),
        ("How much did spending rise?", "number"),
    ],
)
def test_how_much_of_a_say_asks_for_no_figure(question: str, kind: str) -> None:
    assert understand(question).answer_type == kind
