import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.answers import Answer, Claim, Outcome
from bot.slack.blocks.answer import messages
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import on_one_line
from bot.slack.blocks.sources import sources_view
from tests.answers import a_citation, an_answer
from tests.bot.slack.blocks.reading import of_type, parts, read, seen, shown
from tests.slack_emulator.mrkdwn import links_of_message, pings_of_message

TRAPS = st.sampled_from(
    (
        "<!channel> <@U0123> <#C1|x> <https://evil.example|click> https://evil.example @here",
        ":tada: *bold* _it_ ~no~ `code` &amp; & <b>",
        "> quote",
        "x" * 5000,
        "Families wait. " * 300,
        "🙂" * 1800,
        "&" * 2500,
    )
)
WORDS = st.text(max_size=80) | TRAPS
CLAIMS = st.lists(
    st.builds(
        Claim,
        WORDS,
        st.just((1,)),
        item=st.booleans(),
        group=st.sampled_from(["", "A group"]) | WORDS,
        label=st.just("") | WORDS,
    ),
    max_size=25,
)
CITATIONS = st.builds(
    lambda quote, title, day: a_citation(
        quote=quote, title=title, document_id=f"d{title}", date=day
    ),
    WORDS,
    WORDS,
    st.none() | st.dates(),
)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Answers of every outcome, with whatever characters, however long."""
    citations = [
        replace(citation, number=number)
        for number, citation in enumerate(draw(st.lists(CITATIONS, max_size=12)), 1)
    ]
    claims = draw(CLAIMS) if citations else []
    claims = [
        replace(claim, citations=(1 + position % len(citations),))
        for position, claim in enumerate(claims)
    ]
    return an_answer(
        claims,
        citations,
        outcome=draw(st.sampled_from(get_args(Outcome))),
        text=None if claims else draw(WORDS),
        question=draw(WORDS),
        caveats=draw(st.lists(WORDS, max_size=4)),
        corrections=draw(st.lists(WORDS, max_size=2)) if claims else [],
        suggestions=draw(st.lists(WORDS, max_size=4)),
    )


def squeezed(text: str) -> str:
    """Without white space, which is folded in what is shown."""
    return re.sub(r"\s", "", on_one_line(text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers(), st.booleans())
def test_whatever_is_answered_is_told_whole_within_the_limits(
    answer: Answer, private: bool
) -> None:
    told = messages(answer, private=private)
    assert told
    text = re.sub(r"\(continued,\d+of\d+\)|\(goesonbelow,\d+of\d+\)", "", squeezed(read(told)))
    for claim in answer.claims:
        assert squeezed(claim.text) in text
        assert all(f"[{number}]" in text for number in claim.citations)
    for caveat in (*answer.caveats, *answer.corrections) if answer.claims else ():
        assert squeezed(caveat) in text
    pages = [sources_view(answer, Links(), page) for page in range(1, 5)]
    assert all(map(shown, pages))
    sources = squeezed(seen(of_type([page["blocks"] for page in pages], "rich_text")))
    for citation in answer.citations:
        assert squeezed(citation.quote) in sources
        assert squeezed(citation.title) in text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers())
def test_nothing_that_a_document_says_acts_in_slack(answer: Answer) -> None:
    for message in messages(answer, private=True):
        assert not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", message.text)
        kinds = {part.get("type") for part in parts(list(message.blocks))}
        assert kinds.isdisjoint({"mrkdwn", "markdown", "link", "user", "broadcast", "channel"})
        assert not any(part.get("emoji") for part in parts(list(message.blocks)))
        assert pings_of_message(message.arguments()) == []
        assert links_of_message(message.arguments()) == []


def test_the_answer_stands_before_its_sources() -> None:
    [message] = messages(an_answer())
    text = read([message])
    assert text.index("Carers feel heard. [1]") < text.index("Sources")
    assert "[1] page 2, paragraph 14: “Carers feel heard.”" in text
    assert "Inspection of Aldermere children’s services · Ofsted · 4 to 15 March 2024" in text


def test_the_fallback_tells_the_answer_and_names_its_sources() -> None:
    [message] = messages(an_answer())
    assert message.text.startswith("Carers feel heard. [1]")
    assert "Inspection of Aldermere children’s services" in message.text


def test_items_are_a_list_under_their_group() -> None:
    claims = [
        Claim("See children sooner.", (1,), item=True, group="What must improve"),
        Claim("Keep one register.", (1,), item=True, group="What must improve"),
    ]
    [message] = messages(an_answer(claims))
    first = message.blocks[0]
    assert [part["type"] for part in first["elements"]] == ["rich_text_section", "rich_text_list"]
    assert first["elements"][0]["elements"][0]["style"] == {"bold": True}
    assert len(first["elements"][1]["elements"]) == 2


def test_sentences_of_a_group_are_one_paragraph() -> None:
    claims = [Claim("Visits are late.", (1,)), Claim("Plans are clear.", (1,))]
    assert "Visits are late. [1] Plans are clear. [1]" in read(messages(an_answer(claims)))


def test_many_sentences_of_a_group_are_a_list() -> None:
    claims = [Claim(f"Sentence {number}.", (1,)) for number in range(3)]
    [message] = messages(an_answer(claims))
    [listed] = of_type([message.blocks[0]], "rich_text_list")
    assert len(listed["elements"]) == 3


def test_sources_at_one_place_name_it_once_and_share_a_button() -> None:
    citations = [a_citation(number, f"Quote {number}.") for number in range(1, 4)]
    claims = [Claim(f"Claim {number}.", (number,)) for number in range(1, 4)]
    [message] = messages(an_answer(claims, citations))
    text = read([message])
    assert text.count("page 2, paragraph 14") == 1
    assert "[3] as [1]: “Quote 3.”" in text
    assert "Show passage [1]–[3]" in text


def test_the_grade_of_a_row_stands_out() -> None:
    claims = [Claim("Overall effectiveness Requires improvement to be good", (1,), item=True)]
    [message] = messages(an_answer(claims))
    [bold] = [
        run["text"]
        for run in of_type([message.blocks[0]], "text")
        if run.get("style", {}).get("bold")
    ]
    assert bold == "Requires improvement to be good"


def test_an_item_that_ends_with_the_word_good_is_no_grade() -> None:
    [message] = messages(an_answer([Claim("See that plans are good.", (1,), item=True)]))
    assert not any("style" in run for run in of_type([message.blocks[0]], "text"))


def test_newer_documents_come_first_among_the_sources() -> None:
    older = a_citation(1, "Old.", document_id="old", title="Older letter", date=date(2017, 7, 6))
    newer = a_citation(2, "New.", document_id="new", title="Newer report")
    claims = [Claim("Old.", (1,)), Claim("New.", (2,))]
    text = read(messages(an_answer(claims, [older, newer])))
    assert text.index("Newer report") < text.index("Older letter")


def test_a_source_that_says_what_the_answer_says_is_recalled_by_its_beginning() -> None:
    long = "Families who ask for help are met by a team that knows the borough well. " * 5
    text = read(messages(an_answer([Claim(long.strip(), (1,))], [a_citation(quote=long)])))
    assert text.count(long.strip()) == 1
    assert "“Families who ask for help are met by a team…”" in text


def test_many_sources_are_named_and_all_are_one_button_away() -> None:
    citations = [
        a_citation(n, f"Quote {n}.", document_id=f"d{n}", title=f"Report {n}") for n in range(1, 9)
    ]
    citations.append(a_citation(9, "Quote 9.", document_id="d7", title="Report 7"))
    claims = [Claim(f"Claim {n}.", (n,)) for n in range(1, 10)]
    answer = an_answer(claims, citations)
    [message] = messages(answer)
    text = read([message])
    assert "“Quote 5.”" in text
    assert "“Quote 6.”" not in text
    assert "Report 8, 4 to 15 March 2024: [8] page 2" in text
    assert "Report 7, 4 to 15 March 2024: [7] [9] page 2, paragraph 14" in text
    [button] = [b for b in of_type(list(message.blocks), "button") if "Show all" in seen([b])]
    assert (button["action_id"], button["value"]) == ("more_sources", answer.id)


def test_a_passage_is_one_button_away() -> None:
    answer = an_answer()
    [button] = [
        b
        for message in messages(answer)
        for b in of_type(list(message.blocks), "button")
        if b["action_id"].startswith("show_passage")
    ]
    assert (button["action_id"], button["value"]) == ("show_passage:1", f"{answer.id}:1")


def test_action_ids_are_used_once_in_a_row() -> None:
    citations = [a_citation(n, f"Quote {n}.", passage_id=f"p{n}") for n in range(1, 5)]
    claims = [Claim(f"Claim {n}.", (n,)) for n in range(1, 5)]
    answer = an_answer(claims, citations, suggestions=["What else?", "And then?"])
    for message in messages(answer, private=True):
        for row in of_type(list(message.blocks), "actions"):
            ids = [element["action_id"] for element in row["elements"]]
            assert len(set(ids)) == len(ids)


def test_caveats_are_in_small_print_below_the_answer() -> None:
    [message] = messages(an_answer(caveats=["One document states no date.", "Two are old."]))
    notes = [seen([block]) for block in message.blocks if block["type"] == "context"]
    assert "Note: One document states no date.\nNote: Two are old." in notes


@pytest.mark.parametrize("private", [True, False])
def test_only_a_private_answer_can_be_shared_and_tells_its_question(private: bool) -> None:
    [message] = messages(an_answer(), private=private)
    buttons = [b["action_id"] for b in of_type(list(message.blocks), "button")]
    assert ("share" in buttons) is private
    assert ("How do carers feel in Aldermere?" in read([message])) is private
    assert (message.metadata is None) is private


def test_a_shared_answer_tells_who_shared_it_and_what_was_asked() -> None:
    [message] = messages(an_answer(), shared_by="U0123ABC")
    assert "Shared by <@U0123ABC>" in read([message])
    assert "Asked: How do carers feel in Aldermere?" in read([message])


def test_who_is_no_user_is_not_mentioned() -> None:
    [message] = messages(an_answer(), shared_by="!channel")
    assert "<!channel>" not in read([message])


def test_a_suggestion_asks_its_question() -> None:
    long = "What did inspectors find about " + "care leavers and " * 8 + "carers?"
    [message] = messages(an_answer(suggestions=["What else?", long, "x" * 2001]))
    buttons = {
        b["action_id"]: b
        for b in of_type(list(message.blocks), "button")
        if b["action_id"].startswith("suggest")
    }
    assert {name: b["value"] for name, b in buttons.items()} == {
        "suggest:1": "What else?",
        "suggest:2": long,
    }
    assert long in message.text


def test_feedback_names_the_answer() -> None:
    answer = an_answer()
    [message] = messages(answer)
    [buttons] = of_type(list(message.blocks), "feedback_buttons")
    assert buttons["action_id"] == "feedback"
    assert buttons["positive_button"]["value"] == f"useful:{answer.id}"
    assert buttons["negative_button"]["value"] == f"wrong:{answer.id}"


def test_no_evidence_says_so_then_the_nearest_passages_and_what_to_do() -> None:
    text = (
        "No answer was found in the indexed documents. 5 documents searched.\n\n"
        "Understood as: carers.\n\nThe nearest passages, which may not answer the question:\n"
        "- “Carers feel heard.\nThey say so.” [1]"
    )
    citations = [a_citation(quote="Carers feel heard.\nThey say so.")]
    [message] = messages(an_answer([], citations, outcome="no_evidence", text=text))
    told = read([message])
    assert told.startswith("No answer was found in the indexed documents.")
    assert told.count("The nearest passages") == 1
    assert told.count("Understood as: carers.") == 1
    assert told.count("“Carers feel heard. They say so.”") == 1
    assert told.count("They say so.") == 1
    assert "/recommendations" in told


def test_a_long_passage_that_does_not_answer_is_told_by_its_beginning() -> None:
    long = a_citation(quote="Families wait for a first visit. " * 30)
    answer = an_answer([], [long], outcome="no_evidence", text="Nothing.")
    assert len(read(messages(answer))) < 700
    assert shown(sources_view(answer, Links())).count("first visit.") == 30


def test_a_question_that_is_not_taken_has_no_sources_and_asks_for_no_feedback() -> None:
    text = "Call 999.\n- Childline: 0800 1111."
    [message] = messages(an_answer([], [], outcome="declined", text=text, question=""))
    assert read([message]) == "Call 999.\nChildline: 0800 1111."
    assert not of_type(list(message.blocks), "feedback_buttons", "button")


def test_a_question_that_is_unclear_offers_what_may_be_meant() -> None:
    answer = an_answer(
        [],
        [],
        outcome="needs_clarification",
        text="Which authority is meant?",
        suggestions=["Grades of Aldermere?"],
    )
    [message] = messages(answer)
    assert "Is one of these meant?" in read([message])
    assert [b["value"] for b in of_type(list(message.blocks), "button")] == ["Grades of Aldermere?"]


def test_a_failure_can_be_asked_again() -> None:
    answer = an_answer([], [], outcome="failed", text="The index could not be read.")
    [message] = messages(answer)
    assert "Nothing is lost" in read([message])
    assert [b["value"] for b in of_type(list(message.blocks), "button")] == [answer.question]


def test_marks_link_to_our_own_page_where_there_is_one() -> None:
    links = Links("https://scrutineer.example/")
    told = messages(an_answer(), links=links)
    urls = {part["url"] for part in of_type([list(m.blocks) for m in told], "link")}
    assert urls == {"https://scrutineer.example/documents/d1?page=2&start=0&end=18"}


def test_a_long_answer_is_several_messages_each_of_which_tells_so() -> None:
    claims = [Claim(f"Claim {n}: {'families wait. ' * 60}", (1,), item=True) for n in range(40)]
    told = messages(an_answer(claims))
    assert len(told) > 1
    assert _first_note(told[1]) == f"(continued, 2 of {len(told)})"
    assert told[1].text.startswith("(continued, 2 of ")
    assert f"(goes on below, 1 of {len(told)})" in seen([told[0].blocks[-1]])
    assert [message.metadata is not None for message in told] == [True] + [False] * (len(told) - 1)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"date_basis": "inferred"}, "4 to 15 March 2024 (the date is inferred)"),
        ({"date_basis": "given"}, "4 to 15 March 2024 (the date was added by hand)"),
        ({"date_basis": "inferred", "dated": "undated, after May 2020"}, "undated, after May 2020"),
        ({"printed_page": "iv"}, "page 2, printed as iv, paragraph 14"),
        ({"confidence": 0.4}, "read by OCR, check the page"),
        (
            {"page": None, "paragraph": None},
            "[1] under “What needs to improve”: “Carers feel heard.”",
        ),
        ({"page": None}, "[1] paragraph 14: “Carers feel heard.”"),
        ({"page": None, "paragraph": None, "heading": ()}, "[1] “Carers feel heard.”"),
        ({"title": "Letter"}, "Ofsted · Aldermere · 4 to 15 March 2024"),
        (
            {"title": "Minutes", "publisher": "Aldermere council"},
            "Aldermere council · 4 to 15 March",
        ),
        ({"title": " "}, "Document without a title"),
    ],
)
def test_a_source_tells_what_is_to_be_known_of_it(changes: dict[str, Any], told: str) -> None:
    text = read(messages(an_answer(citations=[a_citation(**changes)])))
    assert any(each.endswith(told) or told in each for each in text.split("\n"))


def _first_note(message: Message) -> str:
    notes: Sequence[Any] = of_type([message.blocks[0]], "plain_text")
    return str(notes[0]["text"])
