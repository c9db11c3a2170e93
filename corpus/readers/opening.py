"""Getting a file's bytes, with a reason for everything that can stand in the way."""

import errno
import stat
from pathlib import Path

from corpus.readers.extracts import Refusal
from corpus.readers.limits import FILE_LIMIT
from corpus.walking import open_regular

_GONE = Refusal("The file is no longer there: put it back, or index the folder again.")
_FORBIDDEN = Refusal(
    "The file may not be read by this user: change its permissions, e.g. `chmod a+r`, or copy it."
)
_BROKEN_LINK = Refusal(
    "The file is a link that leads nowhere: put the document itself in its place, or delete it."
)


def open_file(path: Path) -> bytes | Refusal:
    """Read the whole of a regular file, or say why not; never raises."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Refusal("This is a folder, not a file: index it as a folder.")
        if not stat.S_ISREG(status.st_mode):
            return Refusal("This is a device or pipe, not a file: save its contents to a file.")
        with open_regular(path) as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        return _explain(path, error)
    except ValueError:  # a NUL in the path
        return _GONE
    if len(data) > FILE_LIMIT:
        return Refusal(
            f"The file is larger than {FILE_LIMIT // 1_000_000} MB, more than is read at once: "
            "split it into its documents, or make its pictures smaller."
        )
    if not data:
        return Refusal("The file is empty (0 bytes): download or save it again.")
    if not data.strip(b" \t\r\n\f\v\0"):
        return Refusal("The file is empty but for blank space: download or save it again.")
    return data


def _explain(path: Path, error: OSError) -> Refusal:
    if error.errno == errno.ELOOP:
        return _BROKEN_LINK
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _BROKEN_LINK if path.is_symlink() else _GONE
    if isinstance(error, PermissionError):
        return _FORBIDDEN
    return Refusal(
        f"The file could not be read from its disk ({error.strerror or 'unknown error'}): check "
        "the disk or network drive and copy the file again."
    )
