import hashlib
from pathlib import Path

import pytest

from corpus.readers.originals import Originals, SourceChangedError, SourceGoneError


def test_a_file_is_found_while_it_is_what_it_was(tmp_path: Path) -> None:
    path, copy = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"first")
    digest = hashlib.sha256(b"first").hexdigest()
    originals = Originals()
    both = (str(path), str(copy))
    assert originals.find(both, digest) == str(path)
    copy.write_bytes(b"first")
    path.write_bytes(b"second")
    assert originals.find(both, digest) == str(copy)
    copy.unlink()
    with pytest.raises(SourceChangedError):
        originals.find(both, digest)
    path.unlink()
    with pytest.raises(SourceGoneError):
        originals.find((*both, "\0"), digest)
