from hypothesis import given
from hypothesis import strategies as st

from retrieval.concepts import padded_stems, topic_of
from retrieval.questions import understand


def _common(word: str) -> int:
    return {"visits": 40, "plans": 60}.get(word.lower(), 3)


def test_other_names_of_a_thing_count_as_it() -> None:
    topic = topic_of(understand("What about the LADO?"), _common, 100)
    assert topic.coverage(padded_stems("The designated officer keeps a register.")) > 0.8
    assert topic.coverage(padded_stems("The officer keeps a register.")) == 0


def test_words_of_framing_count_little() -> None:
    topic = topic_of(understand("What is the problem with tenancies?"), _common, 100)
    assert topic.coverage(padded_stems("Tenancies are kept.")) > 0.7
    assert topic.coverage(padded_stems("There is a problem.")) < 0.3


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    topic = topic_of(understand("visits kestrels"), _common, 100)
    assert topic.coverage(padded_stems("kestrels")) > topic.coverage(padded_stems("visits"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_coverage_is_a_share_and_grows_with_the_text(question: str, text: str) -> None:
    topic = topic_of(understand(question), _common, 100)
    some = topic.coverage(padded_stems(text))
    assert 0 <= some <= 1
    assert topic.coverage(padded_stems(text) + padded_stems(question)) >= some
