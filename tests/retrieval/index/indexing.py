"""An index run in a process of its own, which may be told to die at some step of it.

Arguments: the home, the folder, the number of the step (0: none) and whether to keep files small.
A step is any call that the main thread makes, into Python or into C.
"""

import os
import resource
import signal
import sys
from pathlib import Path
from types import FrameType

from retrieval.index.building import build
from tests.fakes.embedding import WordEmbedder
from tests.fakes.reading import read_text

_OURS = ("/corpus/", "/retrieval/")


def run(home: Path, folder: Path, death: int = 0, file_bytes: int = 0) -> int:
    """Indexes the folder and gives the number of steps it took."""
    steps = 0

    def step(frame: FrameType, event: str, _: object) -> None:
        nonlocal steps
        if event != "return" and any(part in frame.f_code.co_filename for part in _OURS):
            steps += 1
            if steps == death:
                os.kill(os.getpid(), signal.SIGKILL)

    if file_bytes:
        # The nearest thing to a full disk that needs no root.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    sys.setprofile(step)
    build(home, [folder], read_text, WordEmbedder(), "1", workers=2)
    sys.setprofile(None)
    return steps


if __name__ == "__main__":
    print(run(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:])))
