"""A robots.txt is read by RFC 9309; its own examples, and what hypothesis makes up."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.robots import Robots, plain, rule_of

SITE = "https://democracy.aldermere.example"


def allowed(text: str, path: str, name: str = "Scrutineer") -> bool:
    return Robots(text, name).allows(SITE + path)


def under(*lines: str) -> str:
    return "\n".join(("User-agent: *", *lines))


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("/", ("/", "/a?b"), ()),
        ("", (), ("/", "/a")),
        ("/fish", ("/fish", "/fish.html", "/fish/salmon", "/fish?id=1"), ("/Fish", "/catfish")),
        ("/fish/", ("/fish/", "/fish/salmon"), ("/fish", "/fish.html")),
        ("/fish*", ("/fish", "/fishheads/yummy"), ("/Fish", "/desert/fish")),
        ("/*.pdf", ("/a.pdf", "/folder/a.pdf?x", "/pdf.pdfx"), ("/", "/a.PDF", "/pdf")),
        ("/*.pdf$", ("/a.pdf", "/b/a.pdf", "/a.pdf.pdf"), ("/a.pdf?x=1", "/a.pdfs", "/a.pdf/")),
        ("/fish*.php", ("/fish.php", "/fishheads/cat.php?q"), ("/Fish.PHP", "/fish/php")),
        ("*/mgReport", ("/mgReport", "/a/b/mgReport.aspx"), ("/a/mgreport",)),
        ("/a$", ("/a",), ("/a/", "/a?b", "/ab")),
        ("/a*$", ("/a", "/abc"), ("/b",)),
        ("/a$b", ("/a$b", "/a%24bc"), ("/a", "/ab")),
        ("/file-%2A.html", ("/file-*.html", "/file-%2a.html"), ("/file-a.html",)),
        ("/café", ("/caf%C3%A9", "/caf%c3%a9s"), ("/cafe",)),
        ("/%62%61%7A", ("/baz", "/bazaar"), ("/BAZ",)),
        ("/q?a=http://b", ("/q?a=http%3A%2F%2Fb/c",), ("/q",)),
    ],
)
def test_patterns(pattern: str, matching: tuple[str, ...], others: tuple[str, ...]) -> None:
    text = under(f"Disallow: {pattern}")
    assert [path for path in matching if allowed(text, path)] == []
    assert [path for path in others if not allowed(text, path)] == []


@pytest.mark.parametrize(
    ("lines", "path", "is_allowed"),
    [
        (("Disallow: /", "Allow: /documents/"), "/documents/a.pdf", True),
        (("Allow: /documents/", "Disallow: /"), "/documents/a.pdf", True),
        (("Allow: /p", "Disallow: /"), "/page", True),
        (("Allow: /folder", "Disallow: /folder"), "/folder/page", True),
        (("Allow: /page", "Disallow: /*.htm"), "/page.htm", False),
        (("Allow: /$", "Disallow: /"), "/", True),
        (("Allow: /$", "Disallow: /"), "/page.htm", False),
        (("Disallow: /*?", "Allow: /ieListMeetings.aspx?CId="), "/ieListMeetings.aspx?CId=3", True),
        (("Disallow: /*?", "Allow: /ieListMeetings.aspx?CId="), "/mgUser.aspx?UID=3", False),
        (("Disallow: /",), "/robots.txt", True),
    ],
)
def test_the_longest_pattern_decides(lines: tuple[str, ...], path: str, is_allowed: bool) -> None:
    assert allowed(under(*lines), path) is is_allowed


GROUPS = """\ufeff# who may ask for what
Disallow: /before-any-group
user-agent : Searcher # the first of two names
Sitemap: https://democracy.aldermere.example/map.xml
User-agent: SCRUTINEER/2.0
Disallow: /ours # and no more
Unknown: thing

User-agent: *
Disallow: /all
User-agent: scrutineer
Disallow: /ours-as-well
"""


@pytest.mark.parametrize(
    ("name", "closed", "opened"),
    [
        ("Scrutineer", ("/ours", "/ours-as-well"), ("/all", "/before-any-group")),
        ("Searcher", ("/ours",), ("/all", "/before-any-group")),
        ("Another", ("/all",), ("/ours", "/before-any-group")),
        ("Scrut", ("/all",), ("/ours",)),
    ],
)
def test_the_rules_are_those_of_the_groups_that_name_us_else_those_for_all(
    name: str, closed: tuple[str, ...], opened: tuple[str, ...]
) -> None:
    assert not any(allowed(GROUPS, path, name) for path in closed)
    assert all(allowed(GROUPS, path, name) for path in opened)


def test_a_group_that_names_us_and_forbids_nothing_is_leave() -> None:
    assert allowed("User-agent: *\nDisallow: /\n\nUser-agent: Scrutineer\nDisallow:\n", "/a")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_end_in_any_way(end: str) -> None:
    assert not allowed(under("Disallow: /a", "Crawl-delay: 3").replace("\n", end), "/a")


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        ((), 0.0),
        (("Crawl-delay: 7",), 7.0),
        (("Crawl-delay: 0.5",), 0.5),
        (("Crawl-delay: soon",), 0.0),
        (("Crawl-delay: -5",), 0.0),
        (("Request-rate: 1/10",), 10.0),
        (("Request-rate: 2/1m 0600-0845",), 30.0),
        (("Request-rate: 0/5",), 0.0),
        (("Crawl-delay: 2", "Request-rate: 1/10"), 10.0),
        (("Crawl-delay: 99999999",), 3600.0),
        (("Request-rate: 1/" + "9" * 5_000,), 3600.0),
    ],
)
def test_the_pause_that_is_asked_for(lines: tuple[str, ...], seconds: float) -> None:
    assert Robots(under("Disallow: /x", *lines), "Scrutineer").pause == seconds


@given(st.text("ab/*$", max_size=9), st.text("ab/*$", max_size=9))
def test_a_pattern_matches_as_the_regular_expression_does(pattern: str, path: str) -> None:
    """`*` is anything, `$` at the end is the end, all else is itself."""
    body, ends = pattern.removesuffix("$"), pattern.endswith("$")
    expression = ".*".join(re.escape(plain(part)) for part in body.split("*"))
    expected = re.match(expression + (r"\Z" if ends else ""), plain(path), re.DOTALL)
    assert rule_of(pattern, allows=False).matches(plain(path)) is (expected is not None)


@given(st.text(max_size=200), st.text("ab/*$?%C3é \n", max_size=20))
def test_any_text_is_read(text: str, path: str) -> None:
    robots = Robots(text, "Scrutineer")
    assert robots.allows(f"{SITE}/{path}") in (True, False)
    assert 0.0 <= robots.pause <= 3600.0
