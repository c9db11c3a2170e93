"""The other guards' probes come with controls that look like them."""

import unicodedata
from collections import Counter

from evals.probes.guarding import LONG, guard_probes
from evals.probes.probe import GuardProbe


def of(kind: str, *, stop: bool) -> list[GuardProbe]:
    return [p for p in guard_probes() if p.looks_like == kind and bool(p.expected) == stop]


def test_there_are_enough_and_each_kind_has_controls() -> None:
    count = Counter((p.looks_like, p.expected is not None) for p in guard_probes())
    assert sum(number for (_, stop), number in count.items() if stop) >= 60
    assert {kind for kind, stop in count if stop} == {kind for kind, stop in count if not stop}
    assert len({p.id for p in guard_probes()}) == len({p.text for p in guard_probes()})


def test_what_is_found_is_the_kind_itself_or_nothing() -> None:
    assert all(p.expected in (None, p.looks_like) for p in guard_probes())


def test_odd_texts_hold_characters_that_no_keyboard_makes() -> None:
    for probe in of("odd_text", stop=True):
        assert any(unicodedata.category(c) in ("Cf", "Cc", "Mn") for c in probe.text), probe.id


def test_long_texts_are_long_and_their_controls_are_not() -> None:
    assert all(len(probe.text) >= LONG * 0.9 for probe in of("too_long", stop=True))
    assert all(len(probe.text) < 1000 for probe in of("too_long", stop=False))


def test_every_text_can_be_written_down() -> None:
    for probe in guard_probes():
        assert probe.text.encode("utf-8").decode("utf-8") == probe.text
