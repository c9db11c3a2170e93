"""Evidence as a model sees it: whole passages under labels, marked as data, within a budget."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.documents import Document
from corpus.passages import Passage
from retrieval.search.scope import spoken_date

Shown = Mapping[str, tuple[Passage, Document]]

# English prose has about 4.5 characters a token with the vocabularies in use; names, figures and
# small models' vocabularies have fewer, so this errs on the side of counting too many tokens.
_CHARACTERS = 3.5
# What would end a tag of ours, or begin one.
_TAG = re.compile(r"<(?=\s*/?\s*(?:evidence|question|follow-up|claim)\b)", re.IGNORECASE)


def tokens(text: str) -> int:
    """About how many tokens a text has; a provider's own counter may want the network."""
    return math.ceil(len(text) / _CHARACTERS)


def plain(text: str) -> str:
    """A text that cannot end the tags it is put between."""
    return _TAG.sub("‹", text)


def within(budget: int, labels: Iterable[str], known: Shown) -> dict[str, tuple[Passage, Document]]:
    """The passages that fit, the ones named first before others, whole or not at all.

    The first is taken whatever its size: without evidence there is nothing to ask.
    """
    kept: dict[str, tuple[Passage, Document]] = {}
    for label in labels:
        cost = tokens(written({label: known[label]}))
        if not kept or cost <= budget:
            kept[label] = known[label]
            budget -= cost
    return kept


def written(shown: Shown) -> str:
    """The evidence as text: a tag for each passage, what it stands in, its words."""
    return "\n\n".join(_piece(label, *pair) for label, pair in shown.items())


def bare(passages: Sequence[str]) -> str:
    """Passages of which nothing else is known."""
    return "\n\n".join(
        f'<evidence label="E{number}">\n{plain(text)}\n</evidence>'
        for number, text in enumerate(passages, 1)
    )


def _piece(label: str, passage: Passage, document: Document) -> str:
    about = {
        "document": document.title,
        "kind": document.kind.replace("_", " "),
        "about": document.authority,
        "published by": document.publisher,
        "date": spoken_date(document),
        "heading": " > ".join(passage.heading),
    }
    head = "\n".join(f"{name}: {plain(value)}" for name, value in about.items() if value)
    return f'<evidence label="{label}">\n{head}\n\n{plain(passage.text)}\n</evidence>'
