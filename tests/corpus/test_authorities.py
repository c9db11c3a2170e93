import pytest

from corpus.authorities import known_names, mentions, plain_name


def test_all_authorities_of_england_are_listed_once() -> None:
    plain = set(known_names().values())
    assert len(plain) == 153 + 8  # and some that are gone


@pytest.mark.parametrize(
    ("formal", "plain"),
    [
        ("London Borough of Merton", "Merton"),
        ("Royal Borough of Windsor & Maidenhead", "Windsor and Maidenhead"),
        ("Doncaster Metropolitan Borough Council", "Doncaster"),
        ("Southend on Sea", "Southend-on-Sea"),
        ("Aldermere Borough Council", "Aldermere"),
        ("City of London Corporation", "City of London"),
        ("Kingston-upon-Hull City Council", "Hull"),
        ("Oldham MBC", "Oldham"),
        ("Blackburn-with-Darwen", "Blackburn with Darwen"),
    ],
)
def test_formal_names_have_a_plain_one(formal: str, plain: str) -> None:
    assert plain_name(formal) == plain


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Derbyshire and Derby", ["Derbyshire", "Derby"]),
        ("North Yorkshire, not York", ["North Yorkshire", "York"]),
        ("South Gloucestershire", ["South Gloucestershire"]),
        ("what does merton do", ["Merton"]),
        ("children enjoy reading", []),
        ("children in Reading", ["Reading"]),
        ("Hammersmith & Fulham", ["Hammersmith and Fulham"]),
        ("a mertonian habit", []),
        ("Bournemouth, Christchurch & Poole", ["Bournemouth, Christchurch and Poole"]),
        ("Newcastle-upon-Tyne", ["Newcastle upon Tyne"]),
        ("Newcastle-under-Lyme", []),
        ("Greater Manchester Police", []),
        ("St. Helens", ["St Helens"]),
        ("City of London Corporation", ["City of London"]),
    ],
)
def test_names_are_matched_whole(text: str, names: list[str]) -> None:
    assert [mention.name for mention in mentions(text)] == names


def test_authorities_that_no_list_holds_are_known_from_the_index() -> None:
    assert [m.name for m in mentions("is aldermere good?", ["Aldermere"])] == ["Aldermere"]
