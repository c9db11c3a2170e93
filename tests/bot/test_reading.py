from contextlib import closing

from bot.app import open_app
from bot.settings import of_home
from tests.bot.running import Scrutineer


def test_what_a_document_replaces_is_told_newest_first(sample: Scrutineer) -> None:
    with closing(open_app(of_home(sample.home))) as app:
        newest = next(
            held.document
            for held in app.documents()
            if held.document.path.endswith("aldermere-inspection-2024.pdf")
        )
        reading = app.reading(newest.id)
        assert reading is not None
        years = [
            ordering.year
            for identity in reading.replaces
            if (ordering := reading.known[identity].dates.ordering)
        ]
    assert years == [2021, 2019, 2015, 2012]
