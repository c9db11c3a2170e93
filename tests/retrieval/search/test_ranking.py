import pytest

from tests.finding import Finder


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return Finder(tmp_path_factory.mktemp("lexical"))


def test_the_newest_document_that_speaks_of_it_comes_first(find: Finder) -> None:
    hits = find("What did inspectors find about the designated officer?").hits
    assert hits[0].passage.paragraph == "2"
    assert "answers in a day" in hits[0].passage.text


def test_every_hit_is_of_the_authority_asked_about(find: Finder) -> None:
    hits = find("What about the LADO in Thornbeck?").hits
    assert {hit.document.authority for hit in hits} == {"Thornbeck"}


def test_the_list_of_what_must_improve_is_found_by_where_it_stands(find: Finder) -> None:
    first = find("What are the current recommendations?").hits[0]
    assert first.passage.heading == ("What needs to improve",)
    assert first.document.dates.ordering is not None
    assert first.document.dates.ordering.year == 2024


def test_grades_are_found_on_the_front_page(find: Finder) -> None:
    assert find("What grades did Aldermere get in 2020?").hits[0].passage.shape == "front"


def test_a_score_is_the_sum_of_its_reasons(find: Finder) -> None:
    for hit in find("How many children in care changed school?").hits:
        assert hit.score == pytest.approx(sum(hit.why.values()), abs=1e-3)


def test_ranks_follow_scores(find: Finder) -> None:
    hits = find("Do families have to tell their story again?").hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_change_over_time_gives_each_document_its_turn(find: Finder) -> None:
    hits = find("How has the LADO changed over time?").hits
    assert len({hit.document.id for hit in hits[:2]}) == 2


def test_nothing_is_found_about_an_authority_that_is_not_there(find: Finder) -> None:
    found = find("What about the LADO in Leeds?")
    assert found.hits == ()
    assert found.scope.missing is not None
