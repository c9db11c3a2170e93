from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.reading import Reading
from bot.web.reading.searching import MOST_HITS, hits
from corpus.sources import Page
from retrieval.registers import Standing
from tests.documents import a_document


def reading(*texts: str) -> Reading:
    """A document with these pages."""
    document = replace(a_document(), last_page=len(texts), pages=len(texts))
    standing = Standing(document.id, (), None, (), 0)

    def page_of(_: str, number: int | None) -> Page | None:
        return None if number is None else Page(number, texts[number - 1])

    return Reading(document, standing, (), (), (), (), {document.id: document}, page_of)


def found(words: str, *texts: str) -> list[tuple[int | None, str]]:
    return [(hit.page, hit.words) for hit in hits(reading(*texts), words)]


def test_words_are_found_however_they_are_broken_and_written() -> None:
    text = "The Designated\r\nOfficer’s work-\r\nload; the work\ufffeload of “ofﬁcers”."
    assert found("designated officer's", text) == [(1, "Designated Officer’s")]
    assert len(found("workload", "work\ufffeload and work-load, Workload")) == 3
    assert found('"OFFICERS"', text) == [(1, "“ofﬁcers”")]
    assert found("the", text, "none", "Other") == [(1, "The"), (1, "the"), (3, "the")]


def test_what_stands_around_is_told_in_whole_words() -> None:
    (hit,) = hits(reading("a" + " word" * 40 + " here it is " + "word " * 40), "here it is")
    assert hit.before.startswith("…word")
    assert hit.after.endswith("word…")
    assert hit.before.endswith(" ")
    assert hit.after.startswith(" ")
    (start,) = hits(reading("Here it is."), "here")
    assert (start.before, start.after) == ("", " it is.")


def test_nothing_is_found_by_nothing_and_not_too_much_by_little() -> None:
    assert found("", "text") == []
    assert found(" - ", "text - text") == []
    assert len(found("a", "a " * 1000)) == MOST_HITS


@given(st.text("aB -’\n\ufffeﬁ", min_size=1, max_size=30), st.data())
def test_any_stretch_of_a_page_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    if not any(map(str.isalnum, words)):
        return
    assert any(
        "".join(filter(str.isalnum, hit.words)).lower()
        == "".join(filter(str.isalnum, words)).lower()
        for hit in hits(reading(text), words)
    )
