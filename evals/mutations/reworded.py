"""True claims in nearly the same words: frames, connectives, contractions, inflection, parts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from corpus.documents import INSPECTORS_KINDS
from evals.mutations.claims import Made, Truth, capitalised, quoted
from evals.mutations.joined import lowered
from evals.mutations.material import Material, leans
from evals.mutations.words import words

_FRAMES = (
    "Inspectors found that {}",
    "Inspectors reported that {}",
    "Ofsted found that {}",
    "The inspectors found that {}",
    "Inspectors said that {}",
    "Inspectors noted that {}",
    "According to inspectors, {}",
)
_REPORT_FRAMES = (
    "The inspection found that {}",
    "The report says that {}",
    "According to the inspection report, {}",
)
_COUNCIL_FRAMES = ("The report says that {}", "According to the report, {}")
_COUNCILS_REPORTS = ("scrutiny_report", "performance_report", "update_report")
_PLACE_FRAMES = ("In {place}, {claim}", "In {place}, inspectors found that {claim}")
_TIME_FRAMES = (
    "In {year}, inspectors found that {claim}",
    "The {year} inspection found that {claim}",
)
_OWN_FRAME = re.compile(r"Inspectors\b|Ofsted\b|The inspect|(?:In|At|For|Since|Of|As|During)\b")

_OPENERS = re.compile(
    r"(?:However|In addition|Additionally|Furthermore|Moreover|As a result|Consequently|Therefore"
    r"|Nevertheless|Nonetheless|Similarly|Equally|Also|In contrast|Conversely|In particular"
    r"|Positively|Encouragingly|Importantly|Notably|As a consequence), "
)
_ASIDE = re.compile(
    r", (?:however|therefore|also|in addition|additionally|as a result|consequently"
    r"|nevertheless),"
)
_ALSO = re.compile(r"(?<=[a-z]) also(?= [a-z])")

_SHORT = {
    "is not": "isn’t",
    "are not": "aren’t",
    "was not": "wasn’t",
    "were not": "weren’t",
    "has not": "hasn’t",
    "have not": "haven’t",
    "had not": "hadn’t",
    "does not": "doesn’t",
    "do not": "don’t",
    "did not": "didn’t",
    "cannot": "can’t",
    "could not": "couldn’t",
    "will not": "won’t",
    "would not": "wouldn’t",
    "should not": "shouldn’t",
    "there is": "there’s",
    "it is": "it’s",
    "they are": "they’re",
}

_WORDS = words("numerals")[:11]
_NUMERAL = re.compile(
    rf"(?<![\w-])(?<!or )(?<!and )(?<!to )({'|'.join(_WORDS)})(?= [a-z])(?! or | to | and )", re.I
)
# A figure that counts something, and not one that is part of a name ("stage 2", "2 May").
_FIGURE = re.compile(
    r"(?<![\w.,£/’'-])(?<!section )(?<!stage )(?<!part )(?<!level )(?<!tier )(?<!step )"
    r"(?<!grade )(?<!year )(?<!annex )(?<!and )(?<!to )([2-9]|1[0-2])"
    r"(?= (?:children|young|social|care|working|weeks|days|months|years|schools|cases|staff"
    r"|families|foster|adopters|referrals|teams|other|of the|per)\b)",
    re.I,
)

_THIRD = {
    "provides": "provided",
    "receives": "received",
    "ensures": "ensured",
    "supports": "supported",
    "helps": "helped",
    "works": "worked",
    "makes": "made",
    "shows": "showed",
    "benefits": "benefited",
    "continues": "continued",
    "remains": "remained",
    "includes": "included",
    "enables": "enabled",
    "reflects": "reflected",
    "offers": "offered",
    "demonstrates": "demonstrated",
    "monitors": "monitored",
    "lacks": "lacked",
    "identifies": "identified",
    "understands": "understood",
    "knows": "knew",
    "meets": "met",
    "gives": "gave",
    "takes": "took",
    "uses": "used",
    "leads": "led",
    "limits": "limited",
}
_PLURAL = {
    "receive": "received",
    "benefit": "benefited",
    "live": "lived",
    "understand": "understood",
    "know": "knew",
    "provide": "provided",
    "work": "worked",
    "make": "made",
    "use": "used",
    "feel": "felt",
    "visit": "visited",
    "attend": "attended",
    "build": "built",
    "meet": "met",
    "complete": "completed",
    "demonstrate": "demonstrated",
    "remain": "remained",
    "show": "showed",
    "take": "took",
    "get": "got",
}
_BEING = {"is": "was", "are": "were"}
_HAVING = {**_BEING, "has": "had", "have": "had", "do": "did", "does": "did"}
_DOERS = (
    r"(?:workers|children|leaders|managers|leavers|people|carers|parents|partners|advisers|plans"
    r"|staff|adopters|officers|schools|teams)"
)
_NOT_RETOLD = re.compile(
    r"\b(?:now|currently|since|requires? improvement|will|may|can|could|would|should|need)\b|‘|“"
)

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|should|may|provides?"
    r"|receives?|ensures?|works|worked|helps|remains?|continues?|benefit|understands?|knows?"
    r"|makes?|meets?|shows|supports|leads|lacks)\b"
)
# What is said first is said of both clauses: a half without it would say more.
_SCOPED = re.compile(
    r"(?:In|For|When|Where|If|While|Although|Since|During|Following|At|By|Despite|Whilst|Once"
    r"|With|Unless|Of|From|After|Before|Until|As|Through|Prior|On|Under|Because|Without|Not|No"
    r"|Neither|Inspectors|Too|Few|Wherever|Whenever)\b"
)
_INVOLVED = re.compile(
    r";|, (?:but|although|however|which|while)\b"
    r"|\b(?:that|because|if|whether|how|who|where|when|so)\b"
)
_BACKWARD = re.compile(
    r"\b(?:it|its|they|their|them|this|these|those|that|he|she|his|her|such|both|so|ones?|others?)\b"
)
_SECOND = re.compile(
    r",? and (is|are|was|were|has|have|receives?|understands?|knows?|makes?|provides?|ensures?)\b"
)
# Two verbs of one of these agree with the same kind of subject: the second is told of the first's.
_AGREEING = (
    ("is", "has", "receives", "understands", "knows", "makes", "provides", "ensures"),
    ("are", "have", "receive", "understand", "know", "make", "provide", "ensure"),
    ("was",),
    ("were",),
)
_BOUND = re.compile(r"\b(?:both|either|neither|only|not|no|never|together|to)\b")
_NO_SENTENCE = re.compile(r"(?:then|therefore|also|not|as|to|consequently|however)\b")
_LOOSE_ENDS = frozenset(words("loose_ends")) | {"of"}
_TRAILING = re.compile(
    r", (?:which (?:means|helps|enables|ensures|has helped|has led|supports|provides|allows)"
    r"|ensuring|enabling|helping|resulting in|leading to|meaning|providing|allowing)\b"
)
_LIMITING = re.compile(r"\b(?:but|although|except|unless|if|when|however|only)\b")
_BETWEEN = re.compile(
    r" \([^()\d]{3,60}\)| \([A-Z]{2,6}s?\)|, (?:including|such as|for example)[^,;.()]{5,80}(?=,)"
)
# After an aside the sentence goes on with its verb; anything else goes on with a list.
_GOES_ON = re.compile(
    r",? (?:is|are|was|were|has|have|had|do|does|can|will|ensures?|supports?|helps?|benefits?"
    r"|provides?|receive|enjoy|when|which|before|who|led|were)\b"
)


def framed(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The sentence after words that say rightly whose finding it is."""
    if re.match(r"Inspectors\b|Ofsted\b|The inspect", truth.sentence):
        return
    if truth.cite.kind == "inspection_report":
        frame = chance.choice(_FRAMES + _REPORT_FRAMES)
    elif truth.cite.kind in INSPECTORS_KINDS:
        frame = chance.choice(_FRAMES)
    elif truth.cite.kind in _COUNCILS_REPORTS:
        frame = chance.choice(_COUNCIL_FRAMES)
    else:
        return
    yield _cited(truth, frame.format(lowered(truth.sentence, material)))


