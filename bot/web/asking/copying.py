"""An answer to take along: its words and its sources, as plain text and as Markdown."""

from collections.abc import Iterator

from bot import addresses
from bot.answering.answers import Answer, Citation, Claim
from bot.answering.markdown import plain
from bot.harmless import on_one_line, shown
from bot.web.asking.source_view import UNTITLED, basis_of, place_of


def as_text(answer: Answer, base: str) -> str:
    """A question, what is claimed in answer, and its sources; `base` is put before addresses."""
    lines = [answer.question, ""]
    lines += [line for said in answer.corrections for line in (f"Note: {said}", "")]
    lines += _claims(answer.claims)
    lines += [line for said in answer.caveats for line in ("", f"Note: {said}")]
    lines += ["", "Sources"]
    for citation in answer.citations:
        quote = on_one_line(citation.quote)
        lines += [f"[{citation.number}] {_named(citation)}: “{quote}”", _address(citation, base)]
    return shown("\n".join(lines).strip()) + "\n"


def as_markdown(answer: Answer, base: str) -> str:
    """The same as Markdown; whatever a document says stays text."""
    lines = [f"**{plain(answer.question)}**", "", answer.text, "", "**Sources**", ""]
    for citation in answer.citations:
        quote = plain(citation.quote)
        named = f"[{plain(_named(citation))}]({_address(citation, base)})"
        lines.append(f"- \\[{citation.number}\\] {named}: “{quote}”")
    return "\n".join(lines).strip() + "\n"


def _claims(claims: tuple[Claim, ...]) -> Iterator[str]:
    group = ""
    for claim in claims:
        if claim.group != group:
            if group:
                yield ""
            group = claim.group
            if group:
                yield group
        marks = " ".join(f"[{number}]" for number in claim.citations)
        label = f"{claim.label}: " if claim.label else ""
        yield f"{'• ' if claim.item else ''}{label}{claim.text} {marks}"


def _named(citation: Citation) -> str:
    dated = "" if citation.dated in citation.title else citation.dated
    basis = basis_of(citation)
    facts = (
        citation.title.strip() or UNTITLED,
        citation.publisher,
        f"{dated} ({basis})" if dated and basis else dated,
        place_of(citation),
    )
    return ", ".join(fact for fact in facts if fact)


def _address(citation: Citation, base: str) -> str:
    path = addresses.document(citation.document_id, citation.page, citation.start, citation.end)
    return base.rstrip("/") + path
