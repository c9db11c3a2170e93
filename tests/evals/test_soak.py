"""Whether something grows, told of points; and questions that differ."""

from collections import Counter
from itertools import islice

import pytest

from evals.benchmarks.crowd import words_of
from evals.benchmarks.soak import Point, slope, told
from evals.benchmarks.varied import questions


def points(*memory: float) -> list[Point]:
    return [
        Point(1_000 * n, 10.0 * n + 1, 5.0 * n, each, each, 6, 10, 2.0 * n)
        for n, each in enumerate(memory)
    ]


def test_what_grows_evenly_has_a_slope_without_an_error() -> None:
    steep, error = slope(points(100, 101, 102, 103), lambda point: point.memory)
    assert (round(steep, 6), round(error, 6)) == (10.0, 0.0)
    steep, error = slope(points(100, 102, 98, 101, 99), lambda point: point.memory)
    assert abs(steep) < 2 * error


def test_what_goes_up_and_down_is_flat_and_what_goes_on_growing_is_not() -> None:
    came = Counter({"answer": 20_000})
    still = told(points(*[80, *[100, 103, 99] * 7]), came)
    grows = told(points(*[80 + n for n in range(22)]), came)
    short = told(points(*[80] * 12), came)
    assert [each["flat"] for each in (still, grows, short)] == [True, False, False]
    assert grows["memory grows in the last half, MB in 10,000"] == "10.00 ± 0.00"
    assert grows["state, bytes a question"] == 2_000


def test_questions_differ_and_are_the_same_for_the_same_seed() -> None:
    made = list(islice(questions(["Aldermere", "Thornbeck"], 1), 300))
    assert made == list(islice(questions(["Aldermere", "Thornbeck"], 1), 300))
    assert len({text for text, _ in made}) > 100
    assert {follows for _, follows in made} == {True, False}
    assert not made[0][1]


@pytest.mark.parametrize("end", ['<section class="sources" id="s">', '<div class="screen doing">'])
def test_the_words_of_an_answer_are_told_from_its_page(end: str) -> None:
    html = f'<h2>Why?</h2><div class="answer">\n<p>Good&nbsp;<a href="#s">[1]</a></p>{end}<p>x'
    assert words_of(html) == "Good&nbsp; [1]"
    assert words_of("<p>nothing") == ""
