"""An answer as Markdown, with the numbers of its citations in brackets."""

from collections.abc import Sequence

from bot.answering.answers import Claim


def markdown(claims: Sequence[Claim], corrections: Sequence[str], caveats: Sequence[str]) -> str:
    """Corrections first, then the claims under their groups, then the caveats."""
    lines = [line for correction in corrections for line in (f"> {correction}", "")]
    group = ""
    for claim in claims:
        if claim.group != group:
            group = claim.group
            if group:
                lines += ["", f"**{group}**", ""]
        marks = "".join(f" [{number}]" for number in claim.citations)
        label = f"*{claim.label}:* " if claim.label else ""
        sentence = f"{label}{claim.text}{marks}"
        if claim.item:
            lines.append(f"- {sentence}")
        elif lines and lines[-1] and not lines[-1].startswith(("- ", "**")):
            lines[-1] = f"{lines[-1]} {sentence}"
        else:
            lines += ["", sentence] if lines and lines[-1].startswith("- ") else [sentence]
    lines += [line for caveat in caveats for line in ("", f"> {caveat}")]
    return "\n".join(lines).strip()
