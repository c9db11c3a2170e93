"""The App Home: what is indexed, what stands, what you asked, and what this will not do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.changes import summed_up
from bot.slack.blocks import limits
from bot.slack.blocks.elements import Block, actions, button, context, header, section
from bot.slack.blocks.limits import length
from bot.slack.blocks.mrkdwn import on_one_line
from bot.slack.blocks.notices import Barred
from bot.slack.blocks.registers import item_line, source_line
from bot.slack.blocks.rich import Line, Run, line, of_markdown
from bot.slack.blocks.splitting import pieces_of
from bot.slack.blocks.views import View, home
from bot.slack.blocks.wording import counted, words
from corpus.dates import in_words
from corpus.documents import Document
from retrieval.changes import Change
from retrieval.registers import Listed
from retrieval.search.scope import spoken_date

_MOST_ITEMS, _MOST_QUESTIONS, _MOST_FAILURES, _MOST_CHANGES = 8, 6, 5, 5


@dataclass(frozen=True, slots=True)
class Indexed:
    """What is indexed: `newest` is the latest document, `failures` names files not read."""

    documents: int
    authorities: int
    newest: Document | None = None
    updated: datetime | None = None
    failures: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """What one person's App Home shows.

    `recommendations` are the current ones of the home authority, `recent` the person's own
    questions, newest first; `suggestions` could be asked. `first` is told how to begin.
    `changes` are the latest in the index, newest first, each with when it came about.
    `indexed` is None for somebody who may see no document.
    """

    indexed: Indexed | None
    authority: str | None = None
    recommendations: Sequence[Listed] = ()
    recent: Sequence[str] = ()
    suggestions: Sequence[str] = ()
    first: bool = False
    changes: Sequence[tuple[datetime, Change]] = ()


def home_view(shown: Home) -> View:
    """The App Home of a person."""
    blocks = [header(words("home_title")), section(words("home_introduction"))]
    if shown.first or not shown.recent:
        blocks += [header(words("home_how")), *_blocks(of_markdown(words("how_to_ask")))]
    blocks += _questions("home_suggestions", shown.suggestions, "home_ask")
    blocks += _recent(shown.recent)
    if shown.indexed is not None and shown.indexed.documents:
        blocks += [
            *context(words("home_brief")),
            actions([button(words("brief_make"), "home_brief", "brief")]),
        ]
    blocks += _recommendations(shown)
    blocks += _changes(shown.changes)
    if shown.indexed is None:
        blocks += context(words("home_nothing_seen"))
    else:
        blocks += _about(shown.indexed)
    blocks += [header(words("home_limits")), *_blocks(of_markdown(words("what_it_will_not_do")))]
    return home(blocks)


def closed_home_view(why: Barred) -> View:
    """The App Home of somebody who may not ask, which says so and nothing else."""
    return home([header(words("home_title")), section(words(f"barred_{why}"))])


def _questions(heading: str, questions: Sequence[str], action: str) -> list[Block]:
    buttons = [
        button(
            question, f"{action}:s{number}", question, label=words("ask_label", question=question)
        )
        for number, question in enumerate(_askable(questions), 1)
    ]
    return [*context(words(heading)), actions(buttons)] if buttons else []


def _recent(questions: Sequence[str]) -> list[Block]:
    asked = [
        section(
            on_one_line(question),
            button(
                words("ask_again"),
                f"home_ask:{number}",
                question,
                label=words("ask_label", question=question),
            ),
        )
        for number, question in enumerate(_askable(questions), 1)
    ]
    return [header(words("home_recent")), *asked] if asked else []


def _askable(questions: Sequence[str]) -> list[str]:
    fit = [q for q in dict.fromkeys(questions) if q.strip() and length(q) <= limits.BUTTON_VALUE]
    return fit[:_MOST_QUESTIONS]


def _recommendations(shown: Home) -> list[Block]:
    if shown.authority is None:
        return []
    heading = header(words("home_recommendations", authority=on_one_line(shown.authority)))
    if not shown.recommendations:
        return [heading, *context(words("home_no_recommendations"))]
    blocks = [heading]
    glance = shown.recommendations[:_MOST_ITEMS]
    for document, same in groupby(glance, lambda listed: listed.document):
        blocks += _blocks([source_line(document), *(item_line(each) for each in same)])
    more = len(shown.recommendations) - len(glance)
    if more > 0:
        blocks += context(words("home_more", more=counted(more, "more item")))
    show = button(words("home_show_register"), "home_recommendations", shown.authority[:200])
    return [*blocks, actions([show])]


def _changes(latest: Sequence[tuple[datetime, Change]]) -> list[Block]:
    if not latest:
        return []
    told = [
        line(
            Run(on_one_line(change.authority or words("untitled")), bold=True),
            f" · {in_words(at.date(), at.date())} · {summed_up(change)}",
            shape="item",
        )
        for at, change in latest[:_MOST_CHANGES]
    ]
    return [header(words("home_changes")), *_blocks(told), *context(words("home_follow"))]


def _about(indexed: Indexed) -> list[Block]:
    return [header(words("home_indexed")), *_blocks(_facts(indexed))]


def _facts(indexed: Indexed) -> Iterator[Line]:
    documents = counted(indexed.documents, "document")
    authorities = indexed.authorities
    about = f"{authorities:,} {'authority' if authorities == 1 else 'authorities'}"
    facts = [words("home_documents", documents=documents, authorities=about)]
    if indexed.newest is not None:
        title = on_one_line(indexed.newest.title) or words("untitled")
        facts.append(words("home_newest", title=title, dated=spoken_date(indexed.newest)))
    if indexed.updated is not None:
        at = indexed.updated
        facts.append(words("home_updated", day=f"{at.day} {at:%B %Y}", time=f"{at:%H:%M %Z}"))
    if indexed.failures:
        named = ", ".join(on_one_line(name) for name in indexed.failures[:_MOST_FAILURES])
        files = counted(len(indexed.failures), "file")
        facts.append(words("home_failures", files=files, named=named))
    else:
        facts.append(words("home_no_failures"))
    yield from of_markdown("\n".join(facts))


def _blocks(lines: Sequence[Line] | Iterator[Line]) -> list[Block]:
    return [piece.block for piece in pieces_of(lines)]
