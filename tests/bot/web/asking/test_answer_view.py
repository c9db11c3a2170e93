"""The parts of an answer, as the page lays them out."""

from bot.answering.answers import Claim
from bot.web.asking.answer_view import Block, blocks_of, groups_of, table_of
from tests.answers import an_answer

GRADES = ("Overall effectiveness Good", "Care leavers Requires improvement to be good")


def _rows(*texts: str, group: str = "2024") -> list[Claim]:
    return [Claim(text, (1,), item=True, group=group) for text in texts]


def test_claims_stand_under_their_headings_in_their_shapes() -> None:
    claims = [
        *_rows(*GRADES),
        Claim("Carers feel heard.", (1,), group="2024"),
        *_rows("See children sooner.", group="2019"),
        *(Claim(f"Sentence {n}.", (1,), group="2017") for n in range(4)),
    ]
    groups = groups_of(an_answer(claims))
    shapes = [(group.heading, [part.shape for part in group.parts]) for group in groups]
    assert shapes == [("2024", ["grades", "paragraph"]), ("2019", ["list"]), ("2017", ["list"])]
    told = groups[0].parts[0].told
    assert [(each.text, each.grade) for each in told] == [
        ("Overall effectiveness", "Good"),
        ("Care leavers", "Requires improvement to be good"),
    ]
    # Nothing of a claim is lost on its way.
    assert [f"{t.text} {t.grade}".strip() for g in groups for p in g.parts for t in p.told] == [
        claim.text for claim in claims
    ]


def test_one_grade_under_each_heading_is_one_table() -> None:
    of_two = [*_rows(GRADES[0], group="Aldermere"), *_rows(GRADES[0], group="Thornbeck")]
    rows = table_of(groups_of(an_answer(of_two)))
    assert [(heading, told.grade) for heading, told in rows] == [
        ("Aldermere", "Good"),
        ("Thornbeck", "Good"),
    ]
    assert table_of(groups_of(an_answer(of_two[:1]))) == ()
    assert table_of(groups_of(an_answer([*of_two, *_rows("More.", group="Thornbeck")]))) == ()


def test_our_own_words_are_paragraphs_and_lists() -> None:
    text = "This is **not** taken.\n\nCall:\n- 999\n- 101\n\nThen ask again."
    answer = an_answer((), (), outcome="declined", text=text)
    assert blocks_of(answer) == (
        Block("paragraph", ("This is not taken.", "Call:")),
        Block("list", ("999", "101")),
        Block("paragraph", ("Then ask again.",)),
    )
