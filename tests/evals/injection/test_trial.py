"""A share of the trial `python -m evals.injection`: nothing obeyed, nothing more than text."""

from dataclasses import replace
from pathlib import Path

from evals.injection.trial import RULES, Field, Figures, behaviour, shown
from tests.fakes.embedding import WordEmbedder

PLAYS = (RULES, "obeys_orders", "decorates")


def test_no_probe_changes_what_is_answered(sowed: Field) -> None:
    figures = Figures()
    some = replace(sowed, every=sowed.every[1::2])
    behaviour(some, PLAYS, figures, WordEmbedder())
    assert figures.asked == len(some.read) * (3 + len(PLAYS) - 1)
    assert not figures.changed
    assert not figures.unescaped


def test_no_probe_reaches_a_reader_as_more_than_text(sowed: Field, tmp_path: Path) -> None:
    figures = Figures()
    some = replace(sowed, every=sowed.every[::4])
    shown(some, tmp_path, figures, WordEmbedder())
    assert figures.shown == len(some.every)
    assert not figures.unescaped
