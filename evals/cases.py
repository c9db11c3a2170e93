"""The cases of the suites: questions with what is known of their answers, one JSON object a line.

`evals/cases/README.md` describes the form, `evals/cases/schema.json` is made from it by

    python -m evals schema
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, get_args

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.answering.answers import Outcome
from corpus.documents import Kind

SuiteName = Literal[
    "retrieval",
    "answers",
    "currency",
    "scope",
    "refusal",
    "followups",
    "gate",
    "registers",
    "latency",
]
SUITES: Final[tuple[SuiteName, ...]] = get_args(SuiteName)
SAMPLE: Final = Path(__file__).parent / "cases"
"""The cases over the sample corpus."""
SCHEMA: Final = SAMPLE / "schema.json"

_FORM = ConfigDict(frozen=True, extra="allow", populate_by_name=True)
_LIST_TYPES = ("current-recommendations",)


class CasesError(Exception):
    """A file of cases cannot be used; the message names the file, the line and what is wrong."""


class Place(BaseModel):
    """A place that answers: a page of a PDF, or offsets of a text file, with its words.

    `start` and `end` are characters of the decoded file. Where the file is named by its hash
    the page is needed, else the offsets; a file alone stands for all of it.
    """

    model_config = _FORM

    file: str = Field(description="path of the file, or its name alone; compared by the name")
    file_sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    page: int | None = Field(default=None, ge=1, description="page of the PDF, from 1")
    paragraph: str | int | None = Field(
        default=None,
        validation_alias=AliasChoices("paragraph", "paragraph_number"),
        description="the document's own paragraph number",
    )
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    quote: str = Field(default="", description="words that answer, as they stand there")
    key_facts: tuple[str, ...] = Field(
        default=(), description="what an answer has to tell, each in a few words"
    )
    authority: str | None = Field(default=None, description="for readers")
    inspection_end: date | None = Field(default=None, description="for readers")
    document: str | None = Field(default=None, description="for readers")
    heading: str | None = Field(default=None, description="for readers")
    occurrence: str | None = Field(default=None, description="for readers")


class MustNot(BaseModel):
    """What an answer must not do, whatever else it says."""

    model_config = _FORM

    cite_authorities: tuple[str, ...] = Field(
        default=(), description="authorities whose documents no claim may cite"
    )
    cite_files: tuple[str, ...] = Field(default=(), description="files that no claim may cite")
    cite_before: date | None = Field(
        default=None, description="no claim may cite a document older than this day"
    )
    say: tuple[str, ...] = Field(
        default=(), description="strings that may not stand in the answer, whatever their capitals"
    )


class Narrowed(BaseModel):
    """The filters that a question is asked with."""

    model_config = _FORM

    authorities: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")
    as_of: date | None = None


class Case(BaseModel):
    """A question and what is known of its answer; only `id` and `question` are needed.

    A follow-up has its first question in `first_question`, or the id of an earlier case of the
    same file in `follows`. `answerable` is false where the documents do not say, and where the
    question takes something for granted that is not so; `gold` then is what shows that.
    """

    model_config = _FORM

    id: str = Field(min_length=1)
    question: str
    suites: tuple[SuiteName, ...] = Field(
        default=(),
        validation_alias=AliasChoices("suites", "suite"),
        description="the suites that use it; without it they follow from the rest",
    )
    first_question: str | None = None
    follows: str | None = None
    authority: str | None = Field(
        default=None, description="whom it is about; several are parted by semicolons"
    )
    type: str = Field(default="", description="a word for its kind, by which figures are grouped")
    answerable: bool = True
    expects: tuple[Outcome, ...] = Field(
        default=(), description="the outcomes that are right; without it any that answers, or not"
    )
    filters: Narrowed = Narrowed()
    gold: tuple[Place, ...] = ()
    first_gold: tuple[Place, ...] = ()
    list_complete: bool = Field(
        default=False, description="a list is asked for, and `gold` has all of its items"
    )
    must_say: tuple[str, ...] = Field(
        default=(), description="strings that have to stand in the answer, whatever their capitals"
    )
    must_not: MustNot = MustNot()
    notes: str = ""

    @field_validator("suites", "expects", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @property
    def is_list(self) -> bool:
        """Whether all items of a list are asked for."""
        return self.list_complete or self.type in _LIST_TYPES

    @property
    def is_follow_up(self) -> bool:
        """Whether it is read in the light of a question before it."""
        return self.first_question is not None or self.follows is not None

    @property
    def facts(self) -> tuple[str, ...]:
        """The key facts, each once, in their order."""
        return tuple(dict.fromkeys(fact for place in self.gold for fact in place.key_facts))

    @property
    def used_by(self) -> tuple[SuiteName, ...]:
        """The suites that use it: those it names, or those that it has enough for."""
        if self.suites:
            return self.suites
        found: list[SuiteName] = ["answers", "currency", "scope", "refusal"]
        if self.answerable and self.gold:
            found.append("retrieval")
        if self.is_follow_up:
            found.append("followups")
        return tuple(found)


def read_cases(path: Path) -> list[Case]:
    """All cases of a file. Raises `CasesError`, naming the line at fault."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{path} cannot be read ({error}).") from error
    found: dict[str, Case] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate_json(line)
        except ValidationError as error:
            raise CasesError(f"{path}, line {number}: {_explained(error)}") from error
        if case.id in found:
            raise CasesError(f"{path}, line {number}: the id {case.id!r} was used before.")
        if case.follows is not None and case.follows not in found:
            raise CasesError(
                f"{path}, line {number}: {case.follows!r}, which it follows, is no earlier case."
            )
        found[case.id] = case
    return list(found.values())


