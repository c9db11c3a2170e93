"""What the words of a follow-up point at: an item of a list, a time, a document, the matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from retrieval.query import Told
from retrieval.understanding.question_words import question_words

Step = Literal["month", "year"]

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|last|\d{{1,2}}(?:st|nd|rd|th))"
_ITEM = r"(?:one|point|item|recommendation|area|bullet|thing|finding)"
_WHICH_ITEM = re.compile(
    rf"\b(?:the )?(?P<ordinal>{_ORDINAL})\s+{_ITEM}\b|"
    # "The third", with nothing that it is the third of.
    rf"\bthe (?P<alone>{_ORDINAL})(?=\W*\Z|\s*[?,.;:!]|\s+(?:is|was|has|had|been|still|please|then|"
    r"and|on|in|from|of (?:these|those|them))\b)|"
    r"\b(?:number|no\.?|point|item|recommendation) (?P<number>\d{1,2})\b",
    re.IGNORECASE,
)
# "The personal advisers point": the item that has these words.
_NAMED_ITEM = re.compile(
    r"\b(?:the|that) (?P<words>[\w’'-]{3,}(?: [\w’'-]+){0,4}?) "
    r"(?:point|item|recommendation|bullet|finding|one)\b(?! of)",
    re.IGNORECASE,
)
_NUMBERS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(?P<count>{'|'.join(_NUMBERS)}|\d{{1,2}})"
_STEP = re.compile(
    rf"\b(?:the )?{_NUMBER} (?P<unit>month|year)s? (?P<way>later|after|on|earlier|before|ago)\b|"
    r"\b(?:the )?(?P<unit2>month|year) (?P<way2>later|after|before|earlier)\b|"
    r"\b(?:the )?(?P<way3>next|following|previous) (?P<unit3>month|year)\b",
    re.IGNORECASE,
)
_BACK = frozenset({"earlier", "before", "ago", "previous"})
_PERSONAL = re.compile(r"\b(?:it|they|them|he|she|him|her|ones)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_DEMONSTRATIVE = re.compile(
    # "That" may also lead a clause ("children that go missing"): then no verb is before it.
    r"\b(?:this|these|those|(?:(?<=^)|(?<=is )|(?<=was )|(?<=are )|(?<=were )|(?<=does )|"
    r"(?<=did )|(?<=do )|(?<=has )|(?<=had )|(?<=about )|(?<=of )|(?<=to )|(?<=on )|(?<=for )|"
    r"(?<=with )|(?<=by )|(?<=than )|(?<=like )|(?<=in )|(?<=from )|(?<=after )|(?<=since )|"
    r"(?<=before )|(?<=why )|(?<=how ))that|that(?=\W*\Z))\b"
    r"(?! (?:years?|months?|times?|days|week|borough|council|authority|county|city)\b)",
    re.IGNORECASE,
)
_NOTHING_MEANT = re.compile(
    r"\b(?:does|did|do|will|would|can|could) it take\b|\bis it (?:true|right|possible|likely)\b|"
    r"\bit takes?\b|\bas it stands\b",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:say|said|says|tell|find|found|finds|report|reported|conclude|concluded|judge|judged|think|"
    r"thought|mention|mentioned|recommend|recommended|note|noted|make of|have to say|write|wrote|"
    r"describe|described|add|added)"
)
_PAPER = r"(?:report|letter|visit|inspection|paper|document|pack|minutes|publication|one)"
_SPEAKER = re.compile(
    rf"\b(?:it|they|he|she|(?:this|that|the same) {_PAPER}) (?:\w+ )?{_SAYS}\b|"
    rf"\b(?:according to|in) (?:it|(?:this|that|the same) {_PAPER})\b",
    re.IGNORECASE,
)
_THE_PAPER = re.compile(rf"\b(?:this|that|the same|the) {_PAPER}\b", re.IGNORECASE)
_SAME_PAPER = re.compile(
    r"\b(?:this|that|the same) (?:report|letter|visit|paper|document|pack|publication)\b|"
    r"\b(?:(?:does|did) it|it) (?:also |even )?(?:say|mention|tell|describe|report|note)\b",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(r"\A\W*(?:and|but|so|or|what about|how about|what of)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:what|which|how|who|when|where|why|did|does|do|is|are|was|were|has|have|had|can|could|"
    r"tell|give|list|show|explain)\b",
    re.IGNORECASE,
)
_SAME_AGAIN = re.compile(
    r"\b(?:what|how) (?:about|of)\b|"
    r"\bwhat (?:was|is|were|are) (?:it|they|that|this|the (?:figure|number|rate|share))\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\A\W*(?:why|how come|how (?:many|much|so)|when|where|who|which(?: ones?)?|what|how|"
    r"since when|says who|by whom|(?:any )?more|go on|really)\b"
    r"(?: (?:not|exactly|else|then|please))?\W*\Z",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\A\W*(?:and |but |so )?(?:(?:what|how) about |what of |"
    r"(?:is|was|are|were) (?:that|this|it|they) (?:also )?(?:the same|so|true|the case) )?"
    r"(?:for|with|among|of|to) ",
    re.IGNORECASE,
)
# "And on leadership?": the same is asked of another matter.
_ON = re.compile(
    r"\A\W*(?:and |but |so )?(?:(?:what|how) about |what of )?"
    r"(?:on|about|regarding|as for|when it comes to|in terms of) ",
    re.IGNORECASE,
)
_STILL_SO = re.compile(
    r"\b(?:that|this|it|they) (?:still |really |now |also )*(?:the case|so|true|right|the same)\b|"
    r"\bstill (?:the case|so|true)\b",
    re.IGNORECASE,
)
_CAME_OF_IT = re.compile(
    r"\b(?:accepted|rejected|agreed to|implemented|adopted|carried out|put (?:in place|into "
    r"practice|right)|completed?|achieved|delivered|acted (?:up)?on|followed up|taken up|"
    r"(?:been|being|be|was|were|got|get|get it|them|it) (?:\w+ )?done|doing (?:about|on|with)|"
    r"done (?:about|on|with)|"
    r"happen(?:ed|ing)? (?:to|with|since|next|about)|what happened|come of|became of|"
    r"progress|responsible for|by when)\b",
    re.IGNORECASE,
)
_DOES_ABOUT_IT = re.compile(
    r"\b(?:being|been|is|was|be|get|getting) done\b|\b(?:doing|do|does|did|done) about\b|"
    r"\baction(?:s|ed)? (?:taken|planned|agreed)\b",
    re.IGNORECASE,
)
# Of whom something is told: asked about one after the other they take each other's place.
_PEOPLE = re.compile(
    r"\b(?:children|young people) (?:in care|looked after|in need|on (?:the )?edge of care|"
    r"with (?:a )?(?:child )?protection plans?)|looked[ -]after children|care[ -]leavers|"
    r"care[ -]experienced (?:young )?(?:people|adults)|disabled children|"
    r"children with disabilities|young carers|"
    r"(?:unaccompanied )?(?:asylum[ -]seeking )(?:children|young people|minors)|"
    r"unaccompanied (?:children|young people|minors)|"
    r"(?:foster|kinship|connected) carers|adopters|"
    r"homeless (?:16[ -]\w+ )?(?:children|young people|teenagers)|social workers|"
    r"personal advis[eo]rs|babies|teenagers|younger children|older children|boys|girls\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the answer before that is meant; `told` is None where there is no such line."""

    told: Told | None
    words: str


