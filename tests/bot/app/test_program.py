"""The composition root: generations, the dense side, the home authority."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.app import open_app
from bot.faults import DeclinedError, MendableError, NothingIndexedError
from bot.settings import Settings
from corpus.sample import DOCUMENTS
from prompts import section
from retrieval.embedding.embedders import EmbedderFailedError
from retrieval.ports import Vectors
from retrieval.query import Filters
from tests.bot.running import Scrutineer
from tests.fakes.embedding import WordEmbedder

GRADE = "What is the overall grade?"
NO_DENSE = section("caveats", "no_dense")
PACK = DOCUMENTS / "aldermere-scrutiny-pack-2024-11.pdf"
OF_2019, OF_2024 = (DOCUMENTS / f"aldermere-inspection-{year}.pdf" for year in (2019, 2024))


class MoodyEmbedder(WordEmbedder):
    """Embeds until it is told to fail."""

    failing = False

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.failing:
            raise EmbedderFailedError("The embedder is away.")
        return super().embed(texts)


def test_a_question_leaves_nothing_behind_where_nothing_is_indexed(tmp_path: Path) -> None:
    app = open_app(Settings(home=tmp_path / "home"))
    with pytest.raises(NothingIndexedError, match="Run: scrutineer index FOLDER"):
        app.ask(GRADE)
    assert not (tmp_path / "home").exists()


def test_a_warm_app_opens_a_new_generation(tmp_path: Path) -> None:
    settings, embedder = Settings(home=tmp_path / "home"), WordEmbedder()
    reader, writer = open_app(settings, embedder), open_app(settings, embedder)
    writer.index([OF_2019])
    first, _ = reader.ask(GRADE)
    assert {c.source for c in first.citations} == {str(OF_2019)}
    writer.index([OF_2024])
    second, _ = reader.ask(GRADE)
    assert {c.source for c in second.citations} == {str(OF_2024)}
    writer.remove(second.citations[0].document_id)
    third, _ = reader.ask(GRADE)
    assert third.text == first.text
    writer.remove(first.citations[0].document_id)
    with pytest.raises(NothingIndexedError):
        reader.ask(GRADE)


def test_a_pack_is_removed_with_its_parts(tmp_path: Path) -> None:
    app = open_app(Settings(home=tmp_path / "home"), WordEmbedder())
    app.index([PACK, OF_2019])
    whole = {held.document.id: held.document for held in app.documents()}
    parts = [document for document in whole.values() if document.part_of is not None]
    head = whole[parts[0].part_of or ""]
    assert app.remove(head.id, parts=True) == head
    assert {held.document.path for held in app.documents()} == {str(OF_2019)}
    assert {document.id for document in app.removed()} == {head.id, *(p.id for p in parts)}
    app.restore(parts[0].id)
    assert {held.document.id for held in app.documents()} - {parts[0].id} < whole.keys()
    assert {document.id for document in app.removed()} == {head.id, *(p.id for p in parts[1:])}
    app.restore(head.id, parts=True)
    assert {held.document.id for held in app.documents()} == whole.keys()
    assert app.removed() == []


def test_words_alone_answer_while_the_dense_side_is_built(tmp_path: Path) -> None:
    settings, embedder = Settings(home=tmp_path / "home"), MoodyEmbedder()
    embedder.failing = True
    app = open_app(settings, embedder)
    with pytest.raises(MendableError, match="answered by words alone"):
        app.index([OF_2024])
    answer, _ = app.ask(GRADE)
    assert answer.claims
    assert NO_DENSE in answer.caveats
    embedder.failing = False
    app.index([OF_2024])
    answer, _ = app.ask(GRADE)
    assert NO_DENSE not in answer.caveats
    assert app.trouble is None


def test_words_alone_answer_while_the_embedder_is_away(tmp_path: Path) -> None:
    embedder = MoodyEmbedder()
    app = open_app(Settings(home=tmp_path / "home"), embedder)
    app.index([OF_2024])
    embedder.failing = True
    answer, _ = app.ask(GRADE)
    assert answer.claims
    assert NO_DENSE in answer.caveats
    assert app.trouble == "The embedder is away."
    embedder.failing = False
    answer, _ = app.ask(GRADE)
    assert NO_DENSE not in answer.caveats
    assert app.trouble is None


def test_another_embedder_than_the_index_has_is_told(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    open_app(settings, WordEmbedder("one")).index([OF_2024])
    app = open_app(settings, WordEmbedder("two"))
    answer, _ = app.ask(GRADE)
    assert answer.claims
    assert NO_DENSE in answer.caveats
    assert app.trouble is not None
    assert "one" in app.trouble
    assert "two" in app.trouble


def test_an_embedder_that_cannot_be_set_up_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    open_app(Settings(home=home), WordEmbedder()).index([OF_2024])
    app = open_app(Settings(home=home, embedder="nobody:nothing"))
    assert app.ask(GRADE)[0].claims
    assert app.trouble is not None
    with pytest.raises(MendableError, match="nobody:nothing"):
        app.index([OF_2024])


def test_words_answer_where_the_embedder_cannot_be_set_up_at_all(tmp_path: Path) -> None:
    app = open_app(Settings(home=tmp_path / "home", embedder="nobody:nothing"))
    with pytest.raises(MendableError, match="nobody:nothing"):
        app.index([OF_2024])
    assert app.ask(GRADE)[0].claims


def test_the_home_authority_is_the_one_set_or_that_of_most_documents(
    sample: Scrutineer,
) -> None:
    app = open_app(Settings(home=sample.home))
    assert app.ask(GRADE)[0].scope.authorities == ("Aldermere",)
    app.close()
    app = open_app(Settings(home=sample.home, authority="Thornbeck"))
    assert app.ask(GRADE)[0].scope.authorities == ("Thornbeck",)
    app.close()


def test_a_question_that_names_none_is_asked_of_all_where_none_has_most(tmp_path: Path) -> None:
    app = open_app(Settings(home=tmp_path / "home"), WordEmbedder())
    app.index([OF_2024, DOCUMENTS / "thornbeck-inspection-2022.pdf"])
    assert app.ask(GRADE)[0].scope.authorities == ()
    app.close()


def test_steps_are_timed_and_make_up_the_total(sample: Scrutineer) -> None:
    app = open_app(Settings(home=sample.home))
    timings = dict(app.ask(GRADE)[0].timings_ms)
    app.close()
    total = timings.pop("total")
    assert list(timings) == ["understand", "retrieve", "answer", "verify"]
    assert sum(timings.values()) <= total + 0.1


def test_the_search_plugs_into_langchain(sample: Scrutineer) -> None:
    app = open_app(Settings(home=sample.home))
    filters = Filters(authorities=("Thornbeck",))
    found = app.retriever(filters, k=3).invoke("plans for neglected children")
    hits = app.search("plans for neglected children", filters, k=3).hits
    app.close()
    assert [d.id for d in found] == [hit.passage.id for hit in hits]
    assert [d.page_content for d in found] == [hit.passage.text for hit in hits]
    assert {d.metadata["authority"] for d in found} == {"Thornbeck"}
    assert all(d.metadata["page"] for d in found if d.metadata["source"].endswith(".pdf"))


def test_an_id_may_be_shortened_as_long_as_it_is_clear(sample: Scrutineer) -> None:
    app = open_app(Settings(home=sample.home))
    every = app.documents()
    pack = next(h for h in every if h.document.id in {o.document.part_of for o in every})
    assert app.document(pack.document.id[:10]) == pack
    part = next(h for h in every if h.document.part_of == pack.document.id)
    assert app.document(part.document.id) == part
    with pytest.raises(MendableError, match="No document has the id nothing"):
        app.document("nothing")
    with pytest.raises(MendableError, match="Several documents"):
        app.document("d")
    app.close()


def test_what_may_not_be_kept_is_neither_searched_nor_in_the_answer(tmp_path: Path) -> None:
    app = open_app(Settings(home=tmp_path / "home"), WordEmbedder())
    app.index([OF_2024])
    _, earlier = app.ask(GRADE)
    answer, query = app.ask("What is Wren Dunnock, aged 9, entitled to?", None, earlier)
    assert answer.outcome == "declined"
    assert "Dunnock" not in repr(answer)
    assert (answer.question, answer.citations, query) == ("", (), earlier)
    with pytest.raises(DeclinedError) as error:
        app.search("Wren Dunnock, aged 9")
    assert "Dunnock" not in str(error.value)


def test_a_question_is_screened_where_nothing_is_indexed_yet(tmp_path: Path) -> None:
    app = open_app(Settings(home=tmp_path / "home"))
    assert app.ask("What is Wren Dunnock, aged 9, entitled to?")[0].outcome == "declined"
    assert not (tmp_path / "home").exists()
