"""Write the sample documents from their sources: `python -m corpus.sample.build [FOLDER]`."""

import shutil
import sys
import tempfile
from pathlib import Path

from corpus.sample import DOCUMENTS, SOURCES
from corpus.sample.drawing import draw
from corpus.sample.markup import read_source
from corpus.sample.scan import scan


def build(target: Path) -> list[Path]:
    """Write every sample document into the folder `target` and return their paths."""
    target.mkdir(parents=True, exist_ok=True)
    return [_write(path, target) for path in sorted(SOURCES.iterdir()) if path.is_file()]


def _write(path: Path, target: Path) -> Path:
    if path.suffix != ".md":
        return Path(shutil.copyfile(path, target / path.name))
    source = read_source(path)
    result = target / f"{path.stem}.pdf"
    seed = source.fields.get("scan")
    if seed is None:
        draw(source, result)
        return result
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / result.name
        draw(source, clean)
        scan(clean, result, int(seed))
    return result


if __name__ == "__main__":
    for written in build(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS):
        print(written)
