"""What of a sentence may be left out, and what must not be."""

import pytest

from bot.answering.gate.gate import examine
from tests.bot.answering.gate.material import source


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Visits are late, and plans are thin.", "Visits are late."),
        ("Visits are late, and plans are thin.", "Plans are thin."),
        ("Visits are late; plans are thin.", "Plans are thin."),
        ("Leaders know their staff and have a clear plan.", "Leaders have a clear plan."),
        ("Leaders have a clear plan and are well known.", "Leaders are well known."),
        ("The offer is clear and provides for babies.", "The offer provides for babies."),
        ("The offer is clear and provides for babies.", "The offer is clear."),
        ("Risk is understood and the right action is taken.", "Risk is understood."),
        ("Risk is understood and the right action is taken.", "The right action is taken."),
        ("Visits are late, which means that few babies are seen.", "Visits are late."),
        ("Visits are late, leaving some babies unseen.", "Visits are late."),
        (
            "Plans of all kinds, including a few of babies, are thin.",
            "Plans of all kinds are thin.",
        ),
        ("As a result, plans are often thin.", "Plans are often thin."),
        ("Plans (see paragraph 4) are often thin.", "Plans are often thin."),
        ("Plans are, however, often thin.", "Plans are often thin."),
        ("Plans are also often thin.", "Plans are often thin."),
        ("Plans are often thin, including those for babies.", "Plans are often thin."),
        ("Plans are often thin, which worries carers.", "Plans are often thin."),
        ("12. Plans are often thin.", "Plans are often thin."),
        ("Carers say that the plans are often thin.", "Carers say the plans are often thin."),
        ("The plans that carers keep are thin.", "The plans … are thin."),
    ],
)
def test_what_governs_nothing_may_go(text: str, claim: str) -> None:
    assert examine(claim, [source(text)]).accepted


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Plans are clear, but only for babies.", "Plans are clear."),
        ("Plans are clear, except for babies.", "Plans are clear."),
        ("Plans are clear, save for those of babies.", "Plans are clear."),
        ("Plans are clear unless a worker leaves.", "Plans are clear."),
        ("Plans are clear, apart from those of babies.", "Plans are clear."),
        ("Plans are clear in two of the five teams.", "Plans are clear."),
        ("Plans are clear, with the exception of one team.", "Plans are clear."),
        ("Plans are clear, subject to a review.", "Plans are clear."),
        ("Plans are clear until a worker leaves.", "Plans are clear."),
        ("Plans are clear and reviewed in most teams.", "Plans are clear."),
        ("Plans are clear, with some still to come.", "Plans are clear."),
        ("If a worker stays, plans are clear.", "Plans are clear."),
        ("Although visits are late, plans are clear.", "Plans are clear."),
        ("Where a worker stays, plans are clear and visits are kept.", "Visits are kept."),
        ("In 2016, visits were late and plans were thin.", "Plans were thin."),
        ("In the north of the borough, plans are clear.", "Plans are clear."),
        ("The council says that plans are clear.", "Plans are clear."),
        ("Carers say that visits are late, and plans are thin.", "Plans are thin."),
        ("Leaders do not visit and help the teams.", "Leaders help the teams."),
        ("Leaders should visit and praise the teams.", "Leaders praise the teams."),
        ("Leaders plan to visit the teams and praise the staff.", "Leaders praise the staff."),
        ("Staff of the hub find and support young carers.", "Staff of the hub find."),
        ("Plans for the boys and girls are thin.", "Girls are thin."),
        ("Plans are often not clear.", "Plans are … clear."),
        ("Leaders provide prompt and committed support.", "Leaders committed support."),
        ("Carers are proud of staff and children and teachers are happy.", "Carers are proud."),
        ("Visits are late, which is not always so.", "Visits are late."),
        ("Staff ensure that plans are kept, and visits are rare.", "Visits are rare."),
        (
            "Children are seen before carers and families can meet.",
            "Children are seen before carers.",
        ),
        ("Their lives and circumstances is a theme.", "Circumstances is a theme."),
        ("Plans are, in the main, clear.", "Plans are clear."),
        ("Children in the north team are safe.", "Children are safe."),
        ("There is no evidence that:\n• children are seen alone", "Children are seen alone."),
        ("Plans are clear, and their quality is good.", "Their quality is good."),
    ],
)
def test_what_governs_the_rest_must_stay(text: str, claim: str) -> None:
    assert examine(claim, [source(text)]).check in ("governing", "alignment", "pronoun")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Staff have a new hub, opening in 2031.", "Staff have a new hub."),
        ("Staff run a scheme, which ended in spring.", "Staff run a scheme."),
        ("The rate of re-referrals is 14% (target).", "The rate of re-referrals is 14%."),
        ("The policy (draft) covers all visits.", "The policy covers all visits."),
        ("Visits are weekly. This is not the case in Thornbeck.", "Visits are weekly."),
        ("Visits are weekly. However, this was not always so.", "Visits are weekly."),
        ("There is no sign of:\n• plans that are clear\n• visits", "Plans that are clear."),
        ("The aims are that:\n• visits are weekly", "Visits are weekly."),
        ("What needs to improve:\n• Visits are weekly.", "Visits are weekly."),
        ("Are visits to children weekly?", "Are visits to children weekly?"),
        ("Visits to children are weekly?", "Visits to children are weekly."),
        (
            "No one says that visits are late and plans are thin.",
            "No one says that visits are late. Plans are thin.",
        ),
    ],
)
def test_what_stands_around_it_may_not_go(text: str, claim: str) -> None:
    assert not examine(claim, [source(text)]).accepted


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Visits are weekly. They are kept.", "Visits are weekly."),
        ("Visits are weekly. It is not known why.", "Visits are weekly."),
        ("Visits are weekly. This is not so here.", "Visits are weekly. This is not so here."),
        ("Inspectors found that:\n• visits are weekly\n• plans are clear", "Plans are clear."),
        ("Managers audit cases, which helps them to learn.", "Managers audit cases."),
        ("Visits are weekly, but plans are thin.", "Visits are weekly. Plans are thin."),
        ("Visits are weekly, and they are kept.", "Visits are weekly. They are kept."),
    ],
)
def test_what_leaves_it_as_it_is_may(text: str, claim: str) -> None:
    assert examine(claim, [source(text)]).accepted


@pytest.mark.parametrize("tag", ["b", "i", "em", "strong", "u"])
def test_marking_words_hides_nothing_that_governs_them(tag: str) -> None:
    for text in (
        "It is not true that <{0}>visits are timely in Aldermere</{0}> as they say.",
        "Say “<{0}>The council’s visits are timely</{0}>” in bold letters.",
    ):
        marked = text.format(tag)
        claim = marked[marked.index("<") : marked.rindex(">") + 1]
        for said in (claim, claim.split(">")[1].split("<")[0]):
            assert not examine(said, [source(marked)]).accepted