def cases_of(paths: Sequence[Path]) -> list[Case]:
    """The cases of several files, in their order. Raises `CasesError`; ids are used once."""
    found: dict[str, tuple[Case, Path]] = {}
    for path in paths:
        for case in read_cases(path):
            if case.id in found:
                raise CasesError(f"The id {case.id!r} is in {found[case.id][1]} and in {path}.")
            found[case.id] = (case, path)
    return [case for case, _ in found.values()]


def sample_files() -> list[Path]:
    """The files of cases over the sample corpus, by name."""
    return sorted(SAMPLE.glob("*.jsonl"))


def unknown_keys(case: Case) -> list[str]:
    """Keys that mean nothing to a case: they are kept, but a misspelt one would be lost."""
    parts: list[BaseModel] = [
        case,
        case.filters,
        case.must_not,
        *case.gold,
        *case.first_gold,
    ]
    return [key for part in parts for key in part.model_extra or ()]


def case_of(answer: Mapping[str, Any], note: str) -> Case:
    """An answer that a reader was not content with, as a case to be looked at.

    `answer` is its JSON. What was wrong is for a person to say: the places that were cited are
    taken along as they are, under the note, and nothing is expected yet.
    """
    cited = [
        Place(
            file=Path(citation["source"]).name,
            file_sha256=citation["sha256"] if citation["page"] is not None else None,
            page=citation["page"],
            paragraph=citation["paragraph"],
            start=citation["start"] if citation["page"] is None else None,
            end=citation["end"] if citation["page"] is None else None,
            quote=citation["quote"],
        )
        for citation in answer["citations"]
    ]
    scope = answer["scope"]
    return Case(
        id=f"reader-{answer['id']}",
        question=answer["question"],
        authority="; ".join(scope["authorities"]) or None,
        type="from-a-reader",
        gold=tuple(cited),
        notes=f"To be reviewed. The outcome was {answer['outcome']}. {note}".strip(),
    )


def as_line(case: Case) -> str:
    """A case as a line of a file, without what is as it would be anyway."""
    value = case.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    return json.dumps(value, ensure_ascii=False)


def schema() -> str:
    """The JSON schema of a line, as `evals/cases/schema.json` holds it."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Case.model_json_schema(by_alias=True),
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _explained(error: ValidationError) -> str:
    return "; ".join(_faults(error))


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        where = ".".join(str(part) for part in fault["loc"])
        yield f"{where}: {fault['msg']}" if where else str(fault["msg"])
