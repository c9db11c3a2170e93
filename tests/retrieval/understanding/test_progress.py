import pytest

from retrieval.understanding.progress import asks_what_became


@pytest.mark.parametrize(
    "question",
    [
        "What progress has been made against the 2022 areas for improvement?",
        "Have the recommendations been acted on?",
        "Which of these have been completed?",
        "What has been done about the things it was told to improve?",
        "Is it still struggling with what it was told to fix?",
        "Were they dealt with?",
    ],
)
def test_what_became_of_things_is_asked(question: str) -> None:
    assert asks_what_became(question)


@pytest.mark.parametrize(
    "question",
    [
        "What are the areas that need to be addressed?",
        "Which recommendations are to be completed by June?",
        "What must improve?",
        "Which things was it asked to put right in its newest report?",
        "What are the current recommendations?",
    ],
)
def test_what_is_still_to_be_done_is_another_question(question: str) -> None:
    assert not asks_what_became(question)
