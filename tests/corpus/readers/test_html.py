import pytest

from corpus.readers import html as html_module
from corpus.readers.error_pages import error_saying
from corpus.readers.extracts import Extract, Refusal
from corpus.readers.html import read_html

PAGE = """<!DOCTYPE html><html><head><title>Scrutiny panel:
  minutes</title><style>p {color: red}</style></head>
<body class="cookie-seen"><a class="skip-link" href="#main">Skip to content</a>
<div id="CookieBanner"><p>We use cookies.</p></div>
<header><p>Mertonshire Council</p></header><nav><ul><li>Home</li></ul></nav>
<form id="aspnetForm"><main><header><h1>Minutes</h1></header><!-- not said -->
<p>The panel <b>met</b> on
 Tuesday.<br>It agreed:</p>
<ul><li>to visit</li><li><p>to report</p></li></ul>
<table><tr><th>Year</th><th>Visits</th></tr><tr><td><p>2017</p></td><td>91<br>percent</td></tr>
</table><script>alert("no")</script></main></form>
<form><input><label>Search</label><button>Go</button></form>
<footer>Contact us</footer></body></html>"""


def refusal(markup: str) -> str:
    result = read_html(markup.encode())
    assert isinstance(result, Refusal), result
    return result.reason


def text_of(markup: str) -> str:
    result = read_html(markup.encode())
    assert isinstance(result, Extract), result
    return result.pages[0].text


def test_layout() -> None:
    result = read_html(PAGE.encode())
    assert isinstance(result, Extract)
    (page,) = result.pages
    assert page.number is None
    assert page.text == (
        "Minutes\n\nThe panel met on Tuesday.\nIt agreed:\n\n• to visit\n• to report\n\n"
        "Year | Visits\n2017 | 91 percent"
    )
    assert result.metadata == {"title": "Scrutiny panel: minutes"}


def test_headings_are_marked_with_their_levels() -> None:
    markup = (
        "<body>\n <main><p>Before</p><h1>The <i>offer</i></h1><h2>Money<br>and home</h2><p>Text</p>"
        "<table><tr><td><h3>In a cell</h3></td><td>1</td></tr></table><h4></h4><h3>Rent</h3></main>"
    )
    result = read_html(markup.encode())
    assert isinstance(result, Extract)
    (page,) = result.pages
    assert [(page.text[h.start : h.end], h.level) for h in page.headings] == [
        ("The offer", 1),
        ("Money", 2),
        ("and home", 2),
        ("Rent", 3),
    ]


def test_long_passages_about_cookies_are_kept() -> None:
    long = "Cookies store what visitors chose. " * 40
    assert text_of(f"<html><div class='cookie-policy'>{long}</div>").startswith("Cookies store")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ul><li></li><li><div><p>a</p><p>b</p></div></li></ul><p>c</p>", "• a\n\nb\n\nc"),
        ("<p>x</p><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "x\n\n• a\n\n• b\n\n• c"),
        ("<table><tr><td>a</td><td></td></tr></table>y", "a |\n\ny"),
        (
            '<table><tr><th colspan="2">a</th><th colspan="x">b</th></tr>'
            "<tr><td>1</td><td>2</td><td>3</td></tr></table>y",
            "a | | b\n1 | 2 | 3\n\ny",
        ),
        ("<dl><dt>Chair</dt><dd>A<br><br>B</dd></dl>", "Chair\nA\nB"),
    ],
)
def test_small_layouts(markup: str, text: str) -> None:
    assert text_of(f"<html>{markup}</html>") == text


def test_deep_nesting() -> None:
    assert text_of("<html>" + "<div>" * 5000 + "deep" + "</div>" * 5000) == "deep"


def test_encoding_is_guessed_with_a_note() -> None:
    result = read_html(b"<html><p>Costs \xa340</p></html>")
    assert isinstance(result, Extract)
    assert result.pages[0].text == "Costs £40"
    assert "Windows-1252" in result.notes[0]


ERRORS = [
    "Report not found - Find an Inspection Report",
    "404 - File or directory not found.",
    "404 Not Found",
    "Page not found | Mertonshire Council",
    "We can’t find the page you asked for. Sorry, we can't find that page",
    "The page you requested cannot be found",
    "This page isn't here - 404",
    "HTTP Error 503. The service is unavailable.",
    "Service Unavailable",
    "Server Error in '/' Application.",
    "Error",
    "Access Denied",
    "403 Forbidden",
    "Just a moment...",
    "Sign in to your account",
    "Session expired",
    "Request Rejected",
    "This document does not exist",
]


@pytest.mark.parametrize("said", ERRORS)
def test_error_pages_are_refused_by_heading_or_title(said: str) -> None:
    for markup in (f"<html><h1>{said}</h1><p>Sorry.", f"<html><title>{said}</title><p>Sorry."):
        reason = refusal(markup)
        assert "saying “" in reason
        assert said[:20] in reason
        assert "download the document again" in reason


@pytest.mark.parametrize(
    "said",
    [
        "Inspection of services for children in need of help and protection",
        "Learning from error: a report of the safeguarding partnership",
        "Complaint 16 004: fault not found",
        "Item 404 of the forward plan",
        "Children missing from care",
        "Placements in unregulated homes are forbidden",
        "Design of the new children's home",
    ],
)
def test_short_documents_are_not_taken_for_error_pages(said: str) -> None:
    assert text_of(f"<html><h1>{said}</h1><p>Considered.</p>").startswith(said)


def test_long_pages_about_errors_are_read() -> None:
    assert error_saying(["Page not found"], "word " * 201) is None


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><div class='cookie-banner'>We use cookies. Accept all?</div></body></html>",
        "<html><head><title>Reports</title></head><body><script>run()</script></body></html>",
        "<html><nav>Home</nav><form><label>Search</label></form></html>",
        "<!DOCTYPE html>",
    ],
)
def test_pages_without_text_of_their_own(markup: str) -> None:
    reason = refusal(markup)
    assert "no text of its own" in reason
    assert "save it as a PDF" in reason


def test_damaged() -> None:
    reason = refusal("<html>" + "\0\1\2" * 50)
    assert "damaged" in reason
    assert "download it again" in reason


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_module, "HTML_LIMIT", 10)
    assert "save it as a PDF" in refusal("<html><p>Words")
