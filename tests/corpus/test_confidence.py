from corpus.confidence import least_sure

TEXT = "• Carers are\r\nheard in 41% of plans"
SURE = bytes([12, 96, 95, 90, 93, 60, 91, 88])


def test_the_least_sure_word_of_a_stretch_counts() -> None:
    assert least_sure(TEXT, SURE, 2, TEXT.index("41%")) == 0.90
    assert least_sure(TEXT, SURE, 2, len(TEXT)) == 0.60


def test_a_word_is_touched_by_a_part_of_it() -> None:
    at = TEXT.index("41%")
    assert least_sure(TEXT, SURE, at + 2, at + 3) == 0.60


def test_marks_count_for_nothing() -> None:
    assert least_sure(TEXT, SURE, 0, 8) == 0.96
    assert least_sure(TEXT, SURE, 0, 1) is None