def item_meant(question: str, told: Sequence[Told]) -> Item | None:
    """The line that "the second one" means; None where a question means no such line.

    Where the answer was a list only its items count. A bare "the second" means an item of a
    list alone, or nothing that can be known where it is all that is said.
    """
    match = _WHICH_ITEM.search(question)
    if match is None:
        return _named_item(question, told)
    items = [line for line in told if line.item] or list(told)
    if match["alone"] and not (any(line.item for line in told) or len(question.split()) <= _FEW):
        return None
    if match["number"]:
        place = int(match["number"]) - 1
    else:
        ordinal = (match["ordinal"] or match["alone"]).lower()
        if ordinal[0].isdigit():
            place = int(re.sub(r"\D", "", ordinal)) - 1
        else:
            place = len(items) - 1 if ordinal == "last" else _ORDINALS.index(ordinal)
    return Item(items[place] if 0 <= place < len(items) else None, match.group())


def _named_item(question: str, told: Sequence[Told]) -> Item | None:
    """The one item of a list that has the words it is called by."""
    match = _NAMED_ITEM.search(question)
    if match is None:
        return None
    words = [word.lower() for word in re.findall(r"[\w’'-]+", match["words"])]
    meant = [
        line for line in told if line.item and all(word in line.text.lower() for word in words)
    ]
    return Item(meant[0], match.group()) if len(meant) == 1 else None


