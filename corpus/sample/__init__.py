"""The sample corpus: letters, reports and papers about councils that do not exist.

Its documents can be read without the libraries that `corpus.sample.build` draws them with.
"""

from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
DOCUMENTS = Path(__file__).parent / "documents"
# The one whose pages are pictures.
SCANNED = "aldermere-unannounced-inspection-2012.pdf"
