"""Fuzzing guided by coverage: `python -m evals.fuzzing.guided KIND FOLDER [libFuzzer's options]`.

An optional job, with atheris (`pip install atheris`), which is no requirement of anything here. It
reads what it makes of the files in FOLDER, in this one process: what raises, hangs or crashes ends
it and is kept. KIND is a reader: `text`, `html`, `docx` or `pdf`.
"""

import hashlib
import os
import sys

import atheris

with atheris.instrument_imports(include=["corpus"]):
    from corpus.ingest import documents_of
    from corpus.readers.docx import read_docx
    from corpus.readers.extracts import Refusal
    from corpus.readers.html import read_html
    from corpus.readers.pdf import read_pdf
    from corpus.readers.sniff import recognise
    from corpus.readers.text import read_text
    from corpus.sources import Source

_READERS = {"text": read_text, "html": read_html, "docx": read_docx, "pdf": read_pdf}


def main() -> None:
    """Fuzz until something is found or the options end it."""
    kind, *rest = sys.argv[1:]
    reader = _READERS[kind]

    def once(data: bytes) -> None:
        recognise(data)
        extract = reader(data)
        if not isinstance(extract, Refusal):
            sha256 = hashlib.sha256(data).hexdigest()
            documents_of(Source("a.txt", sha256, len(data), "text", extract.pages))

    os.environ["PATH"] = "/nonexistent"  # scans are another matter
    atheris.Setup([sys.argv[0], *rest], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
