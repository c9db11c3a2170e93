from corpus.glossary import terms, terms_in


def _used(text: str) -> dict[str, tuple[str, bool]]:
    return {term.names[0]: (used, is_name) for term, used, is_name in terms_in(text)}


def test_acronyms_and_changed_terms_are_one_thing() -> None:
    assert _used("the designated officer")["LADO"] == ("designated officer", True)
    assert "children in care" in _used("looked-after children")


def test_a_related_word_points_to_a_term() -> None:
    assert _used("children who run away")["missing from home or care"] == ("run away", False)


def test_short_acronyms_are_matched_as_written() -> None:
    assert "PA" not in _used("three pa meetings")
    assert "PA" in _used("her PA visits")


def test_no_name_stands_in_two_terms() -> None:
    names = [name.lower() for term in terms() for name in term.names]
    repeated = {name for name in names if names.count(name) > 1}
    assert repeated <= {"return interview", "return home interview"}
