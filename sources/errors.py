"""What can go wrong between here and a site; each message is a sentence or two for users."""

from datetime import datetime


class SourceError(Exception):
    """Something of a source cannot be had; the message says why and what becomes of it.

    SourceError
    ├── UnreachableError   the site does not answer, or asks us to wait: later
    ├── MissingError       the site says that there is nothing at this address
    ├── ForbiddenError     it may not be asked: robots.txt, the inner network, another site
    ├── BadFileError       what came is not the document: an error page, half a file
    └── LayoutError        the site's page is not as it was: somebody has to look
    """


class UnreachableError(SourceError):
    """The site does not answer, or asks us to wait; `until` is the earliest moment to ask again."""

    def __init__(self, message: str, until: datetime | None = None) -> None:
        super().__init__(message)
        self.until = until


class MissingError(SourceError):
    """The site says that there is nothing at this address."""


class ForbiddenError(SourceError):
    """This address may not be asked for."""


class BadFileError(SourceError):
    """What came is not the document that was asked for."""


class LayoutError(SourceError):
    """The site's page cannot be read as it was before."""


class StoppedError(Exception):
    """The program ends; what was under way is taken up again the next time."""
