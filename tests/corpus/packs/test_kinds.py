import pytest

from corpus.documents import Kind
from corpus.layout.lines import lines_of
from corpus.packs.kinds import kind_of
from corpus.sources import Page


def _kind(text: str, *names: str, part: bool = False, number: int | None = None) -> Kind:
    pages = [Page(number, text)]
    return kind_of(lines_of(pages), pages, names, part=part)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Subject: Quarter 2 performance report\nReport to: Panel\nDate: 3 May",
            "performance_report",
        ),
        ("Subject: Department update\nReport to: Panel\nDate: 3 May", "update_report"),
        ("Subject: Fostering\nReport to: Panel\nDate: 3 May", "scrutiny_report"),
        ("Children’s Panel forward plan\nItem Date Officer", "work_programme"),
        ("Getting on\nReport of the task group\nScrutiny Panel\nMarch 2018", "scrutiny_report"),
        ("Key performance indicators, 2018/19\nNo. Indicator Target", "performance_report"),
        ("Fostering in Aldermere\nThere are ninety carers.", "other"),
        ("Aldermere local offer for care leavers\nMoney\nA grant.", "local_offer"),
        ("Local offer\nWhat care leavers can expect", "local_offer"),
        ("Review of the local offer for care leavers\nIt is little known.", "other"),
        ("We have a local offer for care leavers.\nIt is good.", "other"),
        ("Leaving care\nStatutory guidance for local authorities\nMay 2026", "guidance"),
        ("Response to the draft statutory guidance\nWe agree.", "other"),
        (
            "Judgement Grade\nOverall effectiveness Good\nWe have drawn up our action plan.",
            "other",
        ),
        (
            "leaders keep good performance information in mind when they plan\nwork with the "
            "scrutiny committee to review it.\nThe experiences and progress of children in care\n"
            "1. Children are safe.\nThe impact of leaders on social work practice\n2. They lead.",
            "inspection_report",
        ),
    ],
)
def test_kinds_by_what_stands_at_the_top(text: str, kind: Kind) -> None:
    assert _kind(text) == kind


def test_bullets_are_slides_only_in_a_pack() -> None:
    bullets = "What comes next\n" + "".join(f"• Step {n} of the plan\n" for n in range(6))
    assert _kind(bullets) == "other"
    assert _kind(bullets, part=True) == "presentation"


def test_a_page_that_a_bookmark_calls_a_presentation_is_one() -> None:
    assert _kind("Where we are\n• Good", "Appendix 2: presentation", number=4) == "presentation"
    assert _kind("Where we are\nGood", "Appendix 2: plan", number=4) == "other"


def test_bookmarks_tell_what_the_page_does_not() -> None:
    assert _kind("Held in the council chamber.", "3 Minutes of the last meeting") == "minutes"
    assert _kind("Of the coming year", "8 Work programme 2019/20") == "work_programme"
