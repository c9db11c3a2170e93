"""Whole briefs as they are kept: the same again, or not at all."""

import zlib
from dataclasses import replace

import pytest

from bot.briefs.whole import whole_packed, whole_unpacked
from bot.state.codec import UnreadableError
from tests.bot.briefs.making import brief_of
from tests.bot.running import Scrutineer


def test_a_brief_is_the_same_again_with_all_that_it_cites(sample: Scrutineer) -> None:
    brief = brief_of(sample, neighbours=True)
    packed = whole_packed(brief)
    assert whole_unpacked(packed) == brief
    assert len(packed) < 100_000
    shorter = replace(brief, sections=brief.sections[:1])
    assert whole_unpacked(whole_packed(shorter)) == shorter != brief


@pytest.mark.parametrize(
    "content", [b"", b"no brief", zlib.compress(b"{"), zlib.compress(b'{"title": 1}')]
)
def test_what_is_no_brief_is_told(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        whole_unpacked(content)
