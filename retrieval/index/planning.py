"""What an index run has to do: which files are known, gone, copies, and which are to be read."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from corpus.catalogue.rows import FileRecord
from corpus.sources import SkippedFile
from corpus.walking import Walk, digest, fingerprint, is_under

FILE_BYTES = 500_000_000
ERASED = (
    "Its documents were erased by hand. It is not read again until it changes; delete it where it "
    "lies."
)
_TOO_LARGE = "It is larger than 500 MB. Split it, or save it with smaller pictures."


@dataclass(slots=True)
class Plan:
    """The state that the catalogue's files are to have, by path, and what is still to be read.

    `to_read` are paths of `files` whose record takes effect once they have been read, `copies`
    of them the paths of the same file elsewhere. `gone` are records of files that are no longer
    there.
    """

    files: dict[str, FileRecord] = field(default_factory=dict)
    to_read: list[str] = field(default_factory=list)
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone: dict[str, FileRecord] = field(default_factory=dict)
    failures: list[SkippedFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plan(found: Walk, known: Iterable[FileRecord], staged: set[str], reader: str) -> Plan:
    """Compares what was found with what is known.

    `staged` are the fingerprints of what `reader` has read already. Of byte-identical files
    the first by path is the one that is read, wherever the others lie.
    """
    old = {file.path: file for file in known}
    result = Plan()
    for path, file in old.items():
        if found.is_gone(path):
            result.gone[path] = file
        elif path not in found.files:
            result.files[path] = file
    result.failures += found.unreadable.values()
    _look(found, old, result)
    _settle(found, old, staged, reader, result)
    return result


def keep_if_empty(found: Walk, result: Plan) -> None:
    """Puts back what is gone from a folder in which nothing can be read any more.

    A folder that was emptied, or a disk that is not mounted, looks just like that; removing
    everything must be asked for.
    """
    for root in found.roots:
        if any(
            is_under(path, root) and result.files[path].outcome != "failed"
            for path in found.files
            if path in result.files
        ):
            continue
        kept = [path for path in result.gone if is_under(path, root)]
        if kept:
            result.notes.append(
                f"{root} holds no readable file any more. Nothing was removed: its "
                f"{len(kept)} files stay in the index as they were. If that is not meant, "
                "remove their documents with `scrutineer documents remove ID`."
            )
        read = {f.sha256: f.path for f in result.files.values() if f.outcome == "read"}
        for path in kept:
            file = result.gone.pop(path)
            if file.outcome == "read" and file.sha256 in read:  # a copy took its place
                file = replace(file, outcome="duplicate", duplicate_of=read[file.sha256])
            result.files[path] = file


def _look(found: Walk, old: Mapping[str, FileRecord], result: Plan) -> None:
    """Takes the digest of every file found; what cannot be opened keeps its earlier reading."""
    small = [path for path, size in found.files.items() if size <= FILE_BYTES]
    with ThreadPoolExecutor() as threads:  # hashing lets other threads run
        digests = dict(zip(small, threads.map(_digest_or_error, small), strict=True))
    for path, size in found.files.items():
        sha256 = digests.get(path)
        if isinstance(sha256, str):
            result.files[path] = FileRecord(path, sha256, size, "read")
            continue
        reason = _TOO_LARGE
        if sha256 is not None:
            reason = f"It cannot be opened ({sha256.strerror}). Check its permissions."
        if sha256 is not None and path in old and old[path].outcome == "read":
            result.files[path] = old[path]
            reason += " What was read of it before stays in the index."
        else:
            result.files[path] = FileRecord(path, None, size, "failed", reason=reason, again=True)
        result.failures.append(SkippedFile(path, reason))


def _digest_or_error(path: str) -> str | OSError:
    try:
        return digest(path)
    except OSError as error:
        return error


def _settle(
    found: Walk, old: Mapping[str, FileRecord], staged: set[str], reader: str, result: Plan
) -> None:
    erased = {file.sha256 for file in old.values() if is_erased(file)}
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for path, file in result.files.items():
        if file.sha256 in erased:
            result.files[path] = erased_record(file)
            continue
        if file.sha256 is not None:
            copies[file.sha256].append(path)
    for sha256, paths in copies.items():
        first, *others = sorted(paths, key=os.fsencode)
        result.copies[first] = tuple(others)
        _settle_first(found, old.get(first), staged, reader, result, first)
        for path in others:
            size = result.files[path].size
            result.files[path] = FileRecord(path, sha256, size, "duplicate", duplicate_of=first)
            if path in found.files:
                result.notes.append(f"{path} is a copy of {first}, byte for byte: it is read once.")


def _settle_first(
    found: Walk,
    before: FileRecord | None,
    staged: set[str],
    reader: str,
    result: Plan,
    path: str,
) -> None:
    file, copies = result.files[path], result.copies[path]
    cannot_be_opened = file is before and file.outcome == "read"
    is_as_before = cannot_be_opened or (file.fingerprint is not None and path not in found.files)
    if is_as_before and not _is_told_anew(found, file, copies):
        return
    sha256 = file.sha256 or ""
    mark = fingerprint(path, sha256, copies)
    file = FileRecord(path, sha256, file.size, "read", mark, reader)
    result.files[path] = file
    if mark in staged:
        return
    if (
        before is not None
        and before.outcome == "failed"
        and (before.fingerprint, before.reader) == (mark, reader)
        and not before.again
    ):
        result.files[path] = before
        result.failures.append(SkippedFile(path, before.reason or "", sha256))
        return
    result.to_read.append(path)


def _is_told_anew(found: Walk, file: FileRecord, copies: Sequence[str]) -> bool:
    """Whether copies that were looked at tell something new of a file that was not."""
    if file.outcome != "read" or not any(copy in found.files for copy in copies):
        return False
    if fingerprint(file.path, file.sha256 or "", copies) == file.fingerprint:
        return False
    return _digest_or_error(file.path) == file.sha256


def is_erased(file: FileRecord) -> bool:
    """Whether the documents of a file were erased by hand."""
    return file.outcome == "failed" and file.reason == ERASED


def erased_record(file: FileRecord) -> FileRecord:
    """The record of a file whose documents were erased: its content is known, and not read."""
    return FileRecord(file.path, file.sha256, file.size, "failed", reason=ERASED)


def failed(file: FileRecord, reason: str, again: bool) -> FileRecord:
    """The record of a file whose reading failed."""
    return replace(file, outcome="failed", reason=reason, again=again)
