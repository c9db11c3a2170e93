"""What was recognised on scanned pages, kept by the content of their file.

Recognising takes seconds a page. What it gave outlives killed runs and new versions of
everything that comes after it.
"""

import os
import shutil
import tempfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SCANS = "scans"
"""The folder's usual name, in the folder of everything that the program keeps."""

OCR_VERSION = "1"
"""To be raised when pages are recognised in another way: they are then recognised again."""

_WORK = "work-"


@dataclass(frozen=True, slots=True)
class KeptPages:
    """The hOCR of pages of one file, in `folder`; with None nothing is kept."""

    folder: Path | None
    sha256: str

    def get(self, page: int) -> bytes | None:
        """What was recognised on this page, None if it is to be recognised yet."""
        if self.folder is None:
            return None
        try:
            return zlib.decompress(self._path(self.folder, page).read_bytes())
        except (OSError, zlib.error):
            return None

    def put(self, page: int, hocr: bytes) -> None:
        """Keep what was recognised on this page, if the disk has room for it."""
        if self.folder is None:
            return
        path = self._path(self.folder, page)
        unfinished = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(zlib.compress(hocr))
            unfinished.replace(path)

    @contextmanager
    def work_folder(self) -> Iterator[Path]:
        """An empty folder for the time of the block."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
        made = tempfile.mkdtemp(prefix=_WORK, dir=self.folder)
        try:
            yield Path(made)
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def _path(self, folder: Path, page: int) -> Path:
        return folder / f"{self.sha256}-{OCR_VERSION}" / f"{page}.hocr.z"


NOTHING_KEPT = KeptPages(None, "")


def forget_kept(folder: Path, sha256: str) -> None:
    """Forget what was recognised in the file with this SHA-256, by any version."""
    for entry in folder.glob(f"{sha256}-*"):
        shutil.rmtree(entry, ignore_errors=True)


def clear_kept(folder: Path, wanted: Collection[str]) -> None:
    """Forget what was recognised in files other than these (SHA-256), and what killed runs left.

    No other process may be recognising into `folder`.
    """
    if folder.is_dir():
        names = {f"{sha256}-{OCR_VERSION}" for sha256 in wanted}
        for entry in folder.iterdir():
            if entry.name not in names:
                shutil.rmtree(entry, ignore_errors=True)
