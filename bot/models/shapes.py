"""The forms that a model's answers have, and reading them out of what it wrote."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, TypeVar

from pydantic import (
    BaseModel,
    Field,
    StrictBool,
    ValidationError,
    field_validator,
    model_validator,
)

from bot.models.faults import ModelFailedError

_LABEL = re.compile(r"E\d+", re.IGNORECASE)
_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL | re.IGNORECASE)
# Brackets at which an object is looked for in a text that has other things around it.
_MOST_STARTS: Final = 40


class Cited(BaseModel):
    """A quote and the label of the evidence it stands in."""

    label: str = Field(description="label of the evidence, such as E1")
    quote: str = Field(description="the words of the evidence, copied exactly")

    @field_validator("label")
    @classmethod
    def _bare(cls, label: str) -> str:
        found = _LABEL.search(label)
        return found.group().upper() if found else ""


class Told(BaseModel):
    """One claim."""

    text: str = Field(description="one sentence of the evidence, whole or trimmed")
    citations: list[Cited]

    @field_validator("citations", mode="before")
    @classmethod
    def _listed(cls, citations: Any) -> Any:
        """Weak models write a bare label, or one citation without its list."""
        listed = citations if isinstance(citations, list) else [citations]
        return [{"label": c, "quote": ""} if isinstance(c, str) else c for c in listed]


class Claims(BaseModel):
    """Sentences of the evidence that answer the question."""

    answers: bool = Field(default=True, description="whether the evidence answers the question")
    claims: list[Told]

    @model_validator(mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        """Who says that nothing answers may leave the claims out."""
        if isinstance(value, dict) and value.get("answers") is False:
            return {"claims": [], **value}
        return value


class Rewriting(BaseModel):
    """A follow-up question as one that can be understood by itself."""

    question: str = Field(description="the question in full, or nothing if it cannot be told")


class Ruling(BaseModel):
    """Whether passages say what a claim says."""

    supported: StrictBool = Field(description="whether the passages say all that the claim says")


Shape = TypeVar("Shape", bound=BaseModel)


def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """A shape as a JSON schema in which nothing is optional and nothing may be added."""
    schema = shape.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        part["additionalProperties"] = False
        part["required"] = list(part["properties"])
        for described in part["properties"].values():
            described.pop("default", None)
    return schema


def read(text: str, shape: type[Shape], request: str = "") -> Shape:
    """What a model wrote, in this shape.

    Talk around the JSON, or a code fence, is passed over; nothing is mended, and half of an
    object is none. Nor is what stands in the `request` as well: in talk, it is a document's word
    that is quoted. Raises `ModelFailedError`, `empty` or `malformed`.
    """
    if not text.strip():
        raise ModelFailedError("empty")
    for value in _objects(text, request):
        try:
            return shape.model_validate(value)
        except ValidationError:
            continue
    raise ModelFailedError("malformed")


def _objects(text: str, request: str) -> Iterator[Any]:
    asked = _on_one_line(request)
    fenced = (match[1] for match in _FENCED.finditer(text))
    for behind, candidate in enumerate((text, *fenced)):
        try:
            value = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        if not (behind and _on_one_line(candidate) in asked):
            yield value
    decoder = json.JSONDecoder()
    at = -1
    for _ in range(_MOST_STARTS):
        at = text.find("{", at + 1)
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        if _on_one_line(text[at:end]) not in asked:
            yield value


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
