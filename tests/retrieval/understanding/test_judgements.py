import pytest

from retrieval.understanding.questions import understand

KNOWN = ("Aldermere", "Thornbeck", "Merton", "Wandsworth", "Nottingham")


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("What grade did care leavers get in Merton?", ("care_leavers",)),
        ("How were children in care judged?", ("in_care",)),
        ("What is the grade for children in care and care leavers?", ("in_care_and_care_leavers",)),
        ("Compare the help and protection grades", ("help_and_protection",)),
        ("What grade did adoption get?", ("adoption",)),
        ("What are the current grades?", ()),
    ],
)
def test_the_areas_of_judgement_it_names(question: str, areas: tuple[str, ...]) -> None:
    assert understand(question, known=KNOWN).areas == areas
