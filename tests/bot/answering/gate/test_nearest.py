"""What is said in place of a claim that was refused."""

from bot.answering.gate.gate import examine
from bot.answering.gate.nearest import led_quote, nearest_quote
from tests.bot.answering.gate.material import source

TEXT = (
    "Visits to babies are late. They are rarely recorded. Plans for care leavers are clear, but "
    "only for those in Aldermere."
)


def test_the_nearest_sentence_as_it_stands() -> None:
    claim = "Plans for care leavers are clear."
    quote = nearest_quote(claim, TEXT)
    assert quote == "Plans for care leavers are clear, but only for those in Aldermere."
    assert examine(quote, [source(TEXT, quote)]).accepted


def test_none_where_nothing_is_near_or_could_be_told() -> None:
    assert nearest_quote("Foster carers are praised.", TEXT) is None
    assert nearest_quote("It is rarely recorded.", "They are rarely recorded.") is None
    assert nearest_quote("", "") is None


def test_a_sentence_that_points_back_is_led_by_what_it_points_to() -> None:
    start = TEXT.index("They")
    place = (start, TEXT.index(" Plans"))

    assert led_quote(place, TEXT) == "Visits to babies are late. They are rarely recorded."
    assert led_quote((0, 10), "They are late. Visits are rare.") is None
    assert led_quote((24, 38), "• Visits are recorded.\n• They are late.") is None
