import pytest

from corpus.registers.judgement_rows import Grade
from corpus.registers.judgement_sentences import board_in, graded_in, overall_in


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The overall judgement is requires improvement", "requires_improvement"),
        ("The overall judgement is good.", "good"),
        ("The overall judgement for children’s services is inadequate", "inadequate"),
        ("The overall judgement is that children’s services are\ninadequate", "inadequate"),
        (
            "The overall judgement is that children’s services require\nimprovement.2",
            "requires_improvement",
        ),
        ("Children's services in Aldermere are outstanding", "outstanding"),
        (
            "Children’s services in St. Orrin’s require improvement to be\ngood.",
            "requires_improvement",
        ),
        ("Children’s services in Thornbeck is adequate", None),
        (
            "The overall effectiveness of the arrangements to protect children in Aldermere is "
            "judged to be inadequate.",
            "inadequate",
        ),
        ("The judgement for overall effectiveness is inadequate.", "inadequate"),
    ],
)
def test_the_overall_judgement_is_read_from_its_sentence(
    sentence: str, grade: Grade | None
) -> None:
    for text in (sentence, f"Report published: 3 May 2016\n{sentence}\n1. Children"):
        found = overall_in(text)
        assert found is not None
        assert found.grade == grade
        assert text[found.start : found.end].startswith(sentence.split()[0])
        assert text[found.start : found.end].rstrip(".2") == sentence.rstrip(".2")


@pytest.mark.parametrize(
    "text",
    [
        "Children’s services in Aldermere were judged to be inadequate in 2012.",
        "Children’s services in Aldermere are good at listening to children.",
        "Children’s services in Aldermere are good, and much better than in 2012.",
        "Since the council was judged inadequate, leaders have worked hard.",
        "Leaders say that children’s services in Aldermere are good.",
        "The overall effectiveness of services was judged to be good at the last inspection.",
    ],
)
def test_other_sentences_give_no_overall_judgement(text: str) -> None:
    assert overall_in(text) is None


@pytest.mark.parametrize(
    ("heading", "grade"),
    [
        ("The Local Safeguarding Children Board is outstanding", "outstanding"),
        (
            "The Local Safeguarding Children Board (LSCB) requires\nimprovement to be good",
            "requires_improvement",
        ),
        ("The Local Safeguarding Children is inadequate", "inadequate"),
        ("The effectiveness of the LSCB requires improvement", "requires_improvement"),
        ("The effectiveness of the Local Safeguarding Children Board (LSCB) is\ngood", "good"),
        (
            "The judgement for the effectiveness of the Local Safeguarding Children\nBoard (LSCB) "
            "is requires improvement",
            "requires_improvement",
        ),
        ("Local Safeguarding Children Board (LSCB): requires improvement", "requires_improvement"),
        ("The Aldermere and Thornbeck Safeguarding Children Board is good", "good"),
    ],
)
def test_the_judgement_on_the_board_is_read_from_its_heading(heading: str, grade: Grade) -> None:
    text = f"{heading}\nExecutive summary"
    found = board_in(text)
    assert found is not None
    assert (found.grade, text[found.start : found.end]) == (grade, heading)


@pytest.mark.parametrize(
    "text",
    [
        "An LSCB requires improvement\nif it does not yet show the characteristics of good.",
        "An LSCB that is good coordinates what partners do.",
        "The LSCB is good because:",
        "The LSCB was judged to be good.",
        "The Local Safeguarding Children Board (LSCB) 36",
        "The board is good.",
    ],
)
def test_other_words_on_the_board_are_no_judgement(text: str) -> None:
    assert board_in(text) is None


def test_a_page_gives_its_table_and_its_sentences() -> None:
    text = (
        "Children’s services in Aldermere are good\n1. Children who need help and protection Good\n"
        "2. Children looked after and achieving permanence Outstanding\n"
        "The effectiveness of the LSCB is inadequate"
    )
    assert {(row.area, row.grade) for row in graded_in(text)} == {
        ("overall_effectiveness", "good"),
        ("help_and_protection", "good"),
        ("looked_after_and_permanence", "outstanding"),
        ("lscb", "inadequate"),
    }


def test_the_line_above_a_table_gives_the_overall_judgement_without_its_first_words() -> None:
    table = "1. Children who need help and protection Good\n2.1 Adoption performance Good"
    found = graded_in(f"A sample.\n\nThornbeck require improvement to be good\n\n{table}")
    assert ("overall_effectiveness", "requires_improvement") in {(r.area, r.grade) for r in found}
    assert {row.area for row in graded_in(f"Work on adoption is good for families\n{table}")} == {
        "help_and_protection",
        "adoption",
    }
