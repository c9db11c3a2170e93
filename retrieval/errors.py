"""The faults of retrieval; what is an expected outcome is a value instead."""


class RetrievalError(Exception):
    """Something of the index cannot be used or made; the message says how to mend it.

    RetrievalError
    ├── LexicalDamagedError      a lexical index is missing, broken or of another version
    ├── LexicalWriteError        a lexical index could not be written
    ├── ChromaUnavailableError   Chroma is owned by another process, away, or failed
    ├── EmbeddingError           the embedder failed; words can be searched all the same
    │   └── MeaningAwayError     vectors cannot be compared now; likewise
    └── UnknownDocumentError     no document has the id that was given
    """


class LexicalDamagedError(RetrievalError):
    """A lexical index is missing, broken or of another version: `scrutineer index` remakes it."""


class LexicalWriteError(RetrievalError):
    """A lexical index could not be written: no room, no permission."""


class ChromaUnavailableError(RetrievalError):
    """Chroma cannot be used: another process owns it, its server is away, or it failed."""


class EmbeddingError(RetrievalError):
    """The embedder failed; words can be searched, and what it had embedded is kept."""


class MeaningAwayError(EmbeddingError):
    """Vectors cannot be compared now: Chroma is away, and there are too many for a scan."""


class UnknownDocumentError(RetrievalError):
    """No document of the index has the id that was given."""
