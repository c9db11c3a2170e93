from collections.abc import Sequence

from bot.answering.likeness import Likeness

RARE = {"health", "histori", "leaver", "mash", "fraud"}


class Words:
    """An index in which a few words are rare and all others common."""

    passages = 1000

    def document_frequency(self, word: str) -> int:
        return 5 if word in RARE else 700


def like(items: Sequence[str] = ()) -> Likeness:
    return Likeness.over(Words(), items)


def test_texts_that_share_rare_words_are_alike_either_way_round() -> None:
    one, other = "Health histories of care leavers.", "Ensure each leaver has a health history."
    assert like().between(one, other) == like().between(other, one) == 1.0


def test_one_shared_word_or_common_words_are_no_likeness() -> None:
    assert like().between("Health and fraud", "Health in the MASH") == 0.0
    assert like().between("The quality of plans", "The quality of plans") == 0.0


def test_words_that_stand_on_most_lists_count_for_little() -> None:
    items = ["Health histories one", "Health histories two", "Health histories three", "MASH fraud"]
    assert like(items).between("Health histories", "Health histories of all") == 0.0
    assert like().between("Health histories", "Health histories of all") == 1.0


def test_what_the_framework_calls_an_item_is_no_likeness() -> None:
    assert like().words("Health (outcome 4, national framework)") == like().words("Health")


def test_a_text_is_held_in_what_says_all_of_it() -> None:
    text = "Health histories of leavers"
    assert like().held_in(text, "Health histories of leavers in the MASH, and fraud") == 1.0
    assert 0 < like().held_in(text, "Health histories") < 1
