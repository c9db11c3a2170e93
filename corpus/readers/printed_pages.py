"""The number that is printed on a page, where the file has no page labels of its own."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.sources import Page

_EDGE = 120  # characters at either end of a page's text in which its number is looked for
_STAMPED = re.compile(r"^\W*(?:page|p\.)\s*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.I | re.M)
_BARE = re.compile(r"^[-–—\s]*(\d{1,4})[-–—\s]*$", re.MULTILINE)
_TRAILING = re.compile(r"[^\d\s.,/-]\s+(?:\d{4}\s+)?(\d{1,3})\s*$", re.MULTILINE)
# Of how many pages in a hundred a kind of number must tell the page: "Page 9", as it is stamped
# on the papers of a meeting, tells it surely, a number in a running line may be of anything.
_ENOUGH = ((_STAMPED, 30), (_BARE, 50), (_TRAILING, 50))
_FEWEST = 2


def with_printed_numbers(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of a PDF, `label` set to the printed number where the file's labels say nothing.

    Only a number that is printed on the page itself is taken, and only where enough pages have
    one at the same distance from their place in the file. Labels that count the pages of the
    file from 1 say nothing.
    """
    if any(page.label is not None and page.label != str(page.number) for page in pages):
        return tuple(pages)
    written = sum(1 for page in pages if page.text.strip())
    for pattern, share in _ENOUGH:
        found = [_numbers(page, pattern) for page in pages]
        distances = Counter(
            number - index for index, numbers in enumerate(found) for number in numbers
        )
        if not distances:
            continue
        distance, times = distances.most_common(1)[0]
        if times >= max(_FEWEST, written * share / 100):
            return tuple(
                replace(page, label=str(index + distance)) if index + distance in numbers else page
                for index, (page, numbers) in enumerate(zip(pages, found, strict=True))
            )
    return tuple(pages)


def _numbers(page: Page, pattern: re.Pattern[str]) -> set[int]:
    text = page.text
    edges = (text,) if len(text) <= 2 * _EDGE else (text[:_EDGE], text[-_EDGE:])
    return {int(match[1]) for edge in edges for match in pattern.finditer(edge.replace("\r", ""))}
