"""Finding a stretch of one text of a page in another text of the same page."""


def aligned(ours: str, start: int, end: int, theirs: str) -> tuple[int, int] | None:
    """Offsets of `theirs` at which the letters of `ours[start:end]` stand; None if in doubt.

    Letters and digits alone are compared. Where the same letters stand several times, they are
    found only if they do as often in both.
    """
    if ours == theirs:
        return start, end
    wanted = _letters(ours[start:end])
    if not wanted:
        return None
    mine, places = _letters(ours), [n for n, letter in enumerate(theirs) if letter.isalnum()]
    other = _letters(theirs)
    found, known = _all(wanted, other), _all(wanted, mine)
    if not found or len(found) != len(known):
        return None
    at = found[known.index(len(_letters(ours[:start])))]
    return places[at], places[at + len(wanted) - 1] + 1


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _all(wanted: str, text: str) -> list[int]:
    found = [text.find(wanted)]
    while found[-1] >= 0:
        found.append(text.find(wanted, found[-1] + 1))
    return found[:-1]
