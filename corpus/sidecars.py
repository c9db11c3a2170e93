"""Sidecars: `report.pdf.meta.toml` beside `report.pdf` gives what the file lacks.

title = "Review of the front door"
authority = "Merton"
meeting = 2019-03-12
origin = "https://example.org/report.pdf"    # where the file was published

[parts.p14]        # the document of a pack that begins on page 14 of the file
kind = "minutes"
"""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.documents import Document
from corpus.given import GivenError, checked, says, with_given
from corpus.walking import (
    LONGEST_SIDECAR,
    SIDECAR,
    is_ambiguous,
    open_regular,
    sidecars_beside,
)

_PARTS, _ORIGIN = "parts", "origin"
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,1990}")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar gives, by part of the file ("" is the file's first document).

    `origin` is the address where the whole file was published. `faults` are sentences on what in
    it could not be taken; the rest holds.
    """

    name: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    origin: str | None = None

    def applied(self, document: Document) -> Document:
        """The document with what is given for it; a contradiction becomes a note of it."""
        part = document.id.partition(".")[2]
        values = self.values.get(part, {})
        if self.origin is not None:
            document = replace(document, origin=self.origin)
            # What a site says as the document does itself is stated in it.
            values = {key: value for key, value in values.items() if not says(document, key, value)}
        if values.get("kind") == "guidance" and "authority" not in values:
            # It is for all of them, whichever it names as examples.
            document = replace(document, authority=None)
        try:
            return with_given(document, values)
        except GivenError as error:
            note = f"{self._contradiction}{error}"
            return replace(document, notes=(*document.notes, note))

    def unheeded(self, documents: Sequence[Document]) -> tuple[str, ...]:
        """What applying it to the file's documents showed: contradictions, parts not there."""
        there = [document.id.partition(".")[2] for document in documents]
        found = ", ".join(part for part in there if part) or "none"
        notes = [note for document in documents for note in document.notes]
        return (
            *(note for note in notes if self.name and note.startswith(self._contradiction)),
            *(
                f"{self.name} names the part {part}, and no document begins there; the parts of "
                f"the file are: {found}."
                for part in self.values
                if part not in there
            ),
        )

    @property
    def _contradiction(self) -> str:
        return f"{self.name} was not heeded here: "


NO_SIDECAR = Sidecar()


def published_as(path: str, copies: Sequence[str]) -> Sidecar | None:
    """Where a file was published, as the sidecar of a copy of it says and its own does not.

    What its own gives stays as it is, and so does what kind of document it was read as. None where
    no copy says more. Never raises.
    """
    own = sidecar_of(path)
    if own.origin is not None:
        return None
    told = next((each for copy in copies if (each := sidecar_of(copy)).origin is not None), None)
    if told is None:
        return None
    values = {
        part: {
            key: value
            for key, value in given.items()
            if key != "kind" and key not in own.values.get(part, {})
        }
        for part, given in told.values.items()
    }
    return Sidecar(told.name, values, (), told.origin)


def sidecar_of(path: str) -> Sidecar:
    """What the sidecar of a file gives; nothing where there is none. Never raises."""
    found = sidecars_beside(path)
    if not found:
        return NO_SIDECAR
    name = os.path.basename(found[0])
    if is_ambiguous(path, found[0]):
        own = os.path.basename(path) + SIDECAR
        fault = f"{name} was not heeded, for it may be another file’s. Name it {own} if it is not."
        return Sidecar(name, {}, (fault,))
    faults = [
        f"{os.path.basename(other)} was not heeded, for there is {name} too." for other in found[1:]
    ]
    try:
        with open_regular(found[0]) as file:
            table = tomllib.loads(file.read(LONGEST_SIDECAR).decode("utf-8-sig"))
    except OSError as error:
        return Sidecar(name, {}, (f"{name} could not be read ({error.strerror}).", *faults))
    except UnicodeDecodeError:
        return Sidecar(name, {}, (f"{name} was not heeded: save it as UTF-8 text.", *faults))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        fault = f"{name} was not heeded, for it is not TOML ({error})."
        return Sidecar(name, {}, (fault, *faults))
    parts = table.pop(_PARTS, {})
    if not isinstance(parts, dict) or not all(isinstance(part, dict) for part in parts.values()):
        faults.append(f"In {name}, parts have to be tables such as [parts.p14].")
        parts = {}
    origin = table.pop(_ORIGIN, None)
    if origin is not None and not (isinstance(origin, str) and _ADDRESS.fullmatch(origin)):
        faults.append(f"In {name}, origin has to be an address such as https://example.org/a.pdf.")
        origin = None
    values = {
        part: _values(name, part, given, faults) for part, given in {"": table, **parts}.items()
    }
    return Sidecar(name, values, tuple(faults), origin)


def _values(name: str, part: str, table: dict[str, Any], faults: list[str]) -> dict[str, str]:
    where = f"In {name}, [parts.{part}]: " if part else f"In {name}: "
    values: dict[str, str] = {}
    for key, value in table.items():
        try:
            values[key] = checked(key, value)
        except GivenError as error:
            faults.append(f"{where}{error}")
    return values
