"""Where a quote stands in its passage."""

import pytest

from bot.answering.gate.quoting import stands

TEXT = (
    "The oﬃcer’s assess-\nments are late,2 and plans – if any – are thin. Plans are kept.\n\n"
    "Visits are rare."
)


@pytest.mark.parametrize(
    "quote",
    [
        "The officer's assessments are late",
        "assessments  are late, and plans - if any - are thin.",
        "“Plans are kept.”",
        "Plans are kept,",
        "The officer’s … late",
        "assessments are ... thin. Plans",
        "The officer’s [...] kept.",
    ],
)
def test_typography_and_elisions(quote: str) -> None:
    assert stands(quote, TEXT) is not None


@pytest.mark.parametrize(
    "quote",
    [
        "The officers assessments",
        "assessments are early",
        "late … assessments",
        "Plans are kept. … Visits are rare.",
        "lan",
        "the officer’s",
        "Plans were kept.",
        "",
        "…",
        "“”",
    ],
)
def test_changed_or_out_of_order(quote: str) -> None:
    assert stands(quote, TEXT) is None


def test_places() -> None:
    places = stands("Plans … kept", TEXT)
    assert places is not None
    assert [TEXT[start:end] for start, end in places] == ["Plans", "kept"]


@pytest.mark.parametrize(
    ("quote", "count"),
    [
        ("visits to babies are co-ordinated", 2),
        ("visits to babies … are coordinated", 2),
        ("visits to babies are uncoordinated", 0),
        ("12 of 40", 1),
    ],
)
def test_it_is_found_in_a_long_text_as_in_a_short_one(quote: str, count: int) -> None:
    said = "The visits to babies are co\u00ad\nordi\u200bnated."
    other = "Carers are heard. " * 200
    found = stands(quote, f"{said} {other}\n\n{other}12 of\n40.\n\n{said.replace(chr(10), ' ')}")
    parts = quote.count("…") + 1
    assert len(found or ()) == count * parts
