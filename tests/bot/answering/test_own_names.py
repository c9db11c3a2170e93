"""What something is called, and which panel it is: the name stands in the answer."""

import pytest

from bot.answering.elements import gives_own_name
from bot.answering.naming import begun_by_own_name, led_by_name, with_names_before
from bot.answering.selection.scoring import scored
from bot.answering.selection.sentences import Sentence
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder

MORE = (
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
    "4. The council of children meets monthly. The council of children, ‘Loud Larks’, is \r\n"
    "heard by leaders.\r\n"
    "5. The Safer Harbours (SHARP) panel meets weekly. The wide remit of the panel, which \r\n"
    "covers canal safety, gives leaders good oversight.\r\n"
)
CALLED = "What is the council of children called in Aldermere?"
PANEL = "Which panel covers canal safety in Aldermere?"


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    folder = tmp_path_factory.mktemp("lexical")
    return Finder(folder, [source_of(*REPORT_PAGES, MORE)])


def _of_passage(find: Finder, question: str, words: str) -> list[Sentence]:
    """The sentences of the passage with these words, in its order."""
    found = find(question)
    every = scored(found.hits, found.query, found.topic)
    return sorted((s for s in every if words in s.passage.text), key=lambda s: s.position)


def test_what_it_is_called_begins_with_its_own_name(find: Finder) -> None:
    picked = _of_passage(find, CALLED, "Loud Larks")
    assert len(picked) > 1
    told = begun_by_own_name(picked, find(CALLED).query)
    assert [("Loud Larks" in s.text) for s in told] == [True]


def test_short_for_what_it_is_everywhere_is_no_name() -> None:
    assert not gives_own_name("The children in care council (CiCC) meets.", ())
    assert gives_own_name("The warmth around families team (WAFT) meets.", ())
    assert gives_own_name("It is led by ‘Loud Larks’.", ())


def test_the_panel_is_told_with_the_sentence_that_names_it(find: Finder) -> None:
    (second,) = (s for s in _of_passage(find, PANEL, "canal") if "canal" in s.text)
    (told,) = with_names_before([second], find(PANEL).query)
    assert told.text.startswith("The Safer Harbours (SHARP) panel")
    assert told.text.endswith("good oversight.")


def test_nothing_is_put_before_where_no_panel_is_asked_for(find: Finder) -> None:
    asked = "What is said of canal safety in Aldermere?"
    (second,) = (s for s in _of_passage(find, asked, "canal") if "canal" in s.text)
    assert with_names_before([second], find(asked).query) == [second]


def test_a_name_that_is_asked_about_leads_where_the_fullest_sentence_has_it(find: Finder) -> None:
    asked = "tell me about the Safer Harbours panel in Aldermere"
    found = find(asked)
    ranked = _of_passage(find, asked, "canal")
    assert "Safer Harbours" in led_by_name(ranked[::-1], found.query, found.topic)[0].text
