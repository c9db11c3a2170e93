"""A question and what came of it, as the page of a conversation shows it to its visitor."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.answers import Answer, Citation
from bot.answering.showing import newest_first
from bot.app import App
from bot.state.conversations import Turn
from bot.state.feedback import Feedback
from bot.web.asking.answer_view import (
    OUTCOMES,
    Block,
    Group,
    Told,
    blocks_of,
    groups_of,
    table_of,
)
from bot.web.asking.copying import as_markdown, as_text
from bot.web.asking.limits import ANYTHING, Limits, limits_of
from bot.web.asking.source_view import Source, sources_of

LOST = "This answer is no longer kept. You can ask again."
HIDDEN = (
    "This answer is not shown: it was made from documents of which you may not see all (any "
    "more), or some have been removed. You can ask again."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, ready for the template.

    `limits` is what the question was understood as; `since` is what has become of its documents;
    `brief_on` is the authority that it is about, empty where there are several or none.
    """

    identity: str
    outcome: str
    outcome_words: str
    tag: str
    corrections: tuple[str, ...]
    groups: tuple[Group, ...]
    table: tuple[tuple[str, Told], ...]
    instead: tuple[Block, ...]
    caveats: tuple[str, ...]
    since: tuple[str, ...]
    sources: tuple[Source, ...]
    reading: str
    searched: str
    limits: Limits
    suggestions: tuple[str, ...]
    text: str
    markdown: str
    feedback: Feedback | None
    may_be_judged: bool
    brief_on: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn with its number; `absent` says why there is no answer to be shown."""

    number: int
    question: str
    asked: str
    at: str
    answer: Shown | None
    absent: str
    kept: Limits


@dataclass(frozen=True, slots=True)
class Standing:
    """How the index stands now: ids of its documents and of those superseded, its authorities."""

    held: frozenset[str] = frozenset()
    superseded: frozenset[str] = frozenset()
    authorities: tuple[str, ...] = ()


def standing(app: App) -> Standing:
    """How the index stands for who sees it through `app`."""
    held = frozenset(each.document.id for each in app.documents())
    return Standing(held, app.superseded(), tuple(app.authorities()))


def turn_view(
    number: int,
    turn: Turn,
    answer: Answer | None,
    now: Standing,
    said: Feedback | None,
    base: str,
    *,
    hidden: bool = False,
) -> TurnView:
    """A turn as its visitor may see it; `base` begins the addresses of copies.

    `hidden`: its answer may not be shown to them.
    """
    shown = None if answer is None or hidden else answer_view(answer, now, said, base)
    return TurnView(
        number=number,
        question=turn.question or "A question that was not kept",
        asked=f"{turn.at.day} {turn.at:%B %Y}",
        at=turn.at.isoformat(timespec="seconds"),
        answer=shown,
        absent="" if shown else HIDDEN if hidden else LOST,
        kept=limits_of(turn.query.filters) if turn.query else ANYTHING,
    )


def answer_view(answer: Answer, now: Standing, said: Feedback | None, base: str) -> Shown:
    """An answer, ready for the template."""
    groups = groups_of(answer)
    claimed = bool(answer.claims)
    return Shown(
        identity=answer.id,
        outcome=answer.outcome,
        outcome_words=OUTCOMES[answer.outcome],
        tag="good" if answer.outcome == "answered" else "warn",
        corrections=answer.corrections,
        groups=groups,
        table=table_of(groups),
        instead=() if claimed else blocks_of(answer),
        caveats=answer.caveats if claimed else (),
        since=tuple(_since(answer, now)),
        sources=sources_of(answer.citations, now.superseded, now.held, base),
        reading=answer.scope.reading,
        searched=_searched(answer.scope.documents_searched),
        limits=limits_of(answer.scope),
        suggestions=answer.suggestions,
        text=as_text(answer, base) if claimed else "",
        markdown=as_markdown(answer, base) if claimed else "",
        feedback=said,
        may_be_judged=answer.outcome in ("answered", "partial", "no_evidence"),
        brief_on=_only_authority(answer, now),
    )


def _only_authority(answer: Answer, now: Standing) -> str:
    """The authority that an answer is about, and that documents are seen of."""
    named = answer.scope.authorities
    return named[0] if len(named) == 1 and named[0] in now.authorities else ""


def _searched(documents: int) -> str:
    return "1 document searched." if documents == 1 else f"{documents:,} documents searched."


def _since(answer: Answer, now: Standing) -> Iterator[str]:
    """What has become of the documents that an answer rests on, where it does not say so itself."""
    if not answer.claims:
        return
    cited = newest_first(answer.citations)
    for title in _titles(cited, {c.document_id for c in cited} - now.held):
        yield f"“{title}” is no longer in the index. The answer stands as it was given."
    newest = _newest_of_each(cited)
    for title in _titles(cited, newest & now.superseded):
        if not any(title in caveat for caveat in answer.caveats):
            yield f"“{title}” is not the newest of its kind in the index: a later one replaces it."


def _titles(cited: Sequence[Citation], ids: Collection[str]) -> list[str]:
    return list(dict.fromkeys(c.title for c in cited if c.document_id in ids))


def _newest_of_each(cited: Sequence[Citation]) -> frozenset[str]:
    """The newest document that is cited of each authority."""
    newest: dict[str | None, str] = {}
    for citation in cited:
        newest.setdefault(citation.authority, citation.document_id)
    return frozenset(newest.values())
