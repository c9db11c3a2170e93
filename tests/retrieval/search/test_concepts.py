import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.search.concepts import Topic, padded_stems, topic_of
from retrieval.understanding.questions import understand

_OFTEN = {"visits": 40, "plans": 60, "children": 90, "judg": 50, "judges": 50}


def _common(word: str) -> int:
    return _OFTEN.get(word.lower(), 3)


def _topic(question: str) -> Topic:
    return topic_of(understand(question), _common, 100)


def test_other_names_of_a_thing_count_as_it() -> None:
    topic = _topic("What about the LADO?")
    assert topic.coverage(padded_stems("The designated officer keeps a register.")) > 0.8
    assert topic.coverage(padded_stems("The officer keeps a register.")) == 0


def test_a_name_whose_words_stand_near_each_other_counts_for_less() -> None:
    topic = _topic("What about parenting support?")
    whole = topic.coverage(padded_stems("There is parenting support."))
    nearly = topic.coverage(padded_stems("It helps to support their parenting skills."))
    assert 0 < nearly < whole
    far = "They support schools in all of the seven wards, and parenting is hard."
    assert topic.coverage(padded_stems(far)) < nearly


def test_everyday_words_count_as_the_names_they_stand_for() -> None:
    topic = _topic("Do they see to the teeth of the kids?")
    assert topic.coverage(padded_stems("Dental checks are on time.")) > 0.8
    assert topic.coverage(padded_stems("Eye tests are on time.")) < 0.1


def test_names_never_stand_for_everyday_words() -> None:
    topic = _topic("What about domestic abuse?")
    assert topic.coverage(padded_stems("She was hit at home.")) == 0


def test_words_of_an_exchanged_phrase_count_no_more_one_by_one() -> None:
    topic = _topic("Who looks after a sick mum?")
    assert [concept.label for concept in topic.concepts] == ["looks after sick mum"]


@pytest.mark.parametrize("word", ["kids", "youngsters", "teenagers"])
def test_a_word_that_only_says_child_asks_for_nothing(word: str) -> None:
    topic = _topic(f"What about {word} and tenancies?")
    assert topic.coverage(padded_stems("Tenancies are kept.")) > 0.9


def test_an_everyday_word_that_means_something_else_in_documents_does_not_count() -> None:
    topic = _topic("What do judges think?")
    assert topic.coverage(padded_stems("Care leavers: judged to be good.")) == 0
    assert topic.coverage(padded_stems("The judiciary has confidence.")) > 0.5


def test_what_every_document_speaks_of_is_no_name_that_must_be_there() -> None:
    concepts = {c.label: c.glossary for c in _topic("Partners and the LADO").concepts}
    assert concepts == {"partners": False, "LADO": True}


def test_an_everyday_word_alone_is_no_name_that_must_be_there() -> None:
    concepts = {c.label: c.glossary for c in _topic("Jabs and immunised cats").concepts}
    assert concepts == {"Jabs": True, "cats": False}
    assert [c.glossary for c in _topic("Has my cat had its jabs?").concepts] == [False, False]


def test_words_of_framing_count_little() -> None:
    topic = _topic("What is the problem with tenancies?")
    assert topic.coverage(padded_stems("Tenancies are kept.")) > 0.7
    assert topic.coverage(padded_stems("There is a problem.")) < 0.3


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    topic = _topic("plans kestrels")
    assert topic.coverage(padded_stems("kestrels")) > topic.coverage(padded_stems("plans"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_coverage_is_a_share_and_grows_with_the_text(question: str, text: str) -> None:
    topic = topic_of(understand(question), _common, 100)
    some = topic.coverage(padded_stems(text))
    assert 0 <= some <= 1
    assert topic.coverage(padded_stems(text) + padded_stems(question)) >= some


def test_a_longer_name_of_another_thing_is_not_the_thing() -> None:
    topic = _topic("What is said of fostering?")
    assert topic.coverage(padded_stems("Private fostering is known of.")) == 0
    assert topic.coverage(padded_stems("Fostering is well run.")) > 0.8
    private = _topic("What is said of private fostering?")
    assert private.coverage(padded_stems("Private fostering is known of.")) > 0.8


def test_whether_there_is_enough_is_told_beside_the_thing() -> None:
    (enough,) = (c for c in _topic("Are there enough adopters?").concepts if c.label == "enough")
    assert enough.strength(padded_stems("There is a shortage of adopters.")) == 1
    assert enough.strength(padded_stems("A shortage of water is felt.")) == 0
    far = "A shortage of water is felt by all who live on the hills beyond the town, and adopters."
    assert enough.strength(padded_stems(far)) == 0


def test_an_everyday_phrase_counts_where_a_document_has_it_as_it_was_said() -> None:
    topic = _topic("How much did approved adopters go up?")
    assert topic.coverage(padded_stems("There are three more approved adopters.")) > 0.8
    assert topic.coverage(padded_stems("The fostering panel met.")) > 0
