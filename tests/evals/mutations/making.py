"""Material for the mutator's tests: our own sentences about boroughs that do not exist."""

import datetime
from collections.abc import Sequence
from random import Random

from corpus.documents import Dates, Document, Kind
from corpus.ingested import IngestedDocument
from corpus.passages import Passage, Shape
from evals.mutations.claims import Cite, Made, Rewording, Truth
from evals.mutations.material import Material, material_of
from evals.mutations.operators import Maker

CHANCE = 7


def document(
    name: str,
    *texts: str,
    authority: str = "Aldermere",
    kind: Kind = "inspection_report",
    day: datetime.date = datetime.date(2024, 5, 24),
    shape: Shape = "paragraph",
) -> IngestedDocument:
    """A document of these passages."""
    publisher = "Ofsted" if kind == "inspection_report" else f"{authority} council"
    dates = Dates(inspected_to=day) if kind == "inspection_report" else Dates(meeting=day)
    passages = tuple(
        Passage(f"{name}.{number}", name, number, text, shape, None, (), ())
        for number, text in enumerate(texts)
    )
    head = Document(
        name, name, kind, authority, publisher, None, dates, f"{name}.pdf", "0" * 64, 1, 1, 1
    )
    return IngestedDocument(head, passages)


def material(*documents: IngestedDocument) -> Material:
    """The material of these documents."""
    return material_of(documents)


def truth_of(sentence: str, passage: str | None = None) -> Truth:
    """A true claim, cited from a passage (the sentence alone unless one is given)."""
    text = passage or sentence
    cite = Cite(
        text, None, "Aldermere", datetime.date(2024, 5, 24), "inspection_report", "Ofsted", None
    )
    return Truth(sentence, cite, text.index(sentence), "d1", 0)


def reworded(change: Rewording, sentence: str) -> list[str]:
    """All that an operator makes of the sentence."""
    return list(change(sentence, Random(CHANCE)))


def made_of(make: Maker, truth: Truth, given: Material) -> list[Made]:
    """All that an operator makes of a true claim."""
    return list(make(truth, given, Random(CHANCE)))


def claims(made: Sequence[Made]) -> list[str]:
    """The claims alone."""
    return [each.claim for each in made]
