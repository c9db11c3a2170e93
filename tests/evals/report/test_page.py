"""The page stands alone, escapes what it shows, and can be read by everybody."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.report import page as report
from evals.report.page import as_page
from tests.evals.report.runs import case, metric, passage, results, suite

_HOSTILE = (
    '</script><script>alert(1)</script><img src="http://evil.example/x" onerror=alert(1)>'
    "\" onmouseover='x' {{ 7 * 7 }} {% raw %} \x00 \u202e &lt; <!-- "
)


def hostile() -> str:
    """A page of a run in which every text is an attack."""
    bad = passage(_HOSTILE, source=_HOSTILE, title=_HOSTILE, text=f"before {_HOSTILE} after")
    wrong = case(
        _HOSTILE,
        passed=False,
        type=_HOSTILE,
        question=_HOSTILE,
        first_question=_HOSTILE,
        expected=_HOSTILE,
        answer=_HOSTILE,
        reading=_HOSTILE,
        outcome=_HOSTILE,
        why=(_HOSTILE,),
        gold=(bad,),
        citations=(bad,),
        hits=(bad,),
    )
    bad_suite = suite(
        _HOSTILE, about=_HOSTILE, cases=(wrong,), metrics=(metric(_HOSTILE, about=_HOSTILE),)
    )
    run = results(
        bad_suite, suite("gate", skipped=_HOSTILE), created=_HOSTILE, config={_HOSTILE: _HOSTILE}
    )
    return as_page(run, run)


def tree(page: str) -> Xml.Element:
    """The page read as XML, which forgives nothing; its own script left out."""
    body = page.partition("<!DOCTYPE html>")[2]
    body = re.sub(r"<(script|style)>.*?</\1>", "", body, flags=re.DOTALL)
    return Xml.fromstring(body)


def tags(page: str, *names: str) -> list[Tag]:
    return [tag for tag in BeautifulSoup(page, "lxml").find_all(names) if isinstance(tag, Tag)]


def test_hostile_texts_make_no_element_and_no_attribute() -> None:
    page = hostile()
    tree(page)
    assert len(tags(page, "script")) == 1
    assert tags(page, "img") == []
    handlers = {
        name for tag in tags(page, "html", "div", "details", "p", "a") for name in tag.attrs
    }
    assert not {name for name in handlers if name.startswith("on")}
    assert "{{ 7 * 7 }}" in page
    assert "\x00" not in page
    assert "\u202e" not in page


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=40, deadline=None)
def test_any_text_is_shown_and_nothing_else_comes_of_it(text: str) -> None:
    wrong = case(text or "-", passed=False, question=text, answer=text, why=(text,))
    plain = case("plain", passed=False, why=("x",))
    made = tree(as_page(results(suite(cases=(wrong,)))))
    other = tree(as_page(results(suite(cases=(plain,)))))
    count = [len(list(one.iter())) for one in (made, other)]
    assert count[0] == count[1]


def test_nothing_is_fetched() -> None:
    for page in (as_page(results()), hostile()):
        soup = BeautifulSoup(page, "lxml")
        for name in (
            "src",
            "href",
            "action",
            "data",
            "poster",
            "srcset",
            "background",
            "xlink:href",
        ):
            found = [str(tag[name]) for tag in soup.select("*") if tag.has_attr(name)]
            assert [target for target in found if not target.startswith("#")] == []
        assert tags(page, "link", "iframe", "object", "embed", "base") == []
        (style,) = tags(page, "style")
        assert not re.search(r"url\(|@import", style.get_text())


def test_the_policy_allows_the_pages_own_style_and_script_alone() -> None:
    page = as_page(results())
    policy = tags(page, "meta")[1]["content"]
    assert isinstance(policy, str)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    for name in ("style", "script"):
        (one,) = tags(page, name)
        assert f"{name}-src 'sha256-{report._hash(one.get_text())}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<[^>]* style=", page)


def test_a_failing_case_shows_question_expectation_answer_and_passages() -> None:
    (shown,) = (tag for tag in tags(as_page(results()), "details") if "case" in tag["class"])
    for part in (
        "How many children were in care in April 2024?",
        "Tells that 214 children were in care.",
        "At 30 April 2024 there were 231 children in care. [1]",
        "the figure 214 is missing",
        "At 30 April 2024 there were 214 children in care.",
        "24 May 2024, page 5, paragraph 17",
        "Most children live in homes that suit them.",
    ):
        assert part in shown.get_text()


def test_the_quote_is_marked_in_its_passage() -> None:
    told = passage("the second & last", text="First. Then the second & last sentence.")
    page = as_page(results(suite(cases=(case(passed=False, gold=(told,)),))))
    assert "Then <mark>the second &amp; last</mark> sentence." in page


def test_a_right_case_is_not_shown() -> None:
    page = as_page(results(suite(cases=(case("fine"),))))
    assert "fine" not in page
    assert "There are none." in page


def test_figures_intervals_changes_and_verdicts_are_text_not_colour() -> None:
    now = suite(metrics=(metric(value=0.8, passed=False),))
    page = as_page(results(now), results(suite()))
    for part in ("80.0\u00a0%", "82.6 to 94.5\u00a0%", "✗ missed", "10.0 points worse"):
        assert part in page
    assert "Thresholds missed: 1" in page


def test_settings_of_the_baseline_that_differ_are_told() -> None:
    page = as_page(results(), results(config={"model": "openai:x", "version": "0.1.0"}))
    rows = tags(page, "table")[-1].find_all("tr")
    assert [row.get_text("|") for row in rows] == ["Setting|Value", "model|openai:x"]


def test_headings_tables_and_fields_are_labelled() -> None:
    page = as_page(results(), results())
    soup = BeautifulSoup(page, "lxml")
    assert soup.html is not None
    assert soup.html["lang"] == "en-GB"
    levels = [int(tag.name[1]) for tag in tags(page, "h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in tags(page, "table"):
        assert table.find("caption") is not None
        assert all(cell.get("scope") for cell in table.find_all("th"))
    labelled = {label["for"] for label in tags(page, "label")}
    assert {field["id"] for field in tags(page, "input", "select")} == labelled
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    named = {str(tag["aria-labelledby"]) for tag in soup.select("[aria-labelledby]")}
    assert named <= set(ids)
    assert {str(link["href"])[1:] for link in tags(page, "a")} <= set(ids)


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        *((ink, paper, 4.5) for ink in ("text", "quiet", "link", "good", "bad")
          for paper in ("page", "raised")),
        ("mark-text", "mark", 4.5),
        ("line", "page", 3.0),
    ],
)  # fmt: skip
def test_colours_have_the_contrast_that_wcag_asks_for(
    theme: int, ink: str, paper: str, least: float
) -> None:
    style = Path(report.__file__).with_name("templates").joinpath("page.css").read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", style.split("@media")[theme]))
    one, other = sorted((luminance(colours[ink]), luminance(colours[paper])))
    assert (other + 0.05) / (one + 0.05) >= least


def luminance(colour: str) -> float:
    """Relative luminance [WCAG 2.2]."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
