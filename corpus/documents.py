"""A document: what it is, whose it is, and when it was inspected, published or met."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

Kind = Literal[
    "inspection_report",
    "focused_visit_letter",
    "monitoring_visit_letter",
    "unannounced_inspection_letter",
    "scrutiny_report",
    "minutes",
    "agenda",
    "performance_report",
    "presentation",
    "work_programme",
    "update_report",
    "guidance",
    "local_offer",
    "other",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Basis = Literal["stated", "inferred", "given"]


@dataclass(frozen=True, slots=True)
class Dates:
    """The days a document belongs to; None where the document does not say.

    `not_before` and `not_after` bound a document that states no day of its own. `basis` says
    how the dates are known: `stated` in the text, `inferred` from the file name, its metadata
    or a bound, `given` by the owner of the corpus; `published_basis` says it of `published`
    alone, which reports often leave to their file's name.
    """

    inspected_from: date | None = None
    inspected_to: date | None = None
    published: date | None = None
    meeting: date | None = None
    not_before: date | None = None
    not_after: date | None = None
    basis: Basis = "inferred"
    published_basis: Basis = "stated"

    @property
    def ordering(self) -> date | None:
        """The one date that orders documents: inspected, met, published, then the bounds."""
        return (
            self.inspected_to
            or self.inspected_from
            or self.meeting
            or self.published
            or self.not_before
            or self.not_after
        )


# What inspectors publish; everything else is the authority's own account.
INSPECTORS_KINDS: frozenset[Kind] = frozenset(
    {
        "inspection_report",
        "focused_visit_letter",
        "monitoring_visit_letter",
        "unannounced_inspection_letter",
    }
)
# What says what people are entitled to: for all, or of one council. It finds nothing and judges
# nothing, and neither inspectors nor a meeting of the council speak in it.
DEFINING_KINDS: frozenset[Kind] = frozenset({"guidance", "local_offer"})
# Visits between inspections: inspectors write what they found, and give no grade.
LETTERS: tuple[Kind, ...] = (
    "focused_visit_letter",
    "monitoring_visit_letter",
    "unannounced_inspection_letter",
)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file (pages `first_page` to `last_page`, 1-based, None without pages).

    `id` depends on the file's content and the first page alone, so it survives renaming and
    indexing again. `authority` is the plain name of the council it is about ("Merton"), None
    where the text does not say. `part_of` is the id of the document that heads the pack this
    one stands in. `notes` are sentences on what is doubtful: dates that contradict each other.
    `given` names what the owner of the corpus gave in place of what was read (`corpus.given`).
    `origin` is the address of the web where the file was published, None where it is not known.
    """

    id: str
    title: str
    kind: Kind
    authority: str | None
    publisher: str | None
    lead_inspector: str | None
    dates: Dates
    path: str
    sha256: str
    first_page: int | None
    last_page: int | None
    pages: int
    notes: tuple[str, ...] = ()
    part_of: str | None = None
    given: tuple[str, ...] = ()
    origin: str | None = None

    @property
    def subject(self) -> str:
        """What the title says the document is about; an inspection's title says nothing of it."""
        return "" if self.kind in INSPECTORS_KINDS or self.kind == "agenda" else self.title
