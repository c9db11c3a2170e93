"""OCRmyPDF in a process of its own: it takes memory, starts others, and may have to be ended."""

import os
import subprocess
import sys
from pathlib import Path

from corpus.readers.ocr_engine import PAGES
from corpus.workers.attached import end_with

PICTURES = "pictures.pdf"
PAGE_SECONDS = 40.0
"""For recognising a page, which takes one or two and may be done twice; for its orientation and
its skew a third of that each."""

# Of 48 pages of reports, lying on their sides and standing on their heads too, all were told
# rightly, with 9 to 19; OCRmyPDF wants 14.
_SURE_OF_TURN = 5.0


def main(folder: str, jobs: int, parent: int) -> None:
    """Recognise each page of `PICTURES` in `folder`, which is TMPDIR, `jobs` pages at a time.

    Ends with everything it started, and clears `folder` away, when process `parent` ends.
    """
    # Its own group: to end that is to end Tesseract too.
    os.setpgid(0, 0)
    os.nice(10)  # questions that are asked meanwhile go first
    end_with(parent, lambda: _end(folder))
    (Path(folder) / PAGES).mkdir()

    import ocrmypdf

    from corpus.readers.ocr import LANGUAGE, languages

    try:
        code = ocrmypdf.ocr(
            Path(folder) / PICTURES,
            os.devnull,
            output_type="none",
            language=[LANGUAGE],
            mode="force",
            rotate_pages="osd" in languages(),
            rotate_pages_threshold=_SURE_OF_TURN,
            deskew=True,
            jobs=jobs,
            use_threads=True,
            progress_bar=False,
            tesseract_timeout=PAGE_SECONDS,
            tesseract_non_ocr_timeout=PAGE_SECONDS / 3,
            plugins=["corpus.readers.ocr_engine"],
        )
    finally:
        if os.getppid() != parent:  # ended since it was last looked at
            _end(folder)
    sys.exit(code)


# What goes on writing while its folder is removed would leave a file behind. So another process
# ends all of it first; what was being written just then is seen to by removing twice.
_CLEARING = 'kill -9 -- "-$1"; rm -rf -- "$2" || { sleep 1; rm -rf -- "$2"; }'


def _end(folder: str) -> None:
    own_group = str(os.getpgid(0))
    subprocess.run(
        ["/bin/sh", "-c", _CLEARING, "sh", own_group, folder], start_new_session=True, check=False
    )
