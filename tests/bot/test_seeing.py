"""Documents that only some may see: nothing of them is told elsewhere, by whatever is asked."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import seeing
from bot.answering.answers import SEAL, Answer
from bot.answering.verify import made_from
from bot.app import App, open_app
from bot.faults import MendableError, NothingIndexedError, NothingSeenError
from bot.seeing import EVERYTHING, Contents, Sight, carried, visible
from bot.settings import Settings
from corpus.catalogue.catalogue import Registers
from corpus.sample import DOCUMENTS
from evals.cases import cases_of, sample_files
from retrieval.query import Query, Told
from retrieval.registers import Holdings
from tests.bot.running import Scrutineer
from tests.documents import a_document
from tests.fakes.embedding import WordEmbedder

NEWEST, OLDER = "aldermere-inspection-2024.pdf", "aldermere-inspection-2019.pdf"
SETS = {"leaders": (NEWEST, "aldermere-scrutiny-*"), "north": ("thornbeck-*",)}
HIDDEN = [f for f in DOCUMENTS.iterdir() if Sight(SETS, frozenset()).shows(str(f)) is False]
QUESTIONS = list(dict.fromkeys(case.question for case in cases_of(sample_files())))


@pytest.fixture(scope="module")
def owner(sample: Scrutineer) -> Iterator[App]:
    with closing(open_app(Settings(home=sample.home, document_sets=SETS))) as app:
        yield app


@pytest.fixture(scope="module")
def smaller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An index that never had the documents of any set."""
    with closing(open_app(Settings(home=tmp_path_factory.mktemp("smaller")))) as app:
        app.index([file for file in DOCUMENTS.iterdir() if file not in HIDDEN])
        yield app


@pytest.mark.parametrize(
    ("pattern", "path", "lies"),
    [
        ("leaders", "/srv/leaders/a.pdf", True),
        ("leaders/", "/srv/papers/leaders/2024/a.pdf", True),
        ("leaders/*", "/srv/leaders/2024/a.pdf", True),
        ("leaders/**", "/srv/leaders/2024/a.pdf", True),
        ("**/leaders/*.pdf", "leaders/a.pdf", True),
        ("./Leaders/", "/srv/leaders/a.pdf", True),
        ("a/**/c.pdf", "/a/c.pdf", True),
        ("a/**/c.pdf", "/a/b/b/c.pdf", True),
        ("/srv/leaders", "/srv/leaders/a.pdf", True),
        ("/srv/leaders", "/home/srv/leaders/a.pdf", False),
        ("leaders", "/srv/leaders.pdf", False),
        ("leaders", "/srv/old-leaders/a.pdf", False),
        ("papers/*.pdf", "/srv/papers/2024/a.pdf", False),
        ("draft-?.pdf", "/srv/draft-1.pdf", True),
        ("draft-[12].pdf", "/srv/draft-3.pdf", False),
        ("draft-[!12].pdf", "/srv/draft-3.pdf", True),
        ("a+b (1).pdf", "/srv/a+b (1).pdf", True),
        ("cafe\u0301.pdf", "/srv/caf\u00e9.pdf", True),
        ("**", "/srv/anything.pdf", True),
    ],
)
def test_a_pattern_means_files_and_all_that_lies_in_folders(
    pattern: str, path: str, lies: bool
) -> None:
    assert Sight({"some": (pattern,)}, frozenset()).shows(path) is not lies


@given(
    st.dictionaries(st.sampled_from("abc"), st.sets(st.sampled_from("pqr"), min_size=1)),
    st.sets(st.sampled_from("abc")),
    st.sampled_from("pqr"),
)
def test_what_is_in_sets_is_seen_where_one_of_them_is(
    sets: dict[str, set[str]], seen: set[str], path: str
) -> None:
    sight = Sight({name: sorted(patterns) for name, patterns in sets.items()}, frozenset(seen))
    of = {name for name, patterns in sets.items() if path in patterns}
    assert sight.shows(path) == (not of or bool(of & seen))


