import pytest

from retrieval.understanding.parts import asked_together


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How was Aldermere graded last time, and what must improve?",
            ["How was Aldermere graded last time", "what must improve?"],
        ),
        (
            "What must Aldermere improve? And when was it inspected?",
            ["What must Aldermere improve?", "And when was it inspected?"],
        ),
        (
            "When was Aldermere inspected, what must improve and who led it?",
            ["When was Aldermere inspected", "what must improve", "who led it?"],
        ),
        ("Tell me who led it and list the areas", ["Tell me who led it", "list the areas"]),
        (
            "Is the local offer easy to read, and is it translated?",
            ["Is the local offer easy to read", "is it translated?"],
        ),
        (
            "What are the latest grades and areas for improvement of Aldermere?",
            [
                "What are the latest grades of Aldermere?",
                "What are the latest areas for improvement of Aldermere?",
            ],
        ),
        (
            "We are preparing a visit. What must Aldermere improve?",
            ["We are preparing a visit. What must Aldermere improve?"],
        ),
    ],
)
def test_questions_of_one_breath_are_told_apart(question: str, parts: list[str]) -> None:
    assert asked_together(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Who led the last inspection and when?",
        "Which borough set up a fourth team, and why?",
        "When somebody in a position of trust is accused, what does the officer do?",
        "If a teacher was accused, would it have been dealt with?",
        "What did inspectors say about early help and care leavers?",
        "What do the grades and ratings say?",
        "",
    ],
)
def test_what_only_goes_on_is_one_question(question: str) -> None:
    assert asked_together(question) == [question]
