"""True words told of the wrong time, place or author; and claims that claim nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from corpus.documents import INSPECTORS_KINDS
from evals.mutations.claims import Made, Truth, quoted
from evals.mutations.joined import lowered
from evals.mutations.material import Material
from evals.mutations.names import another_authority

_INSPECTORS = (
    "Inspectors found that {}",
    "Ofsted found that {}",
    "Inspectors judged that {}",
    "The inspection found that {}",
    "According to inspectors, {}",
    "Ofsted reported that {}",
    "The inspectors’ report says that {}",
)
_COUNCILS = (
    "The council says that {}",
    "According to the council, {}",
    "The local authority reports that {}",
    "In its own report, the council states that {}",
    "The scrutiny panel heard that {}",
    "Council officers told members that {}",
    "By the council’s own account, {}",
)
_NOW = (
    "Currently, {}",
    "Today, {}",
    "As things stand, {}",
    "The latest inspection found that {}",
    "At the most recent inspection, {}",
    "Now, {}",
    "The current position is that {}",
)
_PLACES = (
    "In {place}, {claim}",
    "Inspectors of {place} found that {claim}",
    "{claim} This is so in {place}.",
)
_TIMES = (
    "In {year}, inspectors found that {claim}",
    "At the {year} inspection, {claim}",
    "As of {month} {year}, {claim}",
    "The {year} report says that {claim}",
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_OTHERS = (
    "Parents said that {}",
    "The director of children’s services told inspectors that {}",
    "Social workers reported that {}",
    "Leaders accepted that {}",
    "A court found that {}",
    "The Secretary of State concluded that {}",
    "Young people told inspectors that {}",
    "A peer review found that {}",
    "The previous inspection found that {}",
    "The chief executive believes that {}",
)
_DENYING = (
    "Inspectors did not find that {}",
    "Inspectors found no evidence that {}",
    "It is not the case that {}",
    "Inspectors doubted that {}",
    "Few would say that {}",
    "It is no longer true that {}",
    "Inspectors disagreed that {}",
    "It was wrongly reported that {}",
)
_LOADED = (
    "Inspectors were alarmed that {}",
    "Inspectors praised the council because {}",
    "All inspectors agreed that {}",
    "Inspectors have repeatedly warned that {}",
    "Inspectors proved that {}",
    "Shockingly, {}",
    "Inspectors recommended that {}",
    "It is certain that {}",
    "As everyone knows, {}",
)
_VISITS = {
    "inspection_report": (
        "monitoring visit",
        "focused visit",
        "peer review",
        "unannounced inspection",
    ),
    "focused_visit_letter": ("full inspection", "monitoring visit"),
    "monitoring_visit_letter": ("full inspection", "focused visit"),
    "unannounced_inspection_letter": ("monitoring visit", "focused visit"),
}
_OF_OFSTED = re.compile(r"\b(?:ofsted|inspect\w*|inspection|hmi|cqc|regulator)\b", re.IGNORECASE)
_OF_COUNCIL = re.compile(
    r"\b(?:council|local authority|self-(?:assessment|evaluation)|report(?:s|ed)?|told|said|says"
    r"|scrutiny)\b",
    re.IGNORECASE,
)
_AT_PRESENT = re.compile(
    r"\b(?:currently|now|today|at present|current|recent(?:ly)?|latest)\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"\A((?:The|A|An) (?:[\w’-]+ ){1,4}|[A-Z][\w’-]+ (?:[\w’-]+ ){0,3})"
    r"(?=(?:is|are|was|were|has|have|had|do|does|will|can|provides?|ensures?|receives?)\b)"
)


_BEFORE = ("Inspectors found that {}", "However, {}", "In addition, {}", "Ofsted said that {}")
_VERBS = (
    r"(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|must|should"
    r"|include|mean|ensure|enable|lead|led|provide|make|allow|give|also|often"
    r"|then|not|[a-z]+ly|(?<=This )[a-z]+[a-rt-z]s)"
)
_PRONOUN = re.compile(rf"(?:(?:It|They|He|She)\b|(?:This|These|Those|Such) {_VERBS}\b)")
_REFERENCE = re.compile(rf"(?:This|These|Those|Such) (?!{_VERBS}\b)|(?:Its|Their|His|Her) ")
# What a document says of itself is told by its citation; "those who" are told in what follows.
_TOLD_OF = re.compile(
    r"This (?:work )?(?:letter|report|inspection|paper|document|section|visit|table|page|programme"
    r"|year|item)\b"
    r"|Those (?:[\w’-]+ ){0,4}?(?:who|whose|that|which|with|in|where|at|for|from|to|of|aged"
    r"|under)\b"
    r"|Those (?:[\w’-]+ ){0,3}?[a-z]+(?:ing|ed) "
)
# What is told of a thing named before: behind a phrase, or as a share of it.
_BEHIND = re.compile(
    r"(?:(?:In|For|At|On|During|Over|From|With) (?:a |the |an )?(?:[a-z]+ ){1,5}?[a-z]+"
    r"|Currently|Typically|Generally|Recently|Increasingly), "
    r"(?:this|these (?:[a-z]+ )?(?:children|plans|visits|young people|assessments|services))"
    r" (?:is|are|was|were|has|have|had|led|means|leads|can)\b"
)
_PHRASE = re.compile(
    r"(?:In|For|Despite|During|Because of|Due to|As part of|In response to|Of|Within|Following)"
    r" (?:this|these) (?!inspection|visit|report|year|letter|focused|monitoring|short)"
)
_SHARE = re.compile(
    r"(?:Some|Most|Many|All|None|Few|Several|Others|The majority|A minority|The rest|The others"
    r"|The latter|The former|Two|Three|Four|Half)"
    r" (?:are|were|have|had|do|did|can|could|is|was|has|of (?:these|them|those(?! who)))\b"
    r"|Both (?:of )?(?:these |are |were |have )"
)
# "It is too early to tell" points back to nothing.
_EMPTY_IT = re.compile(
    r"It (?:is|was|has been|would be|remains|appears|seems|may be) .*"
    r"\b(?:that|to|whether|how|why)\b"
)


def stale_as_current(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """What a superseded document says, told as of today."""
    if truth.cite.date is None or _AT_PRESENT.search(truth.sentence):
        return
    cite = replace(quoted(truth.cite, truth.sentence), current=False)
    yield Made(chance.choice(_NOW).format(lowered(truth.sentence, material)), (cite,))


def another_date(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """What a document of one year says, told of another year."""
    day = truth.cite.date
    if day is None:
        return
    year = day.year + chance.choice((-4, -3, 3, 4, 6))
    if str(year) in truth.cite.text or truth.cite.kind not in INSPECTORS_KINDS:
        return
    told = lowered(truth.sentence, material)
    claim = chance.choice(_TIMES).format(year=year, month=chance.choice(_MONTHS), claim=told)
    yield Made(claim, (quoted(truth.cite, truth.sentence),))
    month = _MONTHS[(day.month + chance.randint(2, 9)) % 12]
    if month not in truth.cite.text:
        claim = f"In {month} {day.year}, inspectors found that {told}"
        yield Made(claim, (quoted(truth.cite, truth.sentence),))


def another_authoritys(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """A sentence of one authority's document, told of another."""
    if truth.cite.authority is None:
        return
    place = another_authority(truth, material, chance)
    cite = quoted(truth.cite, truth.sentence)
    named = re.match(r"The (?:local authority|council|authority)\b(?!’)", truth.sentence)
    if named and chance.random() < 0.7:
        yield Made(f"{place}{truth.sentence[named.end() :]}", (cite,))
        return
    pattern = chance.choice(_PLACES)
    first = pattern.startswith("{claim}")
    claim = truth.sentence if first else lowered(truth.sentence, material)
    yield Made(pattern.format(place=place, claim=claim), (cite,))


