"""What to say in place of a claim that was refused: words of its passage that pass the gate."""

from bot.answering.gate.gate import examine
from bot.answering.gate.segments import Segment, nearest_segments, segments_of
from bot.answering.gate.tokens import tokens_of
from bot.answering.gate.verdicts import Source
from bot.answering.gate.wording import FUNCTION_WORDS

# A sentence that shares fewer words that mean something speaks of something else.
_FEWEST_SHARED = 2
_MOST_TRIED = 5
_MOST_LEADING = 3


def nearest_quote(claim: str, text: str) -> str | None:
    """The sentence of a passage, as it stands there, that shares the most words with a claim.

    It passes the gate itself. None when none is near.
    """
    said = {word for word in tokens_of(claim).words if word not in FUNCTION_WORDS}

    def shared(segment: Segment) -> int:
        return len(said & segment.vocabulary)

    near = nearest_segments(claim, segments_of(text), 2 * _MOST_TRIED)
    ranked = sorted(near, key=lambda segment: (-shared(segment), len(segment.items)))
    for segment in ranked[:_MOST_TRIED]:
        if shared(segment) < _FEWEST_SHARED:
            return None
        quote = text[segment.start : segment.end]
        if examine(quote, [Source(text, quote)]).accepted:
            return quote
    return None


def led_quote(place: tuple[int, int], text: str) -> str | None:
    """What stands at `text[slice(*place)]`, with the sentences before it that say what it is about.

    None where none of the paragraph do.
    """
    start, end = place
    segments = segments_of(text)
    at = next((n for n, segment in enumerate(segments) if start < segment.end), 0)
    for segment in reversed(segments[max(at - _MOST_LEADING, 0) : at]):
        if segment.paragraph != segments[at].paragraph:
            return None
        quote = text[segment.start : end]
        if examine(quote, [Source(text, quote)]).accepted:
            return quote
    return None
