"""An answer as Markdown, with the numbers of its citations in brackets."""

import re
from collections.abc import Sequence

from bot.answering.answers import Claim
from bot.harmless import on_one_line

# What is markup anywhere in a line, an entity, or an address that some readers make a link of.
_SPECIAL = re.compile(
    r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)|:(?=//)|(?<=www)\.|@(?=\w)|(?<=mailto):", re.IGNORECASE
)
# What is markup where a line begins with it.
_AT_START = re.compile(r"(?:#{1,6}|[-+=]+|\d{1,9}(?=[.)](?:\s|\Z)))")

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Text of documents and people as Markdown that says it letter for letter and does nothing."""
    line = _SPECIAL.sub(lambda found: f"\\{found[0]}", on_one_line(text))
    if begins := _AT_START.match(line):
        at = begins.end() if begins[0].isdigit() else 0
        line = f"{line[:at]}\\{line[at:]}"
    return line


def spoken(text: str) -> str:
    """Markdown of ours for those who read it as it is: without the marks that keep text plain."""
    return _ESCAPE.sub(r"\1", text)


def markdown(claims: Sequence[Claim], corrections: Sequence[str], caveats: Sequence[str]) -> str:
    """Corrections first, then the claims under their groups, then the caveats."""
    lines = [line for correction in corrections for line in (f"> {plain(correction)}", "")]
    group = ""
    for claim in claims:
        if claim.group != group:
            group = claim.group
            if group:
                lines += ["", f"**{plain(group)}**", ""]
        marks = "".join(f" [{number}]" for number in claim.citations)
        label = f"*{plain(claim.label)}:* " if claim.label else ""
        sentence = f"{label}{plain(claim.text)}{marks}"
        if claim.item:
            lines.append(f"- {sentence}")
        elif lines and lines[-1] and not lines[-1].startswith(("- ", "**")):
            lines[-1] = f"{lines[-1]} {sentence}"
        else:
            lines += ["", sentence] if lines and lines[-1].startswith("- ") else [sentence]
    lines += [line for caveat in caveats for line in ("", f"> {plain(caveat)}")]
    return "\n".join(lines).strip()