def test_what_is_seen_never_becomes_more(owner: App) -> None:
    everything = {held.document.path for held in owner.documents()}
    leaders = {held.document.path for held in owner.seeing(["leaders"]).documents()}
    assert leaders < everything
    again = owner.seeing(["leaders"]).seeing(["leaders", "north"])
    assert {held.document.path for held in again.documents()} == leaders
    with pytest.raises(MendableError, match="no document set leeders"):
        owner.seeing(["leeders"])


def untimed(answer: Answer) -> Answer | tuple[str, str]:
    """An answer without what is never the same twice, or names the sight that it was given to."""
    if answer.outcome == "declined":
        return answer.question, answer.text
    return replace(answer, id="", sight="", timings_ms={}, seal=SEAL)


def test_answers_are_those_of_an_index_that_never_had_what_is_hidden(
    owner: App, smaller: App
) -> None:
    place = owner.seeing([])
    for question in QUESTIONS:
        mine, follows = place.ask(question)
        theirs, others = smaller.ask(question)
        assert untimed(mine) == untimed(theirs)
        assert follows == others


def test_an_answer_that_knows_of_more_is_another_answer(owner: App) -> None:
    # What is kept of answers is kept by their ids.
    whole, part = (
        [app.ask(question)[0] for question in QUESTIONS] for app in (owner, owner.seeing([]))
    )
    compared = [(a, b) for a, b in zip(whole, part, strict=True) if a.outcome != "declined"]
    assert any(a.text == b.text and a.scope != b.scope for a, b in compared)
    assert all(a.id != b.id for a, b in compared if a.scope != b.scope)


def test_an_answer_is_shown_where_all_is_seen_that_was_seen_when_it_was_given(
    owner: App,
) -> None:
    question = "What did inspectors find about the front door in Aldermere in 2019?"
    places = [owner.seeing(sets) for sets in ([], ["north"], ["leaders"])]
    none, north, leaders = (place.ask(question)[0] for place in places)
    assert {Path(c.source).name for c in north.citations} == {OLDER}
    assert none.text == north.text
    assert len({none.id, north.id, leaders.id, owner.ask(question)[0].id}) == 4
    shown = [[place.may_show(answer) for answer in (none, north, leaders)] for place in places]
    assert shown == [[True, False, False], [True, True, False], [True, False, True]]
    assert owner.may_show(north)
    assert not places[0].may_show(owner.ask(question)[0])


def test_an_answer_is_not_shown_once_a_set_holds_what_it_did_not(sample: Scrutineer) -> None:
    question = "What did inspectors find about the front door in Aldermere in 2019?"
    with closing(open_app(Settings(home=sample.home, document_sets=SETS))) as app:
        answer, _ = app.seeing([]).ask(question)
        assert app.seeing([]).may_show(answer)
    more = {**SETS, "leaders": (*SETS["leaders"], OLDER)}
    with closing(open_app(Settings(home=sample.home, document_sets=more))) as app:
        assert not app.seeing([]).may_show(answer)
        assert app.may_show(answer)


def test_what_is_public_is_hidden_by_no_other_set(sample: Scrutineer) -> None:
    sets = {"leaders": ("aldermere-inspection-*",), "public": (OLDER,)}
    with closing(open_app(Settings(home=sample.home, document_sets=sets))) as app:
        for named in ([], ["public"]):
            seen = {Path(held.document.path).name for held in app.seeing(named).documents()}
            assert OLDER in seen
            assert NEWEST not in seen
        assert not app.seeing(["public"]).is_whole
        assert app.seeing(["leaders"]).is_whole


