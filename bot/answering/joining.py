"""What several answers say, put together: claims once each, citations numbered through."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.answers import Answer, Citation, Claim
from prompts import section


def claims_together(answers: Sequence[Answer]) -> tuple[list[Claim], tuple[Citation, ...]]:
    """The claims of all answers, each once, and what they cite, numbered anew."""
    claims: list[Claim] = []
    numbered: dict[tuple[str, int, int], Citation] = {}
    for one in answers:
        cited = {citation.number: citation for citation in one.citations}
        for claim in one.claims:
            marks: list[int] = []
            for mark in claim.citations:
                place = (cited[mark].passage_id, cited[mark].start, cited[mark].end)
                new = replace(cited[mark], number=len(numbered) + 1)
                marks.append(numbered.setdefault(place, new).number)
            claim = replace(claim, citations=tuple(marks))
            if claim not in claims:
                claims.append(claim)
    return claims, tuple(numbered.values())


def caveats_together(answers: Sequence[Answer]) -> tuple[str, ...]:
    """What is not answered, with why, then the caveats of what is."""
    beside = dict.fromkeys(caveat for one in answers if one.claims for caveat in one.caveats)
    open_parts = [
        " ".join(
            (
                section("caveats", "part_open").format(question=one.question),
                *(caveat for caveat in one.caveats if caveat not in beside),
            )
        )
        for one in answers
        if not one.claims
    ]
    return tuple(dict.fromkeys((*open_parts, *beside)))
