"""Reports as plain texts, as people copy them out."""

from dataclasses import replace

from corpus.sources import Page, Source


def as_text(source: Source) -> Source:
    """A file as one text without pages, as if somebody had copied it out."""
    text = Page(None, "\n".join(page.text for page in source.pages))
    return replace(source, media="text", pages=(text,), outline=())