def framed_with_place(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The sentence after the name of the authority that its document is about."""
    place = truth.cite.authority
    if place is None or truth.cite.kind not in INSPECTORS_KINDS or place in truth.sentence:
        return
    if not _OWN_FRAME.match(truth.sentence):
        frame = chance.choice(_PLACE_FRAMES)
        yield _cited(truth, frame.format(place=place, claim=lowered(truth.sentence, material)))


def framed_with_year(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The sentence after the year of its inspection."""
    day = truth.cite.date
    if day is None or truth.cite.kind != "inspection_report":
        return
    if not _OWN_FRAME.match(truth.sentence):
        frame = chance.choice(_TIME_FRAMES)
        claim = frame.format(year=day.year, claim=lowered(truth.sentence, material))
        # With its year, what a superseded report says is told rightly.
        cite = replace(quoted(truth.cite, truth.sentence), current=chance.choice((None, False)))
        yield Made(claim, (cite,))


def adverbial_dropped(truth: Truth, _: Material, __: Random) -> Iterator[Made]:
    """The sentence without the adverb or phrase that links it to what was said before."""
    sentence = truth.sentence
    opener = _OPENERS.match(sentence)
    if opener is not None:
        rest = capitalised(sentence[opener.end() :])
        if not leans(rest):
            yield _cited(truth, rest)
    elif not leans(sentence) and "only" not in sentence:
        for pattern in (_ASIDE, _ALSO):
            match = pattern.search(sentence)
            if match is not None:
                yield _cited(truth, sentence[: match.start()] + sentence[match.end() :])


def contracted(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """ "Isn’t" for "is not", or the reverse."""
    for long, short in _SHORT.items():
        for match in re.finditer(rf"\b{long}\b", truth.sentence):
            written = short if chance.random() < 0.7 else short.replace("’", "'")
            yield _cited(truth, _with(truth.sentence, match, written))
        if "n’t" in short:
            for match in re.finditer(rf"\b{short.replace('’', '[’]')}\b", truth.sentence):
                yield _cited(truth, _with(truth.sentence, match, long))


def numeral(truth: Truth, _: Material, __: Random) -> Iterator[Made]:
    """ "2" for "two", or the reverse."""
    for match in _NUMERAL.finditer(truth.sentence):
        figure = str(_WORDS.index(match.group().lower()) + 2)
        yield _cited(truth, _with(truth.sentence, match, figure))
    for match in _FIGURE.finditer(truth.sentence):
        yield _cited(truth, _with(truth.sentence, match, _WORDS[int(match.group()) - 2]))


def inflected(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The verbs in the past, as one retells a finding."""
    sentence = truth.sentence
    if _SCOPED.match(sentence) or _NOT_RETOLD.search(sentence):
        return
    verb = _FINITE.search(sentence)
    first = "" if verb is None else verb.group()
    if first in _BEING:
        yield _cited(truth, _retold(sentence, _BEING))
    if first in _HAVING:
        retold = lowered(_retold(sentence, _HAVING), material)
        if truth.cite.kind in INSPECTORS_KINDS:
            yield _cited(
                truth, f"{chance.choice(('Inspectors found', 'Ofsted said'))} that {retold}"
            )
    single = re.match(rf"(?:(?:The|A|An) )?(?:[\w’-]+ ){{1,4}}?({'|'.join(_THIRD)})\b", sentence)
    if single is not None and not re.search(r"\b(?:and|that|who|to)\b", single.group()):
        start, end = single.span(1)
        yield _cited(truth, sentence[:start] + _THIRD[single.group(1)] + sentence[end:])
    plural = re.match(rf"(?:[\w’-]+ ){{0,3}}?{_DOERS} ({'|'.join(_PLURAL)})\b", sentence)
    if plural is not None:
        start, end = plural.span(1)
        yield _cited(truth, sentence[:start] + _PLURAL[plural.group(1)] + sentence[end:])


def split(truth: Truth, _: Material, __: Random) -> Iterator[Made]:
    """One of two main clauses alone, or the two as two sentences."""
    sentence = truth.sentence
    if _SCOPED.match(sentence) or _INVOLVED.search(sentence):
        return
    for match in re.finditer(r",? and (?=[a-z])", sentence):
        head, tail = sentence[: match.start()], sentence[match.end() :]
        if not (_is_clause(head) and _is_clause(tail)):
            continue
        if match.group() == " and " and not re.match(r"(?:the|there|a|an|most|some|all) ", tail):
            continue
        yield _cited(truth, f"{head}.")
        if not _BACKWARD.search(tail) and not _NO_SENTENCE.match(tail):
            yield _cited(truth, capitalised(tail))
            yield _cited(truth, f"{head}. {capitalised(tail)}")


def predicate_left_off(truth: Truth, _: Material, __: Random) -> Iterator[Made]:
    """One of two things that are told of the same subject."""
    sentence = truth.sentence
    if _SCOPED.match(sentence) or _INVOLVED.search(sentence) or _BOUND.search(sentence):
        return
    subject = _FINITE.search(sentence)
    match = _SECOND.search(sentence)
    if subject is None or match is None or not _is_clause(sentence[: match.start()]):
        return
    if any({subject.group(), match.group(1)} <= set(verbs) for verbs in _AGREEING):
        yield _cited(truth, f"{sentence[: match.start()]}.")
        if not _BACKWARD.search(sentence, match.start()):
            rest = sentence[match.start(1) :]
            yield _cited(truth, sentence[: subject.start()] + rest)


def tail_left_off(truth: Truth, _: Material, __: Random) -> Iterator[Made]:
    """The main clause without the consequence or the addition that trails after it."""
    for match in _TRAILING.finditer(truth.sentence):
        head, tail = truth.sentence[: match.start()], truth.sentence[match.end() :]
        open_aside = re.search(r"(?:,| and,) (?:for|in|with) [^,]{3,40}\Z", head) is not None
        if _is_clause(head) and not _LIMITING.search(tail) and not open_aside:
            yield _cited(truth, f"{head}.")


def quote_elided(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """A quote of two sentences of the paragraph, with "…" for what stands between."""
    passage = truth.cite.text
    after = [
        other
        for other in material.truths_of_passage(truth.passage)
        if passage[truth.end : max(truth.end, other.start)].strip()
        and "\n" not in passage[truth.start : other.end]
    ]
    if after:
        other = chance.choice(after)
        dots = chance.choice(("…", " … ", "...", " ... ", " […] "))
        quote = f"{truth.sentence}{dots}{other.sentence}"
        yield Made(chance.choice((truth.sentence, other.sentence)), (quoted(truth.cite, quote),))


def quote_elided_inside(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A quote of the sentence with "…" for an aside, which the claim leaves out too."""
    for match in _BETWEEN.finditer(truth.sentence):
        head, rest = truth.sentence[: match.start()], truth.sentence[match.end() :]
        if match.group().startswith(",") and not _GOES_ON.match(rest):
            continue
        rest = rest.removeprefix(",")
        if rest.startswith(" ") and len(rest.split()) > 1:
            dots = chance.choice(("…", " … ", "...", " ..."))
            yield Made(head + rest, (quoted(truth.cite, f"{head}{dots}{rest.lstrip()}"),))


def _cited(truth: Truth, claim: str) -> Made:
    return Made(claim, (quoted(truth.cite, truth.sentence),))


def _with(sentence: str, match: re.Match[str], word: str) -> str:
    word = capitalised(word) if match.group()[0].isupper() else word
    return sentence[: match.start()] + word + sentence[match.end() :]


def _retold(sentence: str, past: dict[str, str]) -> str:
    # "Do not have" is "did not have": after "do" the verb stays.
    verbs = rf"\b({'|'.join(past)})\b((?<=do)(?: not)? \w+|(?<=does)(?: not)? \w+)?"
    return re.sub(verbs, lambda match: past[match[1]] + (match[2] or ""), sentence)


def _is_clause(text: str) -> bool:
    """Whether the text has a subject and a verb of its own."""
    verb = _FINITE.search(text)
    if verb is None or not 3 < len(text.split()) < 30:
        return False
    subject = text[: verb.start()].split()
    if not 0 < len(subject) <= 8 or "," in "".join(subject):
        return False
    if subject[-1] in ("and", "or", "to") or subject[0].endswith(("ed", "ing")):
        return False
    # "The help they provide", "the culture which has": what is told of it does not come.
    known = {"they", "it", "which", "help"}.isdisjoint(subject[1:])
    last = text.split()[-1].strip(".")
    return known and last not in _LOOSE_ENDS and not _FINITE.fullmatch(last)
