import pytest

from bot.answering.naming import answers, begun_by_name, led_by_name, services
from bot.answering.selection.scoring import scored
from bot.answering.selection.sentences import Sentence
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder

LADO = "What did inspectors say about the designated officer in Aldermere?"


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return Finder(tmp_path_factory.mktemp("lexical"), [source_of(*REPORT_PAGES)])


def _sentences(find: Finder, question: str) -> list[Sentence]:
    found = find(question)
    return scored(found.hits, found.query, found.topic)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        (LADO, ["designated officer"]),
        ("How good is the LADO in Aldermere?", ["LADO"]),
        ("What about the emergency duty team in Aldermere?", ["emergency duty team"]),
        ("Are contacts and referrals dealt with in Aldermere?", []),
        ("What is said about neglect in Aldermere?", []),
    ],
)
def test_services_are_what_is_called_a_team_an_officer_or_the_like(
    find: Finder, question: str, named: list[str]
) -> None:
    found = find(question)
    assert [concept.label for concept in services(found.query, found.topic)] == named


def test_a_sentence_that_names_the_service_leads(find: Finder) -> None:
    found = find(LADO)
    ranked = _sentences(find, LADO)
    beside = next(s for s in ranked if s.text.startswith("Employers value"))
    others = [s for s in ranked if s is not beside]
    led = led_by_name([beside, *others], found.query, found.topic)
    assert "designated officer" in led[0].text
    assert sorted(s.text for s in led) == sorted(s.text for s in ranked)


def test_what_stands_before_the_name_is_left_out(find: Finder) -> None:
    found = find(LADO)
    ranked = sorted(_sentences(find, LADO), key=lambda s: (s.passage.ordinal, s.position))
    begun = begun_by_name(ranked, found.query, found.topic)
    assert answers(begun[0], found.query, found.topic)
    assert 0 < len(begun) < len(ranked)


def test_nothing_is_left_out_where_nothing_names_it_or_no_service_is_asked_about(
    find: Finder,
) -> None:
    found = find(LADO)
    beside = [s for s in _sentences(find, LADO) if "officer" not in s.text and "LADO" not in s.text]
    assert begun_by_name(beside, found.query, found.topic) == beside
    other = find("What is said about neglect in Aldermere?")
    assert led_by_name(beside, other.query, other.topic) == beside
