"""What a process that reads other people's files may tell: values of ours, within bounds.

It may have been taken over by the file it read. Unpickling runs whatever a pickle names, so only
plain values and our own records are taken from it.
"""

import io
import pickle
import socket
import struct
from dataclasses import is_dataclass
from multiprocessing.connection import Connection
from typing import Any

MOST_BYTES = 400_000_000
"""Of one answer. The text of the longest packs, cut and with its places, is a tenth of this."""

_PLAIN = frozenset({("datetime", "date"), ("datetime", "datetime"), ("pathlib", "PosixPath")})
_OURS = "corpus."
_SILENT_SECONDS = 60


class LostError(Exception):
    """The other process has ended, or tells what nobody can take."""


def be_patient(channel: Connection) -> None:
    """Let nobody keep us waiting for ever for the rest of an answer, or to take what we send."""
    with socket.socket(fileno=channel.fileno()) as held:
        for what in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            held.setsockopt(socket.SOL_SOCKET, what, struct.pack("@ll", _SILENT_SECONDS, 0))
        held.detach()


def receive(channel: Connection) -> object:
    """The next value from the other end. Raises `LostError`."""
    try:
        return _Reader(io.BytesIO(channel.recv_bytes(MOST_BYTES))).load()
    except (EOFError, OSError) as error:
        raise LostError("it has ended") from error
    except Exception as error:  # a pickle can be broken in any way
        raise LostError("its answer cannot be taken") from error


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Our own records, tuples and errors, and dates and paths; no function, nothing else."""
        if module.startswith(_OURS) or (module, name) in _PLAIN:
            found = super().find_class(module, name)
            if isinstance(found, type) and (
                (module, name) in _PLAIN
                or (is_dataclass(found) and found.__module__.startswith(_OURS))
                or issubclass(found, tuple | Exception)
            ):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that is told")
