import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.answering.answers import Claim
from bot.answering.markdown import markdown, plain, spoken
from bot.harmless import on_one_line

# As those read it that make links of whatever looks like an address.
_READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def test_corrections_come_first_and_caveats_last() -> None:
    text = markdown([Claim("Visits are prompt.", (1,))], ["It was good."], ["It is old."])
    assert text == "> It was good.\n\nVisits are prompt. [1]\n\n> It is old."


def test_sentences_of_one_group_run_on_and_items_stand_alone() -> None:
    claims = [
        Claim("Visits are prompt.", (1,), group="A report"),
        Claim("Plans are clear.", (1, 2), group="A report"),
        Claim("Plans.", (3,), item=True, group="A list"),
        Claim("Good", (4,), item=True, group="A list", label="Overall"),
    ]
    assert markdown(claims, (), ()).split("\n") == [
        "**A report**",
        "",
        "Visits are prompt. [1] Plans are clear. [1] [2]",
        "",
        "**A list**",
        "",
        "- Plans. [3]",
        "- *Overall:* Good [4]",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[Ofsted](https://evil.example)",
        "![x](https://evil.example/?q=1)",
        "<https://evil.example> <script>alert(1)</script>",
        "[1]: https://evil.example",
        "**bold** _it_ `code` ~~gone~~ | cell | <b>",
        "# Heading",
        "1. item",
        "- item",
        "> quoted",
        "&lt;script&gt; &#91;x&#93;",
        "ends with \\",
        "See https://evil.example and www.evil.example or mail a@evil.example",
    ],
)
def test_what_a_document_says_is_only_text(text: str) -> None:
    line = markdown([Claim(text, (1,))], (), ())
    (paragraph, inline, _) = _READER.parse(line)
    assert paragraph.type == "paragraph_open"
    assert {child.type for child in inline.children or ()} == {"text"}
    assert "".join(child.content for child in inline.children or ()) == f"{text} [1]"
    for address in ("https://", "www.", "a@"):
        assert address not in line


@given(st.text())
def test_text_that_was_made_plain_is_spoken_as_it_was(text: str) -> None:
    assert spoken(plain(text)) == on_one_line(text)
