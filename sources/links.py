"""Links of a web page, with the words and the days around them, however it is laid out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from corpus.dates import day_ranges

_NEAR = 400


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: where it leads, its words, and the words of the smallest part of the page around it
    that holds no other link to a document, at most some hundred characters."""

    address: str
    words: str
    around: str
    next: bool = False


def anchors(markup: str, base: str) -> Iterator[Anchor]:
    """The links of a page at the address `base`, in order; each address may be met again."""
    soup = BeautifulSoup(markup, "lxml")
    for tag in soup.find_all("a", href=True):
        try:
            # Sites write line ends into addresses.
            address = urljoin(base, " ".join(str(tag["href"]).split()))
            urlsplit(address)
        except ValueError:
            continue
        relation = tag.get_attribute_list("rel")
        words = _line(tag.get_text(" "))
        is_next = "next" in relation or words.casefold().strip(" ›»>") in ("next", "next page")
        yield Anchor(address, words, _around(tag), is_next)


def heading_of(markup: str) -> str:
    """What a page is called: its first heading, else its title."""
    soup = BeautifulSoup(markup, "lxml")
    found = soup.find("h1") or soup.title
    return _line(found.get_text(" ")) if found else ""


def query_of(address: str) -> dict[str, str]:
    """The values in an address's query by their names in lower case."""
    return {name.lower(): values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def last_day(text: str) -> date | None:
    """The last day that a text names, None where it names none."""
    found = day_ranges(text)
    return found[-1].last if found else None


def _around(tag: Tag) -> str:
    words = _line(tag.get_text(" "))
    for parent in tag.parents:
        if parent.name in ("body", "html", "[document]", "table", "ul", "ol"):
            break
        links = {str(link["href"]) for link in parent.find_all("a", href=True)}
        wider = _line(parent.get_text(" "))
        if len(links) > 1 or len(wider) > _NEAR:
            break
        words = wider
    return words


def _line(text: str) -> str:
    return " ".join(text.split())
