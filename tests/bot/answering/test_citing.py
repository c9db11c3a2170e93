import pytest

from bot.answering.citing import Citer, RefusedError
from corpus.documents import Document
from corpus.layout.cleaning import folded
from corpus.passages import Passage
from tests.finding import Finder

SENTENCE = (
    "The record of what was decided, however, is kept in three places, and nobody can say how "
    "long an allegation has been open."
)


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return Finder(tmp_path_factory.mktemp("lexical"))


def _holding(find: Finder, words: str) -> tuple[Passage, Document]:
    return next(
        (passage, document)
        for document, passages in find.cut
        for passage in passages
        if words in folded(passage.text)
    )


def test_a_quote_is_bound_to_its_offsets_on_each_page(find: Finder) -> None:
    passage, document = _holding(find, "kept in three places")
    cited = Citer(find.page_of, {}).cite(passage, document, SENTENCE)
    assert [citation.page for citation in cited] == [2, 3]
    on_pages = []
    for citation in cited:
        page = find.page_of(document.id, citation.page)
        assert page is not None
        on_pages.append(folded(page.text[citation.start : citation.end]))
    assert " ".join(" ".join(on_pages).split()) == SENTENCE


@pytest.mark.parametrize("gap", ["…", " … ", "...", " […] "])
def test_the_parts_of_a_quote_with_something_left_out_are_cited_each(
    find: Finder, gap: str
) -> None:
    passage, document = _holding(find, "Employers value")
    quote = f"Employers value{gap}they are given."
    cited = Citer(find.page_of, {}).cite(passage, document, quote)
    assert [citation.quote for citation in cited] == ["Employers value", "they are given."]
    assert cited[0].end < cited[1].start


@pytest.mark.parametrize(
    "quote", ["they are given. … Employers value", "Employers prize the advice", "", "…"]
)
def test_a_quote_that_does_not_stand_there_so_is_refused(find: Finder, quote: str) -> None:
    passage, document = _holding(find, "Employers value")
    with pytest.raises(RefusedError) as refusal:
        Citer(find.page_of, {}).cite(passage, document, quote)
    assert refusal.value.check == "verbatim"


def test_one_place_has_one_number(find: Finder) -> None:
    passage, document = _holding(find, "Employers value")
    citer = Citer(find.page_of, {})
    first, other = (
        citer.cite(passage, document, quote)[0]
        for quote in ("Employers value the advice they are given.", "answers in a day.")
    )
    assert [citer.number(citation) for citation in (first, other, first)] == [1, 2, 1]
    assert [citation.number for citation in citer.citations] == [1, 2]
