"""Where our own web pages show what is cited, when there are any."""

from dataclasses import dataclass

from bot import addresses
from bot.answering.answers import Citation


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses below `public_url`, the setting of that name; none without it."""

    public_url: str | None = None

    def to(self, citation: Citation) -> str | None:
        """The page view at which the quote stands highlighted."""
        if self.public_url is None:
            return None
        path = addresses.document(citation.document_id, citation.page, citation.start, citation.end)
        return self.public_url.rstrip("/") + path
