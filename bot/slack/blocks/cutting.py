"""Cutting long text: in the middle for a glance, or into pieces of which nothing is lost."""

from collections.abc import Iterator

from bot.slack.blocks.limits import length

_ELLIPSIS = "…"
# A piece is cut at the last of these in its latter half, the first kind that is there.
_ENDS = ("\n", ". ", "; ", ", ", " ")


def shortened(text: str, most: int) -> str:
    """The beginning of a text that is longer than `most`, cut at a word, with an ellipsis."""
    if length(text) <= most:
        return text
    kept = _beginning(text, most - 1)
    word = kept.rsplit(" ", 1)[0]
    return (word if len(word) * 2 > len(kept) else kept).rstrip(" ,;:") + _ELLIPSIS


def pieces(text: str, most: int) -> Iterator[str]:
    """Pieces no longer than `most` that are the text when put together again.

    Cut behind a line, else a sentence, else a word; a word is cut only where it is that long.
    """
    while length(text) > most:
        piece = _beginning(text, most)
        ends = (piece.rfind(end, len(piece) // 2) + len(end) for end in _ENDS if end in piece)
        cut = next((at for at in ends if at > len(piece) // 2), len(piece))
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def _beginning(text: str, most: int) -> str:
    """As many whole characters as `most` allows."""
    piece = text[:most]
    while length(piece) > most:
        piece = piece[: len(piece) - (length(piece) - most + 1) // 2]
    return piece
