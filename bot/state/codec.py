"""Values of the program as JSON and back, checked: a shape that has changed is noticed."""

import hashlib
import json
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


class UnreadableError(ValueError):
    """What was kept is not of the shape that is expected."""


class Codec(Generic[T]):
    """Turns values of one type into JSON and back; `shape` names the type's whole structure."""

    def __init__(self, kind: Any) -> None:
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)

    @property
    def shape(self) -> str:
        """16 hex digits that change when a field, its type or its default does."""
        described = json.dumps(self._adapter.json_schema(), sort_keys=True)
        return hashlib.sha256(described.encode()).hexdigest()[:16]

    def kept(self, value: T) -> Any:
        """The value as JSON."""
        return self._adapter.dump_python(value, mode="json")

    def restored(self, kept: Any) -> T:
        """The value again. Raises `UnreadableError`, which repeats nothing of it."""
        try:
            return self._adapter.validate_python(kept)
        except ValidationError as error:
            places = {".".join(map(str, fault["loc"])) for fault in error.errors()}
            raise UnreadableError(f"not of this shape: {', '.join(sorted(places))}") from None
