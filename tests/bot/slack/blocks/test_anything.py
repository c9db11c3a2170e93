"""Whatever documents and people write, Slack takes what is made of it, and nothing acts there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.answers import SEAL, Claim
from bot.answering.checking.checked import Checked, CheckedClaim
from bot.slack.blocks.brief import brief_view, declined_view
from bot.slack.blocks.brief_told import about, in_line, progress
from bot.slack.blocks.checking import check_messages
from bot.slack.blocks.home import Home, Indexed, home_view
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.blocks.notices import apology, greeting
from bot.slack.blocks.passage import Surroundings, passage_view
from bot.slack.blocks.registers import judgements, recommendations
from bot.slack.blocks.review import (
    Change,
    changes_view,
    decided_message,
    edit_view,
    held_message,
    review_messages,
)
from bot.slack.blocks.status import reading, status_message, suggested_prompts
from corpus.passages import Passage, Span
from retrieval.registers import Listed
from tests.answers import a_citation, an_answer
from tests.bot.slack.blocks.reading import read, shown
from tests.bot.slack.blocks.registers import a_grade, an_item
from tests.documents import a_document
from tests.slack_emulator.mrkdwn import links_of_message, pings_of_message

ANYTHING = st.text(st.characters(), max_size=120) | st.sampled_from(
    (
        "<!channel> <@U0123> <#C1|x> <https://evil.example|click> www.evil.example @here",
        ":tada: *bold* _it_ ~no~ `code` &amp; & <b> {0} {name} %s",
        "\n\n> quote\n- item\n**bold**",
        "y" * 7_000,
        "Families wait for a visit. " * 400,
        "🙂" * 3_500,
        "&<>" * 1_500,
        "",
        " ",
    )
)
AREAS = ("Care leavers",)
whatever = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _harmless(messages: Sequence[Message]) -> None:
    read(messages)
    for message in messages:
        assert pings_of_message(message.arguments()) == []
        assert links_of_message(message.arguments()) == []


def _harmless_view(view: dict[str, Any]) -> None:
    shown(view)
    assert pings_of_message(view) == []
    assert links_of_message(view) == []


@whatever
@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING, st.sampled_from(["paragraph", "list", "front"]))
def test_passages(text: str, title: str, heading: str, beside: str, shape: Any) -> None:
    span = Span(0, len(text), 2, 0)
    passage = Passage("p1", "d1", 1, text, shape, heading or None, (heading,), (span,))
    citation = a_citation(quote=text, title=title, heading=(heading, title), paragraph=heading)
    other = replace(passage, text=beside)
    _harmless_view(passage_view(citation, Surroundings(passage, other, other), Links()))


@whatever
@given(st.lists(ANYTHING, min_size=1, max_size=20), ANYTHING, ANYTHING)
def test_registers(texts: list[str], title: str, asked: str) -> None:
    document = replace(a_document(), title=title, authority=asked or None)
    listed = [an_item(number, text, document) for number, text in enumerate(texts)]
    graded = [a_grade(document=document), a_grade(document=a_document("Thornbeck"))]
    for page in range(1, 4):
        _harmless([recommendations(listed, asked, page), judgements(graded, asked, page)])
    _harmless([recommendations([], asked), judgements([], asked)])


@whatever
@given(st.lists(ANYTHING, max_size=12), ANYTHING, ANYTHING)
def test_homes(texts: list[str], authority: str, failure: str) -> None:
    items: list[Listed] = [an_item(number, text) for number, text in enumerate(texts)]
    newest = replace(a_document(), title=authority)
    indexed = Indexed(3, 2, newest, failures=(failure, *texts))
    _harmless_view(home_view(Home(indexed, authority, items, texts, texts, first=True)))


@whatever
@given(st.lists(st.tuples(ANYTHING, ANYTHING), max_size=12))
def test_checks(texts: list[tuple[str, str]]) -> None:
    claims = tuple(
        CheckedClaim(text, "differs", (number,), detail)
        for number, (text, detail) in enumerate(texts, 1)
    )
    cited = tuple(a_citation(number, detail) for number, (_, detail) in enumerate(texts, 1))
    caveats = tuple(detail for _, detail in texts[:1])
    _harmless(check_messages(Checked(claims, cited, caveats, 5, seal=SEAL), "c1"))


@whatever
@given(st.lists(ANYTHING, min_size=1, max_size=12), ANYTHING, ANYTHING)
def test_reviews(texts: list[str], question: str, reason: str) -> None:
    answer = an_answer([Claim(text, (1,)) for text in texts], question=question)
    # A card mentions who asked, and nobody else.
    cards = review_messages(answer, asker="U0ASKER", channel="C0TEAM")
    read(cards)
    called = {target for card in cards for _, target, _ in pings_of_message(card.arguments())}
    assert called == {"U0ASKER", "C0TEAM"}
    _harmless([decided_message(answer, "rejected", reason=reason), held_message(question, reason)])
    _harmless_view(edit_view(answer))
    changes = [Change(text, reason, question or None) for text in texts]
    _harmless_view(changes_view("a1", [*changes, Change(question, None)]))


@whatever
@given(ANYTHING, ANYTHING)
def test_short_messages(text: str, other: str) -> None:
    _harmless([apology(text), greeting((text, other)), status_message(reading(5, (text, other)))])
    _harmless_view(brief_view([text, other, "Aldermere"], AREAS, authority=other, topic=text))
    _harmless_view(declined_view(text))
    _harmless([progress(about(text, other), other, "", text), in_line(3)])
    assert all(prompt["title"] and prompt["message"] for prompt in suggested_prompts(text))
