from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from bot.web.library.choices import Choices, choices_of, paged


def _request(query: str) -> Request:
    return Request(
        {
            "type": "http",
            "path": "/library",
            "query_string": query.encode(),
            "headers": [],
            "server": ("127.0.0.1", 80),
        }
    )


def test_only_choices_of_the_page_are_known() -> None:
    choices = choices_of(_request("kind=minutes&q=Jane&page=2&order="), ("kind", "order"))
    assert choices.chosen == {"kind": "minutes", "page": "2"}
    assert choices.page == 2
    assert choices.word("kind", ("minutes", "agenda")) == "minutes"
    assert choices.word("kind", ("agenda",)) is None


def test_years_and_pages_that_are_none_are_not_chosen() -> None:
    for odd in ("", "0", "-3", "x", "²", "99999999", "1" * 5000):
        choices = Choices("/library", {"from": odd, "page": odd})
        assert choices.year("from") is None
        assert choices.page == 1
    assert Choices("/library", {"from": "2019", "page": "7"}).year("from") == 2019


def test_an_address_keeps_the_other_choices_and_forgets_the_page() -> None:
    choices = Choices("/library", {"authority": "Hull & Goole", "page": "3"})
    assert choices.address() == "/library?authority=Hull+%26+Goole"
    assert choices.address(page=2) == "/library?authority=Hull+%26+Goole&page=2"
    assert choices.address("/recommendations", authority=None) == "/recommendations"


@given(st.lists(st.integers(), max_size=60), st.integers(1, 9))
def test_pages_hold_everything_once_and_in_order(items: list[int], size: int) -> None:
    pages = paged(items, Choices("/x", {}), size).pages
    shown: list[int] = []
    for number in range(1, pages + 1):
        page = paged(items, Choices("/x", {"page": str(number)}), size)
        assert page.number == number
        assert len(page.items) == page.last - page.first + 1 or not items
        assert (page.before is None, page.after is None) == (number == 1, number == pages)
        shown += page.items
    assert shown == items
    assert paged(items, Choices("/x", {"page": "9999"}), size).number == pages
