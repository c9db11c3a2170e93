"""Finding PDF streams that inflate to more than memory should hold."""

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_NOT_PARSED = re.compile(rb"/Image\b|/EmbeddedFile\b")
_DICTIONARY_REACH = 1024
_STEP = 16_384  # deflate grows at most 1,032-fold, so one step never makes more than 17 MB


def inflates_beyond(data: bytes, limit: int) -> bool:
    """Whether one deflated stream of the PDF `data` holds more than `limit` bytes.

    Pictures and attachments are left out, for extracting text never inflates them. Streams of
    an encrypted file look like noise and pass.
    """
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _DICTIONARY_REACH) : match.start()]
        dictionary = before[before.rfind(b"obj") + 1 :]
        rounds = len(_FLATE.findall(dictionary))
        if rounds and not _NOT_PARSED.search(dictionary):
            chunks = _steps(data, match.end())
            for _ in range(min(rounds, 3)):
                chunks = _inflate(chunks)
            size = 0
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    return True
    return False


def _steps(data: bytes, start: int) -> Iterator[bytes]:
    for position in range(start, len(data), _STEP):
        yield data[position : position + _STEP]


def _inflate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Inflate until the stream ends by itself: a declared length may lie."""
    inflater = zlib.decompressobj()
    try:
        for chunk in chunks:
            for position in range(0, len(chunk), _STEP):
                yield inflater.decompress(chunk[position : position + _STEP])
                if inflater.eof:
                    return
    except zlib.error:
        return
