import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.markup import with_lines, without_tags


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<p>Visits are late.</p>", "Visits are late."),
        ('<ul style="list-style-type: none"> • Two homes', "• Two homes"),
        ("<u>All</u> are seen", "All are seen"),
        ("ages <5 and a < b > c", "ages <5 and a < b > c"),
        ("write to <a person> or <unknown>", "write to <a person> or <unknown>"),
    ],
)
def test_tags_are_left_out_and_what_is_none_stays(text: str, seen: str) -> None:
    assert " ".join(without_tags(text).split()) == seen


def test_tags_of_blocks_part_lines_and_tags_within_them_stay() -> None:
    text = "One.</p><p>Two <u>and</u> a half.<ul style='x'> • Three"
    lines = [line.strip() for line in with_lines(text).splitlines() if line.strip()]
    assert lines == ["One.", "Two <u>and</u> a half.", "• Three"]


@given(st.text(alphabet='<>/pula b="x\n', max_size=40))
def test_offsets_stay_those_of_the_text(text: str) -> None:
    lines = with_lines(text)
    assert len(lines) == len(text)
    assert all(new in (old, "\n") for old, new in zip(text, lines, strict=True))