def test_so_are_what_is_found_and_what_is_looked_in(owner: App, smaller: App) -> None:
    place = owner.seeing([])
    for question in QUESTIONS[::6]:
        if place.screened(question).refusal is None:
            assert place.outlook(question) == smaller.outlook(question)
            mine, theirs = (app.search(question, k=50) for app in (place, smaller))
            assert [h.passage for h in mine.hits] == [h.passage for h in theirs.hits]
            assert [h.score for h in mine.hits] == pytest.approx([h.score for h in theirs.hits])
            assert (mine.scope, mine.topic) == (theirs.scope, theirs.topic)
            retrieved = place.retriever(k=3).invoke(question)
            assert [r.id for r in retrieved] == [h.passage.id for h in theirs.hits[:3]]


def test_lists_are_those_of_an_index_that_never_had_what_is_hidden(
    owner: App, smaller: App
) -> None:
    place = owner.seeing([])
    assert place.documents() == smaller.documents()
    assert place.judgements() == smaller.judgements()
    assert place.recommendations() == smaller.recommendations()
    assert place.recommendations(current=True) == smaller.recommendations(current=True)
    assert place.authorities() == smaller.authorities()
    assert place.home() == smaller.home() == "Aldermere"
    assert owner.seeing(["north"]).authorities() == owner.authorities()


def test_the_home_authority_is_that_of_what_is_seen(sample: Scrutineer) -> None:
    sets = {"leaders": ("*aldermere*",)}
    with closing(open_app(Settings(home=sample.home, document_sets=sets))) as app:
        assert app.home() == "Aldermere"
        assert app.seeing([]).home() != "Aldermere"


def test_the_newest_that_is_seen_is_told_as_the_newest(owner: App) -> None:
    question = "What is the overall grade in Aldermere now?"
    answer, _ = owner.ask(question)
    assert {Path(c.source).name for c in answer.citations} == {NEWEST}
    answer, _ = owner.seeing([]).ask(question)
    assert {Path(c.source).name for c in answer.citations} == {OLDER}
    assert "2024" not in answer.text
    assert answer.caveats == ()


def test_no_id_of_a_hidden_document_leads_anywhere(owner: App) -> None:
    place = owner.seeing(["north"])
    hidden = {h.document.id for h in owner.documents()} - {h.document.id for h in place.documents()}
    assert hidden
    for identity in hidden:
        assert owner.sees([identity])
        assert not place.sees([identity])
        for known in (identity, identity[:6]):
            with pytest.raises(MendableError, match=f"No document has the id {known}"):
                place.document(known)
    library = place._opener.library(place._sight)
    whole = owner._opener.library(EVERYTHING)
    ids = sorted(hidden)
    passages = whole.passages.passages_of(ids)
    assert passages
    assert library.passages.passages_of(ids) == []
    assert library.passages.passages([p.id for p in passages]) == []
    assert library.dense is not None
    assert whole.dense is not None
    assert whole.dense.search("care leavers", 5, ids)
    assert library.dense.search("care leavers", 5, ids) == []
    among = {i for i, _ in library.dense.search("care leavers", 1_000, None)}
    assert not among & {p.id for p in passages}
    for passage in passages:
        assert owner.surroundings(passage.id) is not None
        assert place.surroundings(passage.id) is None
        assert whole.page_of(passage.document_id, passage.page) is not None
        assert library.page_of(passage.document_id, passage.page) is None


@pytest.mark.parametrize("most", [0, 30_000])
def test_words_lead_to_no_hidden_passage_in_an_index_of_any_size(
    sample: Scrutineer, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(seeing, "MOST_COPIED", most)
    with closing(open_app(Settings(home=sample.home, document_sets=SETS))) as app:
        place = app.seeing([])
        seen = {held.document.id for held in place.documents()}
        for question in QUESTIONS[::5]:
            if place.screened(question).refusal is not None:
                continue
            found = place.search(question, k=50)
            assert {hit.document.id for hit in found.hits} <= seen
            answer, _ = place.ask(question)
            assert {c.document_id for c in answer.citations} <= seen
            assert answer.scope.documents_searched <= len(seen)


def test_a_name_from_a_hidden_document_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "open.txt").write_text("The panel met. Children in Aldermere are seen soon.")
    (tmp_path / "leaders.txt").write_text("Wilhelmina Farthingale wrote to the panel.")
    sets = {"leaders": ("leaders.txt",)}
    app = open_app(Settings(home=tmp_path / "home", document_sets=sets), WordEmbedder())
    app.index([tmp_path])
    question = "What did a mother called Wilhelmina Farthingale say?"
    assert app.screened(question).refusal is None
    assert app.seeing([]).screened(question).refusal is not None


