from bot.app import open_app
from bot.settings import Settings
from bot.suggesting import Holds, Offer, offers
from tests.bot.running import Scrutineer


def test_questions_are_about_the_authority_that_is_given() -> None:
    offered = offers(Holds("Aldermere"))
    assert offered[0] == Offer("What must improve", "What must improve in Aldermere?")
    assert all(each.question.endswith(" in Aldermere?") for each in offered)


def test_what_is_not_held_is_not_offered() -> None:
    bare = offers(Holds(listed=False, graded=False, changed=False))
    assert [each.question for each in bare] == ["What do inspectors say about care leavers?"]
    across = offers(Holds(across="requires_improvement"))[-1].question
    assert across == "Which authorities were judged requires improvement?"


def test_all_that_is_offered_is_answered(sample: Scrutineer) -> None:
    app = open_app(Settings(home=sample.home))
    try:
        answers = [app.ask(o.question)[0] for o in offers(Holds("Aldermere", across="good"))]
    finally:
        app.close()
    assert [answer.outcome for answer in answers] == ["answered"] * 5
