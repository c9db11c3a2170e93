from dataclasses import replace

import pytest

from bot.answering.entries import entries
from tests.documents import REPORT_PAGES, cut_source, source_of


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Lead officer: Odalys Quillfeather, Head of Help", True),
        ("Odalys Quillfeather Director of Children’s Services", True),
        ("Cllr Bram Tolliver, Cabinet Member for Schools", True),
        ("Odalys Quillfeather", False),
        ("The Director", False),
        ("Cllr Bram Tolliver told the panel of the following:", False),
        ("What needs to improve", False),
        ("Cllr Bram Tolliver, Cabinet Member, spoke of schools.", False),
    ],
)
def test_an_entry_says_what_its_value_is_of(line: str, told: bool) -> None:
    _, passages = cut_source(source_of(*REPORT_PAGES))
    passage = replace(passages[0], text=f"Some sentence stands here.\n{line}\nAnother does.")
    assert list(entries(passage)) == ([line] if told else [])
