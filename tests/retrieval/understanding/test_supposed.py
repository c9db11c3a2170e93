import pytest

from retrieval.query import Supposed
from retrieval.understanding.questions import understand

KNOWN = ("Aldermere", "Thornbeck", "Merton", "Wandsworth", "Nottingham")


@pytest.mark.parametrize(
    ("question", "supposed"),
    [
        ("Why was Merton inadequate in 2017?", Supposed(grade="inadequate")),
        ("Why was Merton downgraded in 2022?", Supposed(move="down")),
        ("Which four things was Merton told to improve?", Supposed(items=4)),
        ("What are Merton's second and third areas for improvement?", Supposed(place=3)),
        (
            "How did Merton go from good to inadequate?",
            Supposed(grade="inadequate", move="down", was="good"),
        ),
        ("Merton was good in 2017. What is it now?", Supposed(grade="good")),
        ("Was Merton inadequate in 2017?", None),
        ("Which authorities are inadequate?", None),
        ("What are the current recommendations?", None),
    ],
)
def test_what_it_takes_for_granted(question: str, supposed: Supposed | None) -> None:
    assert understand(question, known=KNOWN).supposed == supposed
