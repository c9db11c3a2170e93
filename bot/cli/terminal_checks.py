"""How a message that was checked looks in a terminal: each claim, what is made of it, the words."""

from rich.console import Console

from bot.answering.checking.checked import Checked, Verdict
from bot.cli.terminal import show_citations, show_line

_SAID: dict[Verdict, str] = {
    "supported": "Supported",
    "differs": "The documents say otherwise",
    "not_found": "Not found",
    "not_a_claim": "Not checked",
}
_STYLES: dict[Verdict, str] = {"supported": "green", "differs": "red", "not_found": "yellow"}


def show_checked(console: Console, checked: Checked) -> None:
    """Every claim with its verdict, then where the documents speak of them."""
    for claim in checked.claims:
        marks = "".join(f" [{number}]" for number in claim.citations)
        show_line(console, f"“{claim.text}”")
        said = f"{_SAID[claim.verdict]}.{marks}"
        show_line(console, said, indent=2, style=_STYLES.get(claim.verdict, "dim"))
        if claim.detail:
            show_line(console, claim.detail, indent=2)
        console.print()
    for caveat in checked.caveats:
        show_line(console, f"Note: {caveat}", style="yellow")
    if checked.citations:
        show_line(console, "Sources", style="bold")
        show_citations(console, checked.citations)
