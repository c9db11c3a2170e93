"""Questions that are offered to somebody who has asked nothing yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.registers.judgements import Grade
from prompts import section


@dataclass(frozen=True, slots=True)
class Offer:
    """A question, and what it is about in a few words."""

    title: str
    question: str


@dataclass(frozen=True, slots=True)
class Holds:
    """What there is to be asked about.

    Of the authority, None for any: whether something is `listed` that must improve, whether it
    is `graded`, and more than once (`changed`). `across` is a grade that may be asked for among
    all authorities, None where there is but one.
    """

    authority: str | None = None
    listed: bool = True
    graded: bool = True
    changed: bool = True
    across: Grade | None = None


def offers(holds: Holds) -> tuple[Offer, ...]:
    """Questions that what is held can answer."""
    return tuple(_offers(holds))


def _offers(holds: Holds) -> Iterator[Offer]:
    of = f" in {holds.authority}" if holds.authority else ""
    wanted = {
        "must_improve": holds.listed,
        "grades": holds.graded,
        "care_leavers": True,
        "changed": holds.changed,
        "across": holds.across is not None,
    }
    grade = (holds.across or "").replace("_", " ")
    for name, is_held in wanted.items():
        if is_held:
            title, _, question = section("suggestions", name).partition(": ")
            yield Offer(title, question.format(of=of, grade=grade))
