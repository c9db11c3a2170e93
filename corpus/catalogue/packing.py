"""What is kept of a document that was read and of its passages, as rows with their seals."""

import json

from corpus.catalogue.rows import (
    pack_document,
    pack_register,
    pack_sketch,
    pack_spans,
    pack_text,
)
from corpus.catalogue.seals import pack_seals, seal_of
from corpus.duplicates import sketch_of
from corpus.ingested import IngestedDocument
from corpus.passages import Passage


def packed_document(part: IngestedDocument) -> tuple[str | bytes, ...]:
    """What is kept of a document: id, body, judgements, recommendations, sketch, seals."""
    body = pack_document(part.document)
    judgements, recommendations = (
        pack_register(part.judgements),
        pack_register(part.recommendations),
    )
    sketch = pack_sketch(sketch_of("\n".join(passage.text for passage in part.passages)))
    seals = (
        seal_of(part.document.id, body),
        *(seal_of(value) for value in (judgements, recommendations, sketch)),
        len(part.passages),
    )
    return part.document.id, body, judgements, recommendations, sketch, pack_seals(seals)


def packed_passage(passage: Passage, content_hash: str) -> tuple[str | bytes | int | None, ...]:
    """What is kept of a passage: id, then all that `corpus.catalogue.texts` reads, in order."""
    rest = (
        passage.ordinal,
        pack_text(passage.text),
        passage.shape,
        passage.paragraph,
        json.dumps(passage.heading),
        pack_spans(passage.spans),
        content_hash,
    )
    return passage.id, *rest, seal_of(passage.id, passage.document_id, *rest)
