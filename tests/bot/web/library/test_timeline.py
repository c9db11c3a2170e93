from datetime import date
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.web.library.timeline import GRADES, Seen, Timeline, marks, timeline_of
from corpus.registers.judgements import Area

TODAY = date(2026, 3, 1)
_DAYS = st.dates(date(2009, 1, 1), date(2026, 2, 28))
_SEEN = st.one_of(
    st.builds(
        Seen,
        _DAYS,
        st.uuids().map(str),
        st.text(),
        st.sampled_from(get_args(Area)),
        st.sampled_from(GRADES),
    ),
    st.builds(Seen, _DAYS, st.uuids().map(str), st.text()),
)


def _picture(told: list[Seen]) -> Timeline:
    picture = timeline_of(told, TODAY)
    assert picture is not None
    return picture


def test_nothing_told_is_no_picture() -> None:
    assert timeline_of([], TODAY) is None


def test_marks_differ_by_more_than_their_colour() -> None:
    assert len({mark.shape for mark in marks()}) == len(marks()) == 5


@given(st.lists(_SEEN, min_size=1, max_size=40))
def test_everything_told_stands_once_inside_the_picture(told: list[Seen]) -> None:
    picture = _picture(told)
    points = [point for lane in picture.lanes for point in lane.points]
    assert sorted(point.href for point in points) == sorted(each.href for each in told)
    for point in points:
        assert picture.left <= point.x <= picture.right
        assert picture.top < point.y < picture.bottom


@given(st.lists(_SEEN, min_size=2, max_size=40))
def test_later_stands_to_the_right_and_better_stands_higher(told: list[Seen]) -> None:
    seen = {each.href: each for each in told}
    for lane in _picture(told).lanes:
        assert len({seen[point.href].area for point in lane.points}) == 1
        for one in lane.points:
            for other in lane.points:
                mine, theirs = seen[one.href], seen[other.href]
                if one.x < other.x:
                    assert mine.day < theirs.day
                if mine.grade and theirs.grade:
                    better = GRADES.index(mine.grade) < GRADES.index(theirs.grade)
                    assert (one.y < other.y) == better


def test_the_years_run_to_this_one() -> None:
    picture = _picture([Seen(date(2019, 5, 1), "/a", "a")])
    assert [year.number for year in picture.years] == list(range(2019, 2027))
    assert [lane.words for lane in picture.lanes] == ["Visits and inspections without grades"]
