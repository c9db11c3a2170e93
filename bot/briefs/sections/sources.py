"""Sources: every document that was looked through, its dates, its standing, whether it is cited."""

from collections.abc import Collection
from datetime import date

from bot.briefs.content import Note, Section, Table
from bot.briefs.material import Material
from bot.briefs.wording import counted, day, named_within, words
from corpus.documents import Document
from retrieval.search.scope import spoken_date
from retrieval.search.shelf import newest_first


def sources(material: Material, cited: Collection[str]) -> Section:
    """The documents of the authority, and those of others that are cited."""
    others = [d for d in material.others if d.id in cited]
    every = [*material.documents, *newest_first(others)]
    by_id = {d.id: d for d in (*material.library.documents,)}
    rows = tuple(
        (
            document.title,
            document.kind.replace("_", " ").capitalize(),
            spoken_date(document),
            _published(document),
            _standing(document, material, by_id),
            "Yes" if document.id in cited else "No",
        )
        for document in every
    )
    head = ("Document", "Kind", "Of", "Published", "Standing", "Cited")
    return Section("Sources", (Note(searched(material)), Table("Documents", head, rows)))


def searched(material: Material) -> str:
    """What was looked through, in a sentence."""
    dated = sorted((d for d in material.documents if d.dates.ordering), key=_ordering)
    return words(
        "searched",
        documents=counted(len(material.documents), "document"),
        authority=material.authority,
        first=_of(dated[0]) if dated else "undated",
        last=_of(dated[-1]) if dated else "undated",
        updated=day(material.updated.date()),
    )


def _ordering(document: Document) -> date:
    return document.dates.ordering or date.min


def _of(document: Document) -> str:
    dated = spoken_date(document)
    return f"of {dated}" if dated[:1].isdigit() else dated


def _published(document: Document) -> str:
    published = document.dates.published
    if published is None:
        return "not stated"
    inferred = " (from the file)" if document.dates.published_basis == "inferred" else ""
    return f"{day(published)}{inferred}"


def _standing(document: Document, material: Material, by_id: dict[str, Document]) -> str:
    later = material.replaced.get(document.id)
    if later is None:
        return "Stands"
    return f"Replaced by {named_within(by_id[later])}" if later in by_id else "Replaced"