# "And the second?": a question of so few words says nothing else.
_FEW = 7


def step_in_time(question: str) -> tuple[int, Step, str] | None:
    """How many months or years on (or back, below zero) is asked for, and the words that say so."""
    match = _STEP.search(question)
    if match is None:
        return None
    unit = match["unit"] or match["unit2"] or match["unit3"]
    way = (match["way"] or match["way2"] or match["way3"]).lower()
    count = (match["count"] or "one").lower()
    number = int(count) if count.isdigit() else max(1, _NUMBERS.index(count))
    step: Step = "month" if unit.lower() == "month" else "year"
    return (-number if way in _BACK else number), step, match.group()


def points_to_the_matter(question: str, topic: Sequence[str]) -> bool:
    """Whether a pronoun stands for what was spoken of before.

    Not for who is asked to have said something ("what did they find?"), nor for something that
    the same question names before it ("children when they go missing"); `topic` are the words
    that may be meant then.
    """
    rest = _SPEAKER.sub(" ", _NOTHING_MEANT.sub(" ", question))
    if _DEMONSTRATIVE.search(_THE_PAPER.sub(" ", rest)):
        return True
    found = _PERSONAL.search(rest)
    if found is None:
        return False
    before = {word.lower() for word in re.findall(r"[\w’'-]+", rest[: found.start()])}
    return not any(word.lower() in before for word in topic)


def asks_what_is_said(question: str) -> bool:
    """Whether it asks what a paper or its authors say on something: "what does it say about X?"."""
    return _SPEAKER.search(question) is not None


def names_the_same_paper(question: str) -> bool:
    """Whether the document that was told of is asked about: "what does that letter say?"."""
    return _SAME_PAPER.search(question) is not None


def is_left_open(question: str, core: Sequence[str]) -> bool:
    """Whether a question says nothing unless something went before it: "And why?", "it"."""
    said = _STILL_SO.sub(" ", question)
    mine = {word.lower() for word in re.findall(r"[\w’'-]+", said)}
    listed = question_words("soft") | question_words("list")
    if any(w.lower() in mine and w.lower() not in listed for w in core):
        return False
    if _BARE.match(question):
        return True
    points = _PERSONAL.search(_NOTHING_MEANT.sub(" ", question)) or _DEMONSTRATIVE.search(question)
    return points is not None or is_elliptic(question)


def is_elliptic(question: str) -> bool:
    """Whether a question is half of one: "And leadership?", "What about Thornbeck?"."""
    return _ELLIPTIC.match(question) is not None


def asks_something_else(question: str) -> bool:
    """Whether a question says itself what kind of thing it asks for: "What did they find?"."""
    return _ASKS.search(_SAME_AGAIN.sub(" ", question)) is not None


def idle_words(question: str) -> frozenset[str]:
    """Words of a set phrase that points back and names nothing: "is that still the case?"."""
    return frozenset(w.lower() for m in _STILL_SO.finditer(question) for w in m.group().split())


def asks_of_others(question: str) -> bool:
    """Whether a question asks the same of somebody else: "and for care leavers?"."""
    return _FOR.match(question) is not None


def asks_on_another_matter(question: str) -> bool:
    """Whether a question asks the same on something else: "and on leadership?"."""
    return _ON.match(question) is not None


def asks_what_came_of_it(question: str) -> bool:
    """Whether it asks what was done since: what is older than the answer cannot say."""
    return _CAME_OF_IT.search(question) is not None


def asks_what_is_done(question: str) -> bool:
    """Whether it asks what those in charge do about it, which their own papers tell."""
    return _DOES_ABOUT_IT.search(question) is not None


def speaks_of_people(question: str) -> bool:
    """Whether "they" stands for people that were spoken of, and not for who said something."""
    rest = _SPEAKER.sub(" ", _NOTHING_MEANT.sub(" ", question))
    return _THEY.search(rest) is not None


def people_in(text: str) -> list[str]:
    """Those of whom something is told: "care leavers", "children in care"."""
    return [match.group() for match in _PEOPLE.finditer(text)]
