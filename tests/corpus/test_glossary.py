import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from corpus.glossary import corrected, glossary, is_acronym


def test_no_name_stands_in_two_terms() -> None:
    names = Counter(name.lower() for term in glossary().terms for name in term.names)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_term_has_a_name_to_search_by_meaning_with() -> None:
    assert [term.names[0] for term in glossary().terms if is_acronym(term.meaning)] == []


def test_an_alternative_of_several_words_makes_a_phrase_of_its_own() -> None:
    phrases = {
        " ".join("|".join(place.words) for place in phrase)
        for term in glossary().terms
        if "social work academy" in term.names
        for phrase in term.asked
    }
    assert "first year in job" in phrases


def test_acronyms_of_few_letters_are_read_as_written() -> None:
    assert is_acronym("PA")
    assert not is_acronym("LADO")
    assert not is_acronym("care leavers")


def test_misspelt_words_of_the_field_are_put_right() -> None:
    assert (
        corrected("Safegaurding recomendations, please") == "Safeguarding recommendations, please"
    )


def test_no_misspelling_is_a_word_of_the_field() -> None:
    words = {
        word.lower()
        for term in glossary().terms
        for name in (*term.names, *term.related)
        for word in re.findall("[A-Za-z]+", name)
    }
    assert words & set(glossary().misspelt) == set()


@given(st.text(max_size=60))
def test_putting_right_twice_changes_nothing_more(text: str) -> None:
    assert corrected(corrected(text)) == corrected(text)
