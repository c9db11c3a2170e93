"""What an answer must hold besides speaking of the matter: a figure, a name, an event, a paper.

A sentence on the topic is no answer to "How many?" without a figure, to "Who is?" without a
name, nor to "Why did he resign?" where nobody is said to have resigned.
"""

import re
from collections.abc import Iterator
from datetime import date

from corpus.dates import day_ranges, months
from retrieval.query import Demand
from retrieval.understanding.demands import names, reasons
from retrieval.understanding.demands.existence import asked_whether_there_is
from retrieval.understanding.demands.listed import events_in, papers_in, sort_of
from retrieval.understanding.demands.measures import measure_of, thing_counted
from retrieval.understanding.demands.sufficiency import asked_enough_of
from retrieval.understanding.demands.taken import figures_taken

# "Which home was it? I need the name": what has a name of its own is asked for by it.
# What is said before it is asked: "I'm preparing for a peer review. Which areas…?"
_ASIDE = re.compile(r"\A\W*(?:I|I[’']m|I[’']ve|We|We[’']re|My|Our|As)\b[^?]*?[.!:–—-]\s+(?=\S)")
_LAW = re.compile(
    r"\b(?:by|in|under the) law\b|\bwhich (?:Act|law|regulations?|section)\b|\bthe law (?:say|set|"
    r"lay|require|allow|give|state)|"
    r"\bunder (?:the )?statutory guidance\b|\b(?:legal|statutory) (?:dut(?:y|ies)|definition|"
    r"rights?|maximum|minimum|period)\b|\blegal(?:ly)? (?:limit|minimum|"
    r"maximum|age|deadline|timescale|definition|required?)|\bstatutory guidance (?:say|"
    r"require|state)|"
    r"\b(?:what|which) (?:is |are )?(?:the )?(?:statutory|legal) (?:timescale|deadline|limit|"
    r"requirement)s?\b|\bunder the [A-Z][\w ]+ Act\b|"
    r"\bsections? \d+\w* of\b|\b(?:Act|Regulations) (?:19|20)\d\d\b|"
    r"\bdo(?:es)? (?:section \d+|the [\w’' ]*\b(?:Act|regulations|guidance)|Working Together)\b|"
    r"\bWorking Together (?:20\d\d )?(?:say|require|state|mean)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"(?:\A|\b(?:when|what|which|who|where|how (?:many|much|long|often|soon)) (?:[\w’'-]+ ){0,6}?)"
    r"will\b|\A(?!.*\b(?:was|were|did|had|found)\b).*\bnext "
    r"(?:full |Ofsted |ILACS |panel |scrutiny |committee )?"
    r"(?:inspect\w*|visit\w*|meet\w*|report|monitoring|focused|grade|rating)|"
    r"\A(?:is|are) [^?]*\bgoing to\b|\b(?<!the )next time\b|"
    r"\bgoing to (?:be|get)\b[^?]*\b20[3-9]\d\b|\bin (?:the )?future\b|\bnext be\b",
    re.IGNORECASE,
)
# The words of a name ask for nothing: "the Total Respect group".
_OF_SEVERAL_WORDS = re.compile(r"(?<!\A)\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")
_MEETING = re.compile(r"\bmeeting\b", re.IGNORECASE)


def demand_of(text: str) -> Demand:
    """What an answer to a question must hold; `text` is without the authorities that it names."""
    text = _ASIDE.sub("", text)
    reached = names.asks_how_to_reach(text)
    measure = measure_of(_OF_SEVERAL_WORDS.sub("_", text))
    name = names.asks_for_a_name(text)
    sort, called = sort_of(text)
    return Demand(
        measure=None if reached else measure,
        counted=thing_counted(text) if measure == "count" else "",
        enough=asked_enough_of(text),
        there=asked_whether_there_is(text),
        name=name,
        office=names.office_of(text) if name else "",
        doing=names.doing_of(text),
        reached=reached,
        speaker=names.speaker_of(text),
        sort=sort,
        called=called or (not name and names.asks_what_it_is_called(text)),
        taken=tuple(figures_taken(text)),
        events=tuple(events_in(text, loose=True)),
        firm=tuple(events_in(text, loose=False)),
        papers=tuple(papers_in(text)),
        law=_LAW.search(text) is not None,
        future=_FUTURE.search(text) is not None,
        days=tuple(_named_days(text)),
        blames=reasons.blames(text),
        faults=reasons.asks_for_faults(text),
        praises=reasons.praises(text),
        trend=reasons.trend_of(text),
    )


def _named_days(text: str) -> Iterator[tuple[date, date]]:
    """Days in full, and the month of a meeting."""
    yield from ((day.first, day.last) for day in day_ranges(text))
    if _MEETING.search(text):
        yield from ((month.first, month.last) for month in months(text))
