"""Briefs as files: written whole or not at all, and read again to be compared."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile, ZipFile

from bot.briefs.content import Brief
from bot.briefs.kept import Kept, unpacked
from bot.faults import MendableError, UsageError

# A brief of a thousand statements unpacks to a few megabytes.
_MOST_UNPACKED = 60_000_000

Writer = Callable[[Brief, str | None], bytes]


def _docx(brief: Brief, public_url: str | None) -> bytes:
    from bot.briefs.writers.word import word

    return word(brief, public_url)


def _pdf(brief: Brief, public_url: str | None) -> bytes:
    from bot.briefs.writers.pdf import pdf

    return pdf(brief, public_url)


def _html(brief: Brief, public_url: str | None) -> bytes:
    from bot.briefs.writers.html import html

    return html(brief, public_url).encode()


def _markdown(brief: Brief, public_url: str | None) -> bytes:
    from bot.briefs.writers.markdown import markdown

    return markdown(brief, public_url).encode()


# What each writer needs takes a while to import, and three of four are not needed.
FORMATS: Mapping[str, Writer] = {".docx": _docx, ".pdf": _pdf, ".html": _html, ".md": _markdown}


def checked_path(path: Path, *, force: bool) -> Path:
    """The path of a brief that may be written there.

    Raises `UsageError` for a format that there is none of, `MendableError` where a file is.
    """
    if path.suffix.lower() not in FORMATS:
        raise UsageError(f"--output takes a name that ends in {', '.join(FORMATS)}, not {path}.")
    if not path.absolute().parent.is_dir():
        raise MendableError(f"There is no folder {path.parent} to write to.")
    if path.is_dir():
        raise MendableError(f"{path} is a folder.")
    if path.exists() and not force:
        raise MendableError(
            f"{path} is there already, and somebody may have edited it. --force writes over it."
        )
    return path


def contents(brief: Brief, suffix: str, public_url: str | None) -> bytes:
    """What the file of a brief holds; `suffix` is one of `FORMATS`."""
    return FORMATS[suffix.lower()](brief, public_url)


def write(data: bytes, path: Path) -> None:
    """Write a file whole, or leave what was there. Raises `OSError`."""
    folder = path.absolute().parent
    with NamedTemporaryFile(dir=folder, prefix=".brief-", suffix=path.suffix, delete=False) as new:
        try:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
        except BaseException:
            os.unlink(new.name)
            raise
    try:
        # As open() would have made it: a temporary file is its owner's alone.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(new.name, 0o666 & ~mask)
        os.replace(new.name, path)
    except BaseException:
        os.unlink(new.name)
        raise


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier brief kept, and whether its file was edited since."""

    kept: Kept
    edited: bool


def read_earlier(path: Path) -> Earlier:
    """What a brief that was written as DOCX kept.

    Raises `MendableError` for a file that is none, or that holds nothing to compare with.
    """
    if path.suffix.lower() != ".docx":
        raise UsageError(f"--since takes a DOCX file that scrutineer brief wrote, not {path}.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MendableError(f"{path} is not there, or cannot be read.") from error
    return earlier_in(data, str(path))


def earlier_in(data: bytes, name: str) -> Earlier:
    """The same of the bytes of a file, which is called `name` where something is wrong with it."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    from bot.briefs.writers.word import statements_in
    from bot.briefs.writers.word_parts import kept_text

    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked_size = sum(member.file_size for member in archive.infolist())
        if unpacked_size > _MOST_UNPACKED:
            raise MendableError(f"{name} is too large to be a brief.")
        document = Document(BytesIO(data))
        text = kept_text(document)
    # A part that is no XML is a SyntaxError to lxml.
    except (PackageNotFoundError, BadZipFile, SyntaxError, ValueError, KeyError) as error:
        raise MendableError(f"{name} is no DOCX file, or is damaged.") from error
    if text is None:
        raise MendableError(
            f"{name} was not written by Scrutineer as a brief, or has lost what it keeps for "
            "comparing; there is nothing to compare with."
        )
    kept = unpacked(text)
    shown = statements_in(document)
    return Earlier(kept, shown != [statement.text for statement in kept.statements])
