"""Reads and writes the few ONNX messages the embedder needs.

An ONNX file is a protocol-buffers message: a run of fields, each a key
(field number and wire type) and a value. The numbers below are those of
`onnx.proto`, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto; the
encoding is https://protobuf.dev/programming-guides/encoding/. To write it here
spares every installation the `onnx` package, of which no more than this is used.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tensor = NDArray[Any]
Attribute = int | float | Sequence[int]

_TYPES: dict[int, str] = {1: "<f4", 2: "u1", 3: "i1", 7: "<i8"}
_NUMBERS = {np.dtype(name): number for number, name in _TYPES.items()}


def read_tensors(model: bytes) -> dict[str, Tensor]:
    """Give the initialisers of an ONNX model by name, as read-only views of `model`.

    Only float32, uint8, int8 and int64 with raw data are given; others are left out.
    Raises ValueError when `model` is not a run of protocol-buffers fields.
    """
    tensors: dict[str, Tensor] = {}
    for number, graph in _fields(memoryview(model)):
        if number == 7 and isinstance(graph, memoryview):
            for inner, tensor in _fields(graph):
                if inner == 5 and isinstance(tensor, memoryview):
                    tensors.update(_tensor(tensor))
    return tensors


def write_model(
    nodes: Iterable[bytes],
    tensors: Mapping[str, Tensor],
    inputs: Iterable[bytes],
    outputs: Iterable[bytes],
    opsets: Mapping[str, int],
) -> bytes:
    """Give the bytes of a model (IR version 10) whose graph holds these parts."""
    graph = b"".join(
        [
            *(_bytes(1, node) for node in nodes),
            _bytes(2, b"scrutineer"),
            *(_bytes(5, _write_tensor(name, tensor)) for name, tensor in tensors.items()),
            *(_bytes(11, value) for value in inputs),
            *(_bytes(12, value) for value in outputs),
        ]
    )
    domains = (
        _bytes(8, _bytes(1, domain.encode()) + _int(2, version))
        for domain, version in opsets.items()
    )
    return _int(1, 10) + _bytes(7, graph) + b"".join(domains)


def write_node(
    operator: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    domain: str = "",
    attributes: Mapping[str, Attribute] | None = None,
) -> bytes:
    """Give the bytes of one operation; an empty name in `inputs` is an input left out."""
    return b"".join(
        [
            *(_bytes(1, name.encode()) for name in inputs),
            *(_bytes(2, name.encode()) for name in outputs),
            _bytes(4, operator.encode()),
            *(_bytes(5, _attribute(name, value)) for name, value in (attributes or {}).items()),
            _bytes(7, domain.encode()),
        ]
    )


def write_value(name: str, dtype: type[np.generic], shape: Sequence[int | str]) -> bytes:
    """Give the bytes that declare an input or output; a name in `shape` is a free length."""
    lengths = b"".join(
        _bytes(1, _bytes(2, length.encode()) if isinstance(length, str) else _int(1, length))
        for length in shape
    )
    tensor = _int(1, _NUMBERS[np.dtype(dtype)]) + _bytes(2, lengths)
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))


def _write_tensor(name: str, tensor: Tensor) -> bytes:
    shape = b"".join(_int(1, length) for length in tensor.shape)
    return (
        shape
        + _int(2, _NUMBERS[tensor.dtype])
        + _bytes(8, name.encode())
        + _bytes(9, tensor.tobytes())
    )


def _attribute(name: str, value: Attribute) -> bytes:
    start = _bytes(1, name.encode())
    if isinstance(value, float):
        return start + _varint(2 << 3 | 5) + struct.pack("<f", value) + _int(20, 1)
    if isinstance(value, int):
        return start + _int(3, value) + _int(20, 2)
    return start + b"".join(_int(8, item) for item in value) + _int(20, 7)


def _tensor(message: memoryview) -> dict[str, Tensor]:
    shape: list[int] = []
    kind, name, data = 0, "", None
    for number, value in _fields(message):
        if number == 1:  # a list of lengths comes packed or one by one
            shape += _varints(value) if isinstance(value, memoryview) else [value]
        elif number == 2 and isinstance(value, int):
            kind = value
        elif number == 8 and isinstance(value, memoryview):
            name = bytes(value).decode()
        elif number == 9 and isinstance(value, memoryview):
            data = value
    if data is None or kind not in _TYPES:
        return {}
    return {name: np.frombuffer(data, dtype=_TYPES[kind]).reshape(shape)}


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    at = 0
    while at < len(message):
        key, at = _read_varint(message, at)
        kind = key & 7
        if kind == 0:
            value, at = _read_varint(message, at)
            yield key >> 3, value
            continue
        if kind == 2:
            length, at = _read_varint(message, at)
        elif kind in (1, 5):
            length = 8 if kind == 1 else 4
        else:
            raise ValueError(f"wire type {kind} at byte {at} is not protocol buffers")
        if at + length > len(message):
            raise ValueError(f"the field at byte {at} runs past the end")
        yield key >> 3, message[at : at + length]
        at += length


def _varints(message: memoryview) -> list[int]:
    values, at = [], 0
    while at < len(message):
        value, at = _read_varint(message, at)
        values.append(value)
    return values


def _read_varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message):
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise ValueError("the message ends inside a number")


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers travel as 64-bit two's complement
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _int(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _bytes(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value
