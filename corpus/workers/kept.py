"""A long-lived process for short work on other people's files: one that it loses costs itself."""

import os
import pickle
import signal
import subprocess
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from corpus.workers.attached import end_with
from corpus.workers.limiting import Limits, limit
from corpus.workers.receiving import LostError, be_patient, receive
from corpus.workers.starting import start

_START_SECONDS = 20.0
_OURS = "corpus."


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be done, and the process goes on: `why` is half a sentence."""

    why: str


class KeptProcess:
    """A process with one object of ours, `make()`, whose methods are called from here.

    It ends with this process, or when it is forgotten.
    """

    def __init__(self, name: str, make: Callable[[], object], limits: Limits) -> None:
        """`name` tells people who list processes what it does. Raises `LostError`."""
        process, self._channel = start("corpus.workers.kept", "serve", name)
        be_patient(self._channel)
        self.end = weakref.finalize(self, _end, process, self._channel)
        try:
            self._send((make, limits))
            self._receive(_START_SECONDS)
        except LostError:
            self.end()
            raise

    def ask(self, method: str, told: tuple[object, ...], seconds: float) -> object:
        """What the method gives, the error of our own that it raises, or `Failed`.

        Raises `LostError`; the process must then be ended.
        """
        self._send((method, told))
        return self._receive(seconds)

    def _send(self, value: object) -> None:
        try:
            self._channel.send(value)
        except OSError as error:
            raise LostError("the process for it has ended") from error

    def _receive(self, seconds: float) -> object:
        try:
            if not self._channel.poll(seconds):
                raise LostError(f"it took longer than {seconds:.0f} seconds")
        except OSError as error:
            raise LostError("the process for it was lost over it") from error
        return receive(self._channel)


def _end(process: subprocess.Popen[bytes], channel: Connection) -> None:
    channel.close()
    process.kill()
    process.wait()


def serve(descriptor: int, _name: str, parent: int) -> None:
    """What the process runs: does what it is asked for until the other end closes."""
    # Ctrl-C reaches every process of the terminal; the parent ends this one itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = Connection(descriptor)
    try:
        make, limits = channel.recv()
        limit(limits)
        end_with(parent, lambda: os._exit(1))
        thing = make()
        channel.send(None)
        while True:
            method, told = channel.recv()
            channel.send(_answer(thing, method, told))
    except (EOFError, ConnectionError, pickle.PicklingError):
        return


def _answer(thing: object, method: str, told: tuple[Any, ...]) -> object:
    try:
        return getattr(thing, method)(*told)
    except MemoryError:
        return Failed("there was not enough memory")
    except Exception as error:
        if type(error).__module__.startswith(_OURS):
            return error
        return Failed(
            f"{type(error).__name__}: {error}"[:300]
        )  # whatever a file makes of a library
