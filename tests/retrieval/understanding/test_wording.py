from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.glossary import glossary
from retrieval.understanding.questions import understand
from retrieval.understanding.wording import names_a_term, professional, uses_of


def _terms(question: str, *, known: tuple[str, ...] = ()) -> list[str]:
    uses = uses_of(understand(question, known=known))
    return [use.term.names[0] for use in uses if use.term is not None and not use.term.plain]


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Do they find the kids who run away?", "missing from home or care"),
        ("Who helps a girl looking after her very ill mum?", "young carers"),
        ("What happens when a teacher is accused?", "LADO"),
        ("Can a child have a befriender?", "independent visitors"),
        ("When did they last have their teeth looked at?", "dental checks"),
        ("Do children live with gran?", "kinship"),
        ("Is staff quitting a problem?", "recruitment and retention"),
        ("Are there homes that are not registered?", "unregistered"),
        ("Do kids who don't speak English get a translator?", "interpreters"),
        ("What of teens kicked out of the house?", "homeless"),
        ("Are boys kicked out of school?", "exclusions"),
        ("Do they bunk off school?", "school attendance"),
        ("Who is taught at home by mum and dad?", "elective home education"),
        ("Was it before the baby was born?", "pre-birth assessments"),
        ("Do young adults who grew up in care get help?", "care leavers"),
        ("Do workers have too many cases?", "caseload"),
        ("Who answers the phone in the middle of the night?", "EDT"),
        ("Do they get the whole family round a table?", "family group conferences"),
        ("Are kids placed miles away from home?", "out of area"),
        ("How is a violent dad dealt with?", "domestic abuse"),
        ("How are allegations dealt with?", "LADO"),
        ("Is the allegations service any good?", "LADO"),
        ("Who picks up at 3am?", "EDT"),
        (
            "Are initial health assessments for kids coming into care on time?",
            "initial health assessment",
        ),
    ],
)
def test_everyday_words_stand_for_things_of_the_field(question: str, term: str) -> None:
    assert term in _terms(question)


@pytest.mark.parametrize(
    "question",
    [
        "What drives improvement?",
        "How many children were there?",
        "Was the authority judged good?",
        "Who is the independent chair?",
        "What are the benefits of the new system?",
        "Does the report raise concerns?",
        "What information was passed to members?",
        "Which homes did inspectors look at after the summer?",
        "Has it done a good job?",
    ],
)
def test_words_that_mean_something_else_stand_for_nothing(question: str) -> None:
    assert _terms(question) == []


def test_acronyms_and_changed_terms_are_one_thing() -> None:
    assert _terms("What does the designated officer do?") == ["LADO"]
    assert _terms("What of looked-after children?") == ["children in care"]
    assert _terms("How was the core assessment?") == _terms("How was the single assessment?")


def test_short_acronyms_are_read_as_written() -> None:
    assert _terms("three pa meetings") == []
    assert _terms("her PA came") == ["PA"]
    assert _terms("their PAs came") == ["PA"]


def test_the_phrase_of_more_words_counts() -> None:
    assert _terms("Did return home interviews help?") == ["return home interviews"]
    assert _terms("Did they return home?") == ["reunification"]


def test_a_thing_asked_for_twice_is_told_once() -> None:
    question = understand("Do runaways run away?")
    assert [use.again for use in uses_of(question)] == [False, True]
    assert professional(question).count("missing") == 1


def test_names_of_authorities_are_no_words_of_phrases() -> None:
    assert _terms("How is Reading?", known=("Reading",)) == []
    assert "attainment" in _terms("How is reading and writing?")


def test_professional_words_come_first_and_the_own_ones_stay() -> None:
    said = professional(understand("What about kids who run away?"))
    assert said == "children who go missing from home or care kids run away"


def test_acronyms_are_spelt_out_for_the_search_by_meaning() -> None:
    assert professional(understand("the LADO?")).startswith("allegations against adults")
    assert professional(understand("the designated officer?")) == "designated officer"


def test_a_question_without_topic_stays_as_it_is() -> None:
    question = understand("What did they say?")
    assert professional(question) == question.question


def test_what_a_follow_up_keeps_is_read_too() -> None:
    kept = understand("What help is there for kids looking after a sick mum?").core
    follow_up = replace(understand("And in 2017?"), core=kept)
    assert "young carers" in professional(follow_up)


def test_misspelt_questions_are_read() -> None:
    assert _terms("Are the accomodation and the caselaods fine?") == ["accommodation", "caseload"]


def test_what_every_document_speaks_of_is_no_thing_of_the_field() -> None:
    assert names_a_term("kids who run away")
    assert not names_a_term("what the bosses do for the kids")


@given(st.lists(st.sampled_from(["kids", "run", "away", "the", "PA", "teeth", "ill", "mum", "of"])))
def test_every_word_is_used_once_at_most(words: list[str]) -> None:
    question = understand(" ".join(words))
    used = [word for use in uses_of(question) for word in use.words]
    assert all(used.count(word) <= words.count(word) for word in used)


def test_every_phrase_of_the_glossary_is_found_in_its_own_words() -> None:
    """A phrase that other entries always overrule, or that can never match, is dead."""
    lost = []
    for term in glossary().terms:
        for phrase in term.asked:
            words = " ".join(place.words[0].strip("=").replace("~", " ") for place in phrase)
            query = replace(understand(words), question=words, core=tuple(words.split()))
            if term not in [use.term for use in uses_of(query)]:
                lost.append(words)
    assert lost == []
