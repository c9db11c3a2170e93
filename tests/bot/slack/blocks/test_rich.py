from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.limits import length
from bot.slack.blocks.message import check_blocks
from bot.slack.blocks.mrkdwn import safe
from bot.slack.blocks.rich import Line, Run, line, of_markdown, rich_text
from tests.bot.slack.blocks.reading import of_type

RUNS = st.builds(
    Run,
    st.text(st.characters(blacklist_categories=["Cs"])) | st.text("word. ", max_size=5000),
    bold=st.booleans(),
    italic=st.booleans(),
)
LINES = st.builds(
    Line,
    st.lists(RUNS, max_size=60).map(tuple),
    st.sampled_from(["line", "item", "quote"]),
)


@given(st.lists(LINES, max_size=8))
def test_all_is_said_once_in_order_within_the_limits(lines: list[Line]) -> None:
    blocks = [block for block, _ in rich_text(lines)]
    check_blocks(blocks)
    texts = [part["text"] for part in of_type(blocks, "text")]
    assert "".join(text for text in texts if text != "\n") == "".join(
        piece for each in lines for run in each.runs if (piece := safe(run.text)) != "\n"
    )
    assert all(texts)
    assert all(sum(length(t["text"]) for t in of_type(block, "text")) <= 3000 for block in blocks)


def test_items_that_follow_each_other_are_one_list() -> None:
    lines = [line("What must improve"), line("Visits", shape="item"), line("Plans", shape="item")]
    [(block, said)] = rich_text(lines)
    assert [part["type"] for part in block["elements"]] == ["rich_text_section", "rich_text_list"]
    assert said == "What must improve\n• Visits\n• Plans"


def test_items_are_numbered_as_they_are_in_their_document() -> None:
    items = [line(f"Item {number}", shape="item", number=number) for number in (3, 4, 7)]
    zeroth = line("Item", shape="item", number=0)
    [(block, said)] = rich_text([*items, line("Item", shape="item"), zeroth])
    lists = [
        (part["style"], part.get("offset"), len(part["elements"])) for part in block["elements"]
    ]
    assert lists == [("ordered", 2, 2), ("ordered", 6, 1), ("bullet", None, 2)]
    assert said == "3. Item 3\n4. Item 4\n7. Item 7\n• Item\n0. Item"


def test_quotations_that_follow_each_other_stand_below_each_other() -> None:
    [(block, _)] = rich_text([line("one", shape="quote"), line("two", shape="quote")])
    [quote] = block["elements"]
    assert [run["text"] for run in quote["elements"]] == ["one", "\n", "two"]


def test_styles_and_links_are_told_by_elements_alone() -> None:
    runs = Run("*not bold*"), Run("bold", bold=True), Run("there", url="https://ours.example")
    [(block, _)] = rich_text([line(*runs)])
    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "*not bold*"},
        {"type": "text", "text": "bold", "style": {"bold": True}},
        {"type": "link", "url": "https://ours.example", "text": "there"},
    ]


def test_our_markdown_is_read() -> None:
    lines = of_markdown("**Sorry.**\n\n- Call *999*.\n> A note\nAsk again.")
    assert [(each.shape, each.text) for each in lines] == [
        ("line", "Sorry."),
        ("item", "Call *999*."),
        ("quote", "A note"),
        ("line", "Ask again."),
    ]
    assert lines[0].runs[0].bold
