"""All-MiniLM-L6-v2 as a graph that onnxruntime runs several times faster.

The published int8 file stores its weights in 8 bits and multiplies in 32. This
module takes the weights out of that file and lays the same network out anew:

- Both sides of each multiplication are 8-bit integers; the left side is scaled
  as it comes (`DynamicQuantizeMatMul`). Scales are per call, so a call is one
  text: a vector never depends on what else is embedded.
- The first token ([CLS]) carries values up to five times those of all others.
  Its feed-forward block runs apart, so that it does not coarsen their scale.
- Before AVX-512 VNNI, processors add the products of two neighbouring weights
  in 16 bits, which overflow. `_without_overflow` rules that out, so that old
  and new processors give the same vectors.
- Sum and `LayerNormalization` stay two steps: fused, they run slower here.

Network: Reimers and Gurevych 2019, https://arxiv.org/abs/1908.10084; MiniLM:
Wang et al. 2020, https://arxiv.org/abs/2002.10957.
"""

import re

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding import onnx_wire
from retrieval.embedding.onnx_wire import Attribute, Tensor

LAYERS, HEADS, WIDTH = 6, 12, 384
"""Shape of the network; `WIDTH` is the length of a token's state and of a text's vector."""

INPUT, OUTPUT = "token_ids", "vector"
"""Names of the graph's input, int64 (1, tokens), and output, float32 (1, WIDTH)."""

_VENDOR = "com.microsoft"
_EPSILON = 1e-12
_LARGEST_WEIGHT = 90


def fast_graph(model: bytes) -> bytes:
    """Give the ONNX bytes of the faster graph, from those of the published int8 file.

    It takes the token numbers of one text and gives the mean of the last layer's
    states, scaled to length 1. Raises KeyError or ValueError if the weights are
    not the ones of that file.
    """
    return _Graph(onnx_wire.read_tensors(model)).build()


class _Graph:
    def __init__(self, weights: dict[str, Tensor]) -> None:
        self.weights = weights
        self.nodes: list[bytes] = []
        self.tensors: dict[str, Tensor] = {}
        # The exporter numbered the matrices in the order they are used.
        found = [match for name in weights if (match := re.fullmatch(r"val_(\d+)_q", name))]
        self.matrices = [f"val_{number}" for number in sorted(int(m[1]) for m in found)]
        if len(self.matrices) != 6 * LAYERS:
            raise ValueError(f"{len(self.matrices)} quantised matrices, not {6 * LAYERS}")

    def build(self) -> bytes:
        state = self.embeddings()
        for layer in range(LAYERS):
            state = self.layer(layer, state)
        mean = self.node("ReduceMean", state, self.const("token_axis", _ints(1)), keepdims=0)
        self.node("LpNormalization", mean, output=OUTPUT, axis=-1, p=2)
        return onnx_wire.write_model(
            self.nodes,
            self.tensors,
            [onnx_wire.write_value(INPUT, np.int64, (1, "tokens"))],
            [onnx_wire.write_value(OUTPUT, np.float32, (1, WIDTH))],
            {"": 20, _VENDOR: 1},
        )

    def embeddings(self) -> str:
        words = "inner.embeddings.word_embeddings.weight"
        places = "inner.embeddings.position_embeddings.weight"
        kinds = self.weights["inner.embeddings.token_type_embeddings.weight"]
        quantised = self.node("Gather", self.const("words", self.weights[words + "_q"]), INPUT)
        scales = self.node("Gather", self.const("scales", self.weights[words + "_scale"]), INPUT)
        word = self.node("Mul", self.node("Cast", quantised, to=1), scales)
        # A single text is all of the first kind, so kind and place are one table.
        table = self.weights[places + "_q"] * self.weights[places + "_scale"] + kinds[0]
        zero = self.const("zero", _ints(0))
        tokens = self.node("Shape", INPUT, start=1, end=2)
        place = self.node("Slice", self.const("places", table), zero, tokens, zero)
        return self.normalised(self.node("Add", word, place), "embeddings")

    def layer(self, number: int, state: str) -> str:
        name = f"encoder.layer.{number}"
        query, key, value, output, widen, narrow = self.matrices[6 * number : 6 * number + 6]
        attended = self.node(
            "MultiHeadAttention",
            self.linear(state, query, f"{name}.attention.self.query"),
            self.linear(state, key, f"{name}.attention.self.key"),
            self.linear(state, value, f"{name}.attention.self.value"),
            domain=_VENDOR,
            num_heads=HEADS,
        )
        attended = self.linear(attended, output, f"{name}.attention.output.dense")
        state = self.normalised(self.node("Add", attended, state), f"{name}.attention.output")

        def feed_forward(part: str) -> str:
            wide = self.linear(part, widen, f"{name}.intermediate.dense")
            return self.linear(
                self.node("Gelu", wide, domain=_VENDOR), narrow, f"{name}.output.dense"
            )

        first, rest = self.tokens(state, 0, 1), self.tokens(state, 1, 1 << 30)
        fed = self.node("Concat", feed_forward(first), feed_forward(rest), axis=1)
        return self.normalised(self.node("Add", fed, state), f"{name}.output")

    def linear(self, state: str, matrix: str, bias: str) -> str:
        weights, scales = self.weights[matrix + "_q"], self.weights[matrix + "_scale"]
        weights, scales = _without_overflow(weights, scales.reshape(-1))
        return self.node(
            "DynamicQuantizeMatMul",
            state,
            self.const(matrix, weights),
            self.const(matrix + ".scale", scales),
            "",
            self.const(bias, self.weights[f"inner.{bias}.bias"]),
            domain=_VENDOR,
        )

    def normalised(self, state: str, name: str) -> str:
        gain, shift = (f"{name}.LayerNorm.{part}" for part in ("weight", "bias"))
        return self.node(
            "LayerNormalization",
            state,
            self.const(gain, self.weights[f"inner.{gain}"]),
            self.const(shift, self.weights[f"inner.{shift}"]),
            axis=-1,
            epsilon=_EPSILON,
        )

    def tokens(self, state: str, start: int, end: int) -> str:
        bounds = [self.const(f"at_{number}", _ints(number)) for number in (start, end, 1)]
        return self.node("Slice", state, *bounds)

    def const(self, name: str, tensor: Tensor) -> str:
        self.tensors.setdefault(name, tensor)
        return name

    def node(
        self, operator: str, *inputs: str, domain: str = "", output: str = "", **attrs: Attribute
    ) -> str:
        output = output or f"{operator}_{len(self.nodes)}"
        self.nodes.append(onnx_wire.write_node(operator, inputs, [output], domain, attrs))
        return output


def _without_overflow(
    weights: NDArray[np.int8], scales: NDArray[np.float32]
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Requantise a matrix (inputs, outputs) so that pairs of rows add up to at most 128.

    An activation is at most 255 and 255 * 128 < 2 ** 15. Scaling down to 90 leaves
    few pairs over the limit (each loses half the excess in both rows) and is finer
    than the 63 that would need no exceptions.
    """
    small = np.rint(weights * np.float32(_LARGEST_WEIGHT / 127)).astype(np.int16)
    total = small[0::2] + small[1::2]
    excess = np.sign(total) * np.maximum(np.abs(total) - 128, 0)
    small[0::2] -= excess // 2
    small[1::2] -= excess - excess // 2
    return small.astype(np.int8), scales * np.float32(127 / _LARGEST_WEIGHT)


def _ints(*values: int) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)
