"""The graph of the default embedder: its file format and its weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from retrieval.embedding import minilm_graph, onnx_wire


def test_tensors_survive_writing_and_reading() -> None:
    tensors: dict[str, onnx_wire.Tensor] = {
        "scale": np.array([[1.5, -2.25]], dtype=np.float32),
        "weights": np.arange(-128, 127, dtype=np.int8).reshape(3, 5, 17),
        "large": np.array([-1, 1 << 40], dtype=np.int64),
        "none": np.empty((0, 3), dtype=np.uint8),
    }
    read = onnx_wire.read_tensors(onnx_wire.write_model([], tensors, [], [], {"": 20}))
    assert read.keys() == tensors.keys()
    for name, tensor in tensors.items():
        assert read[name].dtype == tensor.dtype
        np.testing.assert_array_equal(read[name], tensor)


def test_a_cut_off_file_is_refused() -> None:
    tensors = {"weights": np.zeros(100, dtype=np.int8)}
    model = onnx_wire.write_model([], tensors, [], [], {"": 20})
    with pytest.raises(ValueError, match="past the end"):
        onnx_wire.read_tensors(model[:50])


def test_weights_of_another_model_are_refused() -> None:
    with pytest.raises(ValueError, match="0 quantised matrices"):
        minilm_graph.fast_graph(onnx_wire.write_model([], {}, [], [], {"": 20}))


@given(st.integers(0, 2**32 - 1), st.floats(1, 200))
def test_no_pair_of_weights_can_overflow(seed: int, spread: float) -> None:
    drawn = np.random.default_rng(seed).normal(0, spread, (8, 6))
    weights: NDArray[np.int8] = np.clip(np.rint(drawn), -127, 127).astype(np.int8)
    small, scales = minilm_graph._without_overflow(weights, np.ones(6, dtype=np.float32))
    pairs = small[0::2].astype(int) + small[1::2]
    assert np.abs(pairs).max() <= 128
    # Half a step of rounding, and half of what the pair was over the limit.
    over = np.maximum(np.abs(weights[0::2].astype(int) + weights[1::2]) * 90 / 127 - 128, 0)
    allowed = (np.repeat(over, 2, axis=0) / 2 + 2) * scales
    assert np.all(np.abs(small * scales - weights) <= allowed)
