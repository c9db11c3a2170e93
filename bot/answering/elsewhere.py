"""Where home has nothing to tell, and other authorities' documents do: they are named, not told."""

from collections.abc import Callable
from dataclasses import replace

from bot.answering.drafts import Brief, Draft
from bot.answering.extractive import ExtractiveAnswerer
from bot.answering.said import said
from prompts import section
from retrieval.query import Query

# So many other authorities are named at the most.
_MOST_NAMED = 3


def pointed_elsewhere(draft: Draft, query: Query, brief_of: Callable[[Query], Brief]) -> Draft:
    """The draft, which says whose documents do tell what home's do not.

    Only where home was taken because the question names no authority. `brief_of` searches.
    """
    if not query.assumed_home or query.intent != "passages" or draft.claims or draft.clarification:
        return draft
    brief = brief_of(replace(query, authorities=(), assumed_home=False))
    told = ExtractiveAnswerer().draft(brief)
    whose = (one.document.authority for one in said(brief, told.claims))
    names = [name for name in dict.fromkeys(whose) if name and name not in query.authorities]
    if told.partial or not names:
        return draft
    names = names[:_MOST_NAMED]
    caveat = section("caveats", "told_elsewhere").format(
        home=" and ".join(query.authorities), names=" and ".join(names)
    )
    asked = query.question.rstrip("?. ")
    return replace(
        draft,
        caveats=(*draft.caveats, caveat),
        suggestions=(*(f"{asked} – {name}?" for name in names), *draft.suggestions),
    )
