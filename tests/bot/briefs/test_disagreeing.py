from dataclasses import replace

import pytest

from bot.briefs.disagreeing import Spoken, _comparable, _figures_differ, _of
from bot.briefs.material import Material, material_of
from bot.briefs.wanted import Wanted
from corpus.documents import Document
from corpus.passages import Passage, Span
from retrieval.query import Filters
from tests.bot.briefs.making import app_on
from tests.bot.running import Scrutineer


@pytest.fixture(scope="module")
def material(sample: Scrutineer) -> Material:
    wanted = Wanted("", Filters(authorities=("Aldermere",)))
    with app_on(sample) as app:
        updated = app.updated()
        held: list[Material] = []
        app._on_library(
            lambda library: held.append(
                material_of(
                    wanted,
                    library,
                    app._opener.contents(app._sight).holdings,
                    updated,
                    0,
                    lambda *_: None,
                )
            )
        )
        return held[0]


class OnePassage:
    """A library's passages where every document says one thing."""

    def __init__(self, text: str) -> None:
        self._text = text

    def passages(self, ids: object, generation: object = None) -> list[Passage]:
        del ids, generation
        return []

    def passages_of(self, ids: object, generation: object = None) -> list[Passage]:
        del ids, generation
        span = Span(0, len(self._text), 1, 0)
        return [Passage("p", "d", 0, self._text, "paragraph", None, (), (span,))]


def spoken(material: Material, document: Document, text: str) -> Spoken:
    library = replace(material.library, passages=OnePassage(text))
    (found,) = _of(replace(material, library=library), document)
    return found


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (
            "In all 93% of them were in suitable homes.",
            "In all 93 per cent had suitable homes.",
            False,
        ),
        (
            "In all 93% of them were in suitable homes.",
            "In all 88 per cent had suitable homes.",
            True,
        ),
        (
            "Eighty-eight per cent were seen in time here.",
            "In this year 88% were seen in time.",
            False,
        ),
        (
            "There were 37 tenants who waited for a home.",
            "There were 31 tenants who waited then.",
            True,
        ),
        (
            "There were 37 tenants who waited for a home.",
            "There were 31 nurses who waited then.",
            False,
        ),
        (
            "There were 37 tenants who waited for a home.",
            "About 31% of tenants waited for a home.",
            False,
        ),
    ],
)
def test_figures_differ_where_they_are_of_one_kind_and_of_one_thing(
    material: Material, one: str, other: str, differ: bool
) -> None:
    first, second, *_ = material.documents
    mine, theirs = spoken(material, first, one), spoken(material, second, other)
    assert _figures_differ(mine, theirs) is differ


def test_documents_far_apart_in_time_or_the_same_are_not_compared(material: Material) -> None:
    newest, oldest = material.documents[0], material.documents[-1]
    text = "There were 37 tenants who waited for a home."
    one, same = (spoken(material, newest, text) for _ in range(2))
    assert not _comparable(one, same)
    assert not _comparable(one, spoken(material, oldest, text))
    assert _comparable(one, spoken(material, material.documents[1], text))


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        ("Every young care leaver was in a suitable home.", True),
        ("They were not all young people in suitable homes.", False),
        ("At all levels young people had suitable homes.", False),
    ],
)
def test_what_is_said_of_every_one_differs_from_a_share(
    material: Material, text: str, differ: bool
) -> None:
    first, second, *_ = material.documents
    share = spoken(material, second, "In all 88 per cent had suitable homes.")
    assert _figures_differ(spoken(material, first, text), share) is differ
