from dataclasses import replace

import pytest

from bot.answering.answers import Citation
from bot.slack.blocks.links import Links
from bot.slack.blocks.passage import Surroundings, passage_view, quoted
from corpus.passages import Passage
from tests.answers import a_citation
from tests.bot.slack.blocks.reading import of_type, seen, shown
from tests.documents import REPORT_PAGES, a_document, cut_source, source_of

_, PASSAGES = cut_source(source_of(*REPORT_PAGES))


def _passage(opening: str) -> Passage:
    [found] = [p for p in PASSAGES if p.text.startswith(opening)]
    return found


def _citation(passage: Passage, words: str) -> Citation:
    start = passage.text.index(words)
    [place] = passage.places(start, start + len(words))
    quote = passage.text[start : start + len(words)]
    return a_citation(quote=quote, page=place.page, start=place.start, end=place.end)


def _bold(view: dict[str, object]) -> list[str]:
    runs = of_type(view["blocks"], "text")
    return [run["text"] for run in runs if run.get("style", {}).get("bold")]


def test_the_quote_is_bold_in_its_passage() -> None:
    passage = _passage("The local authority designated officer")
    citation = _citation(passage, "Employers value the advice they are given.")
    view = passage_view(citation, Surroundings(passage), Links())
    assert _bold(view)[1:] == ["Employers value the advice they are given."]
    assert passage.text in shown(view)


def test_other_quotes_of_the_answer_in_the_same_passage_are_bold_too() -> None:
    passage = _passage("The local authority designated officer")
    told = "Leaders have asked for a single register by the summer."
    other = _citation(passage, told)
    elsewhere = replace(_citation(passage, "answers in a day"), passage_id="another")
    citation = _citation(passage, "Employers value the advice they are given.")
    view = passage_view(citation, Surroundings(passage), Links(), [citation, other, elsewhere])
    assert _bold(view)[1:] == [citation.quote, told]


def test_the_paragraphs_beside_it_are_in_small_print() -> None:
    passage = _passage("The local authority designated officer")
    before, after = _passage("Families who ask"), _passage("In the year to March 2024")
    citation = _citation(passage, "Employers value the advice they are given.")
    view = passage_view(citation, Surroundings(passage, before, after), Links())
    notes = [seen([block]) for block in view["blocks"] if block["type"] == "context"]
    assert notes == [f"Before it: 1. {before.text}", f"After it: 3. {after.text}"]


def test_an_item_of_a_list_is_marked_in_its_list() -> None:
    passage = _passage("The time it takes")
    item = "The time it takes to see a child after a contact is made."
    view = passage_view(_citation(passage, item), Surroundings(passage), Links())
    assert len(of_type(view["blocks"], "rich_text_list")) == 1
    assert item in _bold(view)


def test_where_the_quote_does_not_stand_in_the_passage_nothing_is_bold() -> None:
    passage = PASSAGES[-1]
    citation = a_citation(page=99)
    assert quoted(citation, passage) is None
    view = passage_view(citation, Surroundings(passage), Links())
    assert _bold(view) == [citation.title]


def test_a_long_passage_is_shown_whole() -> None:
    passage = replace(PASSAGES[-1], text="Families wait for a first visit. " * 900, spans=())
    view = passage_view(a_citation(), Surroundings(passage), Links())
    shown = "".join(run["text"] for run in of_type(view["blocks"], "text"))
    assert passage.text in shown


@pytest.mark.parametrize("url", [None, "https://scrutineer.example"])
def test_the_page_is_linked_where_there_is_one(url: str | None) -> None:
    view = passage_view(a_citation(), Surroundings(PASSAGES[0]), Links(url))
    links = [link["url"] for link in of_type(view["blocks"], "link")]
    assert links == ([] if url is None else [f"{url}/documents/d1?page=2&start=0&end=18"])


def test_the_headings_above_are_told_once() -> None:
    citation = a_citation(page=None, paragraph=None, heading=("Care", "Carers"))
    lines = shown(passage_view(citation, Surroundings(PASSAGES[0]), Links())).split("\n")
    assert lines[2] == "Care › Carers"


def test_other_places_of_the_document_are_named() -> None:
    other = replace(a_document(), path="packs\\june.pdf")
    view = passage_view(a_citation(also_in=(other,)), Surroundings(PASSAGES[0]), Links())
    assert f"The same is in “{other.title}” (june.pdf)." in shown(view)
