"""What has changed since an earlier brief: a section at the head of the new one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from bot.briefs.content import Block, Brief, Note, Section, Told
from bot.briefs.kept import Kept, KeptStatement, kept_of
from bot.briefs.sections.changed import TITLE
from bot.briefs.wording import day, words


def compared(brief: Brief, earlier: Kept, *, edited: bool) -> Brief:
    """The brief with what is new in it, and what an earlier one said that it does not."""
    section = Section(
        f"What has changed since {day(earlier.made)}", tuple(_blocks(brief, earlier, edited))
    )
    return replace(brief, sections=(section, *brief.sections))


def _blocks(brief: Brief, earlier: Kept, edited: bool) -> Iterator[Block]:
    now = kept_of(brief)
    if now.about != earlier.about:
        yield Note(words("since_other", earlier=earlier.about, now=now.about))
    if edited:
        yield Note(words("since_edited"))
    today, before = _compared(now), _compared(earlier)
    said = dict(zip((kept.key for kept in now.statements), brief.statements(), strict=True))
    new = [kept for key, kept in today.items() if key not in before]
    gone = [kept for key, kept in before.items() if key not in today]
    if not new and not gone:
        yield Note(words("since_same", made=day(earlier.made)))
        return
    yield Note(words("since", made=day(earlier.made), added=len(new), gone=len(gone)))
    for label, group in groupby(new, lambda kept: f"New in {_where(kept)}"):
        yield Told(label, tuple(said[kept.key][1] for kept in group))
    for label, old in groupby(gone, lambda kept: f"No longer in {_where(kept)}"):
        yield Note(f"{label}: " + " · ".join(_shown(kept) for kept in old))


def _compared(kept: Kept) -> dict[tuple[str, ...], KeptStatement]:
    """The statements by what they are known by, but those that tell of changes themselves."""
    return {each.key: each for each in kept.statements if each.path[0] != TITLE}


def _where(kept: KeptStatement) -> str:
    """The section that a statement stands in, and what a fact is of."""
    of = f" – {', '.join(kept.of)}" if kept.is_fact and kept.of else ""
    return f"“{kept.path[0]}”{of}"


def _shown(kept: KeptStatement) -> str:
    return kept.text if kept.is_fact else f"“{kept.text}”"
