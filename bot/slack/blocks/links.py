"""Where our own web pages show what is cited, when there are any."""

from dataclasses import dataclass
from urllib.parse import quote

from bot.answering.answers import Citation


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses below `public_url`, the setting of that name; none without it."""

    public_url: str | None = None

    def to(self, citation: Citation) -> str | None:
        """The page view at which the quote stands highlighted."""
        if self.public_url is None:
            return None
        place = f"?page={citation.page}" if citation.page is not None else "?"
        document = quote(citation.document_id, safe="")
        return (
            f"{self.public_url.rstrip('/')}/documents/{document}{place}"
            f"&start={citation.start}&end={citation.end}"
        ).replace("?&", "?")