def test_where_nothing_is_seen_nothing_is_indexed(tmp_path: Path) -> None:
    app = open_app(Settings(home=tmp_path / "home", document_sets={"all": ("**",)}), WordEmbedder())
    app.index([DOCUMENTS / NEWEST])
    place = app.seeing([])
    for ask in (place.documents, place.judgements, place.authorities):
        with pytest.raises(NothingIndexedError):
            ask()
    with pytest.raises(NothingSeenError, match="no documents here that you may see"):
        place.ask("What is the overall grade?")
    assert place.outdated() == []
    # Nor is anything shown of what was told before, whoever it was told to.
    answer, _ = app.ask("What is the overall grade?")
    assert not place.may_show(answer)
    assert not place.may_show(made_from(answer, None, place.sight))


def test_files_that_cannot_be_read_are_told_where_they_may_be_seen(tmp_path: Path) -> None:
    (tmp_path / "open.txt").write_text("Children in Aldermere are seen soon after a contact.")
    for name in ("open", "leaders"):
        (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-1.7 " + name.encode())
    sets = {"leaders": ("leaders.pdf",)}
    app = open_app(Settings(home=tmp_path / "home", document_sets=sets), WordEmbedder())
    app.index([tmp_path])
    assert len(app.failures()) == 2
    assert app.seeing([]).failures() == [str(tmp_path / "open.pdf")]
    seen = [file.path for file in app.seeing([]).files()]
    assert seen == [str(tmp_path / "open.pdf"), str(tmp_path / "open.txt")]


def test_documents_that_were_removed_are_told_where_they_were_seen(tmp_path: Path) -> None:
    (tmp_path / "open.txt").write_text("Children in Aldermere are seen soon after a contact.")
    (tmp_path / "leaders.txt").write_text("Leaders of Aldermere met about the front door.")
    sets = {"leaders": ("leaders.txt",)}
    app = open_app(Settings(home=tmp_path / "home", document_sets=sets), WordEmbedder())
    app.index([tmp_path])
    for held in app.documents():
        app.remove(held.document.id)
    assert len(app.removed()) == 2
    assert [d.path for d in app.seeing([]).removed()] == [str(tmp_path / "open.txt")]


def test_the_index_is_changed_by_its_owner_alone(owner: App) -> None:
    place = owner.seeing(["leaders", "north"])
    identity = place.documents()[0].document.id
    for change in (
        lambda: place.index([DOCUMENTS]),
        lambda: place.remove(identity),
        lambda: place.restore(identity),
        lambda: place.give(identity, {"published": "2024-01-01"}),
    ):
        with pytest.raises(MendableError, match="by its owner"):
            change()


def test_a_file_is_seen_at_those_of_its_paths_that_are(tmp_path: Path) -> None:
    closed, everyones = tmp_path / "closed" / "report.pdf", tmp_path / "everyones" / "copy.pdf"
    for path in (closed, everyones):
        path.parent.mkdir()
        shutil.copyfile(DOCUMENTS / NEWEST, path)
    sets = {"some": ("closed",)}
    app = open_app(Settings(home=tmp_path / "home", document_sets=sets), WordEmbedder())
    app.index([tmp_path / "closed", tmp_path / "everyones"])
    (held,) = app.documents()
    assert (held.document.path, held.also_at) == (str(closed), (str(everyones),))
    place = app.seeing([])
    (held,) = place.documents()
    assert (held.document.path, held.also_at) == (str(everyones), ())
    answer, _ = place.ask("What is the overall grade?")
    assert {c.source for c in answer.citations} == {str(everyones)}
    assert str(closed) not in repr(answer)
    everyones.unlink()  # no new generation is made of this
    (everyones.parent / "other.txt").write_text("Something else about Aldermere was written.")
    app.index([tmp_path / "everyones"])
    answer, _ = place.ask("What is the overall grade?")
    assert answer.outcome == "no_evidence"
    assert app.ask("What is the overall grade?")[0].claims


def test_a_copy_that_stops_being_seen_takes_the_document_with_it(tmp_path: Path) -> None:
    """Where a file stands may change without a new generation of the index."""
    for name in ("a-closed", "b-everyones", "c-everyones"):
        (tmp_path / name).mkdir()
        shutil.copyfile(DOCUMENTS / NEWEST, tmp_path / name / "report.pdf")
    (tmp_path / "c-everyones" / "note.txt").write_text("Aldermere wrote a note on this.")
    sets = {"some": ("a-closed",)}
    app = open_app(Settings(home=tmp_path / "home", document_sets=sets), WordEmbedder())
    folders = [tmp_path / name for name in ("a-closed", "b-everyones", "c-everyones")]
    app.index(folders)
    place = app.seeing([])
    question = "What is the overall grade?"
    assert {c.source for c in place.ask(question)[0].citations} == {str(folders[1] / "report.pdf")}
    shutil.copyfile(folders[2] / "note.txt", folders[1] / "note.txt")
    (folders[1] / "report.pdf").unlink()
    app.index(folders)
    assert {c.source for c in place.ask(question)[0].citations} == {str(folders[2] / "report.pdf")}


def test_copies_and_their_dates_are_left_out_with_the_documents() -> None:
    first, second, third = (replace(a_document(year=2020), id=i, path=i) for i in ("a", "b", "c"))
    group = ("a", "b", "c")
    contents = Contents(
        1,
        Holdings([first, second, third], Registers({}, {}), dict.fromkeys(group, group)),
        {},
    )
    seen = visible(contents, Sight({"some": ("a",)}, frozenset()))
    assert seen.holdings.documents == [second, third]
    assert seen.holdings.copies == {"b": ["b", "c"], "c": ["b", "c"]}
    seen = visible(contents, Sight({"some": ("a", "b")}, frozenset()))
    assert seen.holdings.copies == {}


def test_a_file_without_a_title_is_not_called_by_a_hidden_name() -> None:
    document = replace(a_document(), path="/closed/merger plan.txt", title="merger plan")
    contents = Contents(
        1,
        Holdings([document], Registers({}, {}), {}),
        {document.path: ["/open/paper.txt"]},
    )
    (shown,) = visible(contents, Sight({"s": ("closed",)}, frozenset())).holdings.documents
    assert (shown.title, shown.path) == ("paper", "/open/paper.txt")


def test_a_question_follows_on_from_nothing_that_is_hidden(owner: App) -> None:
    _, follows = owner.ask("What did inspectors say about the LADO in Aldermere in 2024?")
    assert follows is not None
    assert follows.told
    place = owner.seeing([])
    answer, _ = place.ask("Who told them that?", None, follows)
    assert untimed(answer) == untimed(place.ask("Who told them that?")[0])
    assert untimed(answer) != untimed(owner.ask("Who told them that?", None, follows)[0])


def test_what_a_query_rests_on_must_be_seen() -> None:
    query = Query("And in 2017?", ("Aldermere",), told=(Told("d1", "p1", "said"),))
    assert carried(query, {"d1"}, {"Aldermere"}) == query
    assert carried(query, {"d2"}, {"Aldermere"}) is None
    assert carried(None, {"d2"}, {"Aldermere"}) is None
    assumed = Query("And in 2017?", ("Thornbeck",), assumed_home=True)
    assert carried(assumed, (), {"Aldermere"}) is None
    assert carried(replace(assumed, assumed_home=False), (), {"Aldermere"}) is not None
