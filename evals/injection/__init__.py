"""Hostile text: every probe planted in documents, asked and used as a name, over every interface.

    python -m evals.injection [--every N] [--plays good,obeys] [--only behaviour,shown]

`planting` writes two folders that differ in the probes alone, `behaviour` compares what is answered
from them, `interfaces` shows it wherever it can be shown, and `active` reads that as a browser, a
terminal, Slack, Word or a spreadsheet would and tells what it would act on.
"""
