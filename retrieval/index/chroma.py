"""Chroma: nearest neighbours among very many vectors. It mirrors the catalogue, no more.

The ids of a collection are content hashes and a content never changes, so a new generation
adds what is new, a reader of an older one is never told anything false, and hits that are not
in the reader's generation are left out by the reader.
"""

import fcntl
import hashlib
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import urlopen

from corpus.catalogue.catalogue import Catalogue, Generation
from retrieval.errors import ChromaUnavailableError
from retrieval.ports import Vectors

if TYPE_CHECKING:  # importing chromadb takes more than a second
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from httpx import Client as HttpSession

_VERSION = 1
_ADD = 1_000
_SERVER_SECONDS = 20.0
_TURN_SECONDS = 5.0

log = logging.getLogger(__name__)


class ChromaMirror:
    """The Chroma collections of a catalogue: embedded under `home/chroma`, or on a server.

    An embedded one belongs to one process at a time (the kernel's lock on `home/chroma.lock`,
    taken at first use and held until `close`). Nothing is opened before it is needed.
    """

    def __init__(self, home: Path, url: str | None = None) -> None:
        self.url = url
        self._folder = home / "chroma"
        self._lock_path = home / "chroma.lock"
        self._lock: int | None = None
        self._client: ClientAPI | None = None
        self._collections: dict[str, Collection] = {}
        self._turn = threading.RLock()

    def close(self) -> None:
        """Closes the client and gives up the lock."""
        with self._turn:
            self._drop_client()
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def present(self) -> bool:
        """Whether there is anything to open; looks at no content."""
        return self.url is not None or (self._folder / "chroma.sqlite3").exists()

    def search(self, name: str, vector: Vectors, n: int) -> list[tuple[str, float]]:
        """The `n` nearest contents of a collection: (content hash, cosine), best first.

        Raises `ChromaUnavailableError`, also where others wait for Chroma for long.
        """
        with self._soon():
            try:
                collection = self._collection(name)
                found = collection.query(
                    query_embeddings=[vector.tolist()], n_results=n, include=["distances"]
                )
            except ChromaUnavailableError:
                raise
            except BaseException as error:
                raise self._failed(error) from error
        distances = found["distances"] or [[]]
        return [
            (content_hash, 1.0 - float(distance))
            for content_hash, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def sync(self, name: str, catalogue: Catalogue, embedder: str, wanted: set[str]) -> None:
        """Makes a collection hold the vectors of exactly these contents.

        A damaged embedded folder is thrown away and made anew. Raises `ChromaUnavailableError`.
        """
        with self._turn:
            try:
                self._fill(name, catalogue, embedder, wanted)
            except ChromaUnavailableError:
                raise
            except BaseException as error:
                failed = self._failed(error)
                if self.url is not None:
                    raise failed from error
                log.warning("The Chroma folder is made anew: %s", error)
                shutil.rmtree(self._folder, ignore_errors=True)
                try:
                    self._fill(name, catalogue, embedder, wanted)
                except BaseException as again:
                    raise self._failed(again) from again

    def drop(self, name: str) -> None:
        """Deletes a collection; an embedded Chroma goes whole. Raises `ChromaUnavailableError`."""
        with self._turn:
            try:
                if self.url is None:
                    if self._lock is None:
                        self._lock = _own(self._lock_path)
                    self._drop_client()
                    shutil.rmtree(self._folder, ignore_errors=True)
                    return
                self._collection(name)
                assert self._client is not None
                self._client.delete_collection(name)
                self._collections.pop(name, None)
            except ChromaUnavailableError:
                raise
            except BaseException as error:
                raise self._failed(error) from error

    @contextmanager
    def _soon(self) -> Iterator[None]:
        """Have the turn, or not wait for it: a question can do without Chroma."""
        if not self._turn.acquire(timeout=_TURN_SECONDS):
            raise ChromaUnavailableError("Chroma is busy, or says nothing.")
        try:
            yield
        finally:
            self._turn.release()

    def _fill(self, name: str, catalogue: Catalogue, embedder: str, wanted: set[str]) -> None:
        collection = self._collection(name)
        held = set(collection.get(include=[])["ids"])
        missing = sorted(wanted - held)
        for start in range(0, len(missing), _ADD):
            block = missing[start : start + _ADD]
            collection.add(ids=block, embeddings=catalogue.vectors(embedder, block))
        unused = sorted(held - wanted)
        for start in range(0, len(unused), _ADD):
            collection.delete(ids=unused[start : start + _ADD])

    def _collection(self, name: str) -> "Collection":
        if name not in self._collections:
            if self._client is None:
                self._client = self._open()
            self._collections[name] = self._client.get_or_create_collection(
                name,
                embedding_function=None,  # the default one downloads a model
                configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            )
        return self._collections[name]

    def _open(self) -> "ClientAPI":
        if self.url is None and self._lock is None:
            self._lock = _own(self._lock_path)
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self.url is None:
            return chromadb.PersistentClient(self._folder, settings)
        # A client waits for ever while it is made.
        urlopen(f"{self.url.rstrip('/')}/api/v2/heartbeat", timeout=_SERVER_SECONDS).close()
        url = urlsplit(self.url)
        ssl = url.scheme == "https"
        client = chromadb.HttpClient(
            url.hostname or "localhost", url.port or (443 if ssl else 8000), ssl, settings=settings
        )
        for session in _sessions(client):
            session.timeout = _SERVER_SECONDS  # by itself it waits for ever
        return client

    def _drop_client(self) -> None:
        client, self._client = self._client, None
        self._collections = {}
        if client is None:
            return
        from chromadb.api.client import Client

        sessions = _sessions(client)
        if isinstance(client, Client):  # declared as its base, which cannot be closed
            client.close()
        for session in sessions:  # which it leaves open
            session.close()

    def _failed(self, error: BaseException) -> ChromaUnavailableError:
        """What to raise for a fault; the fault itself when it is none of Chroma's."""
        # A panic inside Chroma arrives as a BaseException whose class cannot be imported.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise error
        self._drop_client()
        return ChromaUnavailableError(f"Chroma failed: {error}")


def _sessions(client: "ClientAPI") -> "list[HttpSession]":
    """The connections of a client of a server; there are none of the embedded Chroma."""
    from chromadb.api.client import AdminClient, Client
    from chromadb.api.fastapi import FastAPI

    if not isinstance(client, Client):
        return []
    both = (client, client._admin_client)
    servers = [each._server for each in both if isinstance(each, Client | AdminClient)]
    return [server._session for server in servers if isinstance(server, FastAPI)]


def collection_name(catalogue: Catalogue, embedder: str) -> str:
    """The collection of this catalogue's vectors by this embedder."""
    digest = hashlib.sha256(embedder.encode()).hexdigest()[:16]
    return f"scrutineer-{_VERSION}-{catalogue.identity()[:16]}-{digest}"


def mirror(
    chroma: ChromaMirror, catalogue: Catalogue, embedder: str, generation: Generation
) -> None:
    """Brings the Chroma collection to a generation; vectors of the one before it are kept.

    All vectors of the generation must be there. Raises `ChromaUnavailableError`.
    """
    wanted = {
        content_hash
        for number in (generation.number, generation.number - 1)
        for _, content_hash in catalogue.passage_ids_of(None, number)
    }
    embedded = catalogue.embedded(embedder, sorted(wanted))
    chroma.sync(collection_name(catalogue, embedder), catalogue, embedder, embedded)


def _own(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise ChromaUnavailableError("Another process owns the embedded Chroma.") from None
    return lock
