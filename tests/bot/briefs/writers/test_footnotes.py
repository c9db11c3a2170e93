from bot.answering.telling import Statement
from bot.briefs.content import Told
from bot.briefs.writers.footnotes import places, shown
from tests.bot.briefs.making import blocks, brief_of, section
from tests.bot.running import Scrutineer


def test_a_quote_says_where_it_stands_and_a_fact_what_it_rests_on(sample: Scrutineer) -> None:
    brief = brief_of(sample, "LADO")
    quote = next(said for _, said in section(brief, "Findings over time").statements())
    (place,) = places(quote, None)
    assert shown(quote) == f"“{quote.text}”"
    assert place.quotes == ()
    assert place.link is None
    assert place.text.startswith("Inspection of Aldermere children’s services, inspected 13 to 24")
    assert ", page " in place.text
    assert place.text.endswith(".")
    counts = [
        said
        for block in blocks(section(brief, "At a glance"))
        if isinstance(block, Told)
        for said in block.statements
    ]
    three = next(said for said in counts if said.text.startswith("3 "))
    assert shown(three) == "3 areas for improvement"
    assert sum(len(place.quotes) for place in places(three, None)) == 3


def test_links_lead_to_the_page_with_the_words_highlighted(sample: Scrutineer) -> None:
    said = first(sample)
    cited = said.citations[0]
    (place,) = places(said, "https://briefs.example/")
    assert place.link == (
        f"https://briefs.example/documents/{cited.document_id}"
        f"?page={cited.page}&start={cited.start}&end={cited.end}"
    )


def first(sample: Scrutineer) -> Statement:
    return next(said for _, said in brief_of(sample, "LADO", length="one-page").statements())
