import pytest

from retrieval.conversation.same import asked_again

KNOWN = ("Aldermere", "Thornbeck")


@pytest.mark.parametrize(
    ("question", "again"),
    [
        ("same question for Thornbeck", "Who leads services in Thornbeck?"),
        ("And the same for Thornbeck?", "Who leads services in Thornbeck?"),
        (
            "ok, same again for thornbeck, and since when?",
            "Who leads services in Thornbeck, and since when?",
        ),
    ],
)
def test_the_question_before_is_asked_of_the_other_authority(question: str, again: str) -> None:
    assert asked_again(question, "Who leads services in Aldermere?", KNOWN) == again


@pytest.mark.parametrize(
    ("question", "earlier"),
    [
        ("And Thornbeck?", "Who leads services in Aldermere?"),
        ("Is it the same for Thornbeck?", "Who leads services in Aldermere?"),
        ("same question for care leavers", "Who leads services in Aldermere?"),
        ("same question for Thornbeck", "Who leads services?"),
        ("same for Thornbeck", "How do Aldermere and Thornbeck compare?"),
    ],
)
def test_other_questions_are_none_asked_again(question: str, earlier: str) -> None:
    assert asked_again(question, earlier, KNOWN) is None
