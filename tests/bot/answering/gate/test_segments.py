"""Sentences, items and rows, in clean text and in text broken at full lines."""

from bot.answering.gate.segments import segments_of


def said(text: str) -> list[str]:
    return [" ".join(segment.said.split()) for segment in segments_of(text)]


def test_sentences_of_broken_lines() -> None:
    text = (
        "12. Leaders know the borough well and they meet the head of each school,\r\n"
        "but plans for the children who live there are thin. Visits are late and\r\n"
        "Aldermere has no plan for that.\r\n\r\nCarers are praised."
    )
    assert said(text) == [
        "12. Leaders know the borough well and they meet the head of each school, but plans for "
        "the children who live there are thin.",
        "Visits are late and Aldermere has no plan for that.",
        "Carers are praised.",
    ]


def test_items_stay_apart() -> None:
    text = "What must change:\n• the pace of visits\n• the plans of babies; and\n• the records"
    assert said(text) == [
        "What must change:",
        "the pace of visits",
        "the plans of babies; and",
        "the records",
    ]
    lead, *items = segments_of(text)
    assert lead.is_lead
    assert all(item.listed and item.lead is lead for item in items)


def test_a_list_without_bullets() -> None:
    text = (
        "Of these:\n79 live with foster carers far from the borough\nfive live in a home\n41 left"
    )
    assert said(text)[1:] == text.split("\n")[1:]


def test_a_line_that_plainly_goes_on() -> None:
    assert said("Plans are clear\nbut only for babies who are new to the borough.") == [
        "Plans are clear but only for babies who are new to the borough."
    ]


def test_places_are_those_of_the_passage() -> None:
    text = "Plans are clear.\nVisits are late and\nrare."
    assert [text[s.start : s.end] for s in segments_of(text)] == [
        "Plans are clear.",
        "Visits are late and\nrare.",
    ]
