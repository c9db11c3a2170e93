"""What the first page offers, of what is held."""

from contextlib import closing

from bot.web.asking.home_view import indexed
from tests.bot.running import Scrutineer
from tests.bot.web.asking.hiding import hiding


def test_what_is_offered_suits_what_is_held(sample: Scrutineer) -> None:
    with closing(hiding(sample, "*aldermere*", "*2017*")) as app:
        whole, of_one = indexed(app), indexed(app.seeing([]))
    questions = [offer.question for offer in whole.offers]
    assert questions[0] == "What must improve in Aldermere?"
    assert questions[-1] == "Which authorities were judged inadequate?"
    assert len(questions) == 5
    # Of one authority, graded once, neither a change nor others can be asked about.
    assert of_one.authorities == "1 authority"
    assert [offer.question for offer in of_one.offers] == [
        "What must improve in Thornbeck?",
        "What are the current grades in Thornbeck?",
        "What do inspectors say about care leavers in Thornbeck?",
    ]
    assert of_one.newest is not None
    assert "Thornbeck" in of_one.newest.title