def council_as_inspectors(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """What the council writes of itself, told as a finding of inspectors."""
    if truth.cite.kind in INSPECTORS_KINDS or _OF_OFSTED.search(truth.cite.text):
        return
    if truth.cite.publisher is not None:
        claim = chance.choice(_INSPECTORS).format(lowered(truth.sentence, material))
        yield Made(claim, (quoted(truth.cite, truth.sentence),))


def inspectors_as_council(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """What inspectors found, told as the council's own account."""
    if truth.cite.kind not in INSPECTORS_KINDS or _OF_COUNCIL.search(truth.sentence):
        return
    if not re.match(r"Inspectors\b", truth.sentence):
        claim = chance.choice(_COUNCILS).format(lowered(truth.sentence, material))
        yield Made(claim, (quoted(truth.cite, truth.sentence),))


def told_by_others(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """What inspectors found, told as what somebody else said or found."""
    if truth.cite.kind not in INSPECTORS_KINDS or _OF_COUNCIL.search(truth.sentence):
        return
    if not re.match(r"Inspectors\b|Ofsted\b", truth.sentence):
        claim = chance.choice(_OTHERS).format(lowered(truth.sentence, material))
        yield Made(claim, (quoted(truth.cite, truth.sentence),))


def denied(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The sentence after words that deny or doubt it."""
    claim = chance.choice(_DENYING).format(lowered(truth.sentence, material))
    yield Made(claim, (quoted(truth.cite, truth.sentence),))


def loaded(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The sentence after words that say more of it than its source."""
    claim = chance.choice(_LOADED).format(lowered(truth.sentence, material))
    yield Made(claim, (quoted(truth.cite, truth.sentence),))


def another_visit(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The sentence told as found at a visit of another kind."""
    others = _VISITS.get(truth.cite.kind or "", ())
    if others and not re.search(r"\b(?:visit|inspection)\b", truth.sentence):
        told = lowered(truth.sentence, material)
        claim = f"The {chance.choice(others)} found that {told}"
        yield Made(claim, (quoted(truth.cite, truth.sentence),))


def unresolved_pronoun(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A sentence that begins with a pronoun for something that the claim does not name."""
    if _PRONOUN.match(truth.sentence) and not _resolved(truth.sentence):
        yield Made(truth.sentence, (quoted(truth.cite, chance.choice((truth.sentence, None))),))


def unresolved_reference(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A sentence that begins with "these plans" or "their plans", and does not say whose."""
    if _REFERENCE.match(truth.sentence) and not _resolved(truth.sentence):
        yield Made(truth.sentence, (quoted(truth.cite, chance.choice((truth.sentence, None))),))


def unresolved_phrase(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A sentence about "this" or "these" behind a phrase: "In some cases, this is …"."""
    if _BEHIND.match(truth.sentence) or _PHRASE.match(truth.sentence):
        yield Made(truth.sentence, (quoted(truth.cite, chance.choice((truth.sentence, None))),))


def unresolved_share(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A sentence about some or both of what the sentence before it names."""
    if _SHARE.match(truth.sentence):
        yield Made(truth.sentence, (quoted(truth.cite, chance.choice((truth.sentence, None))),))


def framed_pronoun(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """A sentence that begins with a pronoun, behind a frame."""
    for made in unresolved_pronoun(truth, material, chance):
        told = lowered(made.claim, material)
        yield Made(chance.choice(_BEFORE).format(told), made.cites)


def _resolved(sentence: str) -> bool:
    return _EMPTY_IT.match(sentence) is not None or _TOLD_OF.match(sentence) is not None


def subject_made_pronoun(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A pronoun where the sentence names what it is about."""
    subject = _SUBJECT.match(truth.sentence)
    if subject is None or re.match(
        r"(?:There|While|When|If|Where|Although|Since|As)\b", truth.sentence
    ):
        return
    verb = truth.sentence[subject.end() :].split(" ")[0]
    pronoun = (
        "They" if verb in ("are", "were", "have", "do", "provide", "receive", "ensure") else "It"
    )
    claim = f"{pronoun} {truth.sentence[subject.end() :]}"
    yield Made(claim, (quoted(truth.cite, chance.choice((truth.sentence, None))),))


def bare_name(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A name of something in the passage, and nothing said of it."""
    names = [
        match.group()
        for match in re.finditer(
            r"\b(?:[A-Z][a-z]+(?: (?:of|and|the|for) [A-Z][a-z]+| [A-Z][a-z]+)+|[A-Z]{3,6})\b",
            truth.sentence[1:],
        )
    ]
    subject = _SUBJECT.match(truth.sentence)
    if subject is not None and subject.group() != "There ":
        names.append(subject.group().strip())
    if truth.cite.authority and truth.cite.authority in truth.cite.text:
        names.append(truth.cite.authority)
    for name in chance.sample(names, min(1, len(names))):
        yield Made(name + chance.choice(("", ".")), (quoted(truth.cite, truth.sentence),))
