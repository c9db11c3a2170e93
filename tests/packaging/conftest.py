"""The image, built once for all tests that ask for it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.images import Image, built


@pytest.fixture(scope="session")
def work() -> Iterator[Path]:
    """A folder in which images are made; not pytest's own, which is closed to their users."""
    with tempfile.TemporaryDirectory(
        prefix="scrutineer-image-", ignore_cleanup_errors=True
    ) as made:
        folder = Path(made)
        folder.chmod(0o711)
        yield folder


@pytest.fixture(scope="session")
def image(work: Path) -> Iterator[Image]:
    """The image of the Dockerfile."""
    with built(work) as made:
        print(f"\nimage: {made.size / 1e6:.0f} MB, on a base of debootstrap's")
        yield made
