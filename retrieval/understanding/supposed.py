"""What a question takes for granted: a grade, a move up or down, how many items a list has."""

import re

from corpus.registers.judgements import Grade
from retrieval.query import Move, Supposed
from retrieval.understanding.answer_types import BEGINS
from retrieval.understanding.judgements import grades_in

_RANK: dict[Grade, int] = {"inadequate": 0, "requires_improvement": 1, "good": 2, "outstanding": 3}
_MOVES: tuple[tuple[Move, re.Pattern[str]], ...] = (
    (
        "down",
        re.compile(
            r"\bdowngrad\w+|\bmark(?:ed)? down\b|"
            r"\bdown to (?:\w+ )?(?:good|requires?|inadequate)\b|"
            r"\b(?:lower|worse) (?:grade|rating|judge?ment)\b|"
            r"\b(?:graded|rated|judged) (?:lower|worse)\b(?=[^?]*\bthan\b)|"
            r"\b(?:grade|rating|judge?ment)s? (?:[\w’'-]+ ){0,4}?"
            r"(?:drop(?:ped)?|fell|fall|slip(?:ped)?|went down|declin\w+|worsen\w*)\b|"
            r"\b(?:drop|dropped|dropping|fall|fell|fallen|falling|slide|slid|sliding|slip|slipped|"
            r"slipping|go|gone|went|going) (?:down|back|from|to|(?:\w+ )?inadequate)|"
            r"\bget worse\b|\bgot worse\b|\bdemot\w+|\b(?:grade|rating)[’']?s? (?:fall|drop)\b|"
            r"\blose its\b|\blost its\b",
            re.I,
        ),
    ),
    (
        "up",
        re.compile(
            r"\b(?:graded|rated|judged) (?:higher|better)\b(?=[^?]*\bthan\b)|"
            r"\b(?:higher|better) (?:grade|rating|judge?ment)\b|\bupgrad\w+|\bpromot(?:ed|ion)\b|"
            r"\bup to (?:\w+ )?(?:good|outstanding|requires?)\b|"
            r"\b(?:go|gone|went|move|moved|rise|risen|rose) up\b|"
            r"\b(?:rise|rose|improved?|moved?) (?:from|to) (?:\w+ )?(?:good|outstanding|requires)",
            re.I,
        ),
    ),
)
# "From requires improvement to good" says where it went.
_FROM_TO = re.compile(
    r"\bfrom (?P<first>[\w ]{4,30}?) (?:back |up |down )?to (?P<last>[\w ]{4,30})", re.I
)
_CAUSES = (
    r"(?:led|leads|meant|earned|cost|won|got|gave|brought|made|caused|contributed|explain(?:s|ed)?|"
    r"drove|triggered|resulted|lay behind|(?:was|were|is|are|lay) behind)"
)
_GRADE_WORDS = r"(?:outstanding|good|inadequate|requires?|RI|grades?|ratings?|judge?ments?)"
_SUPPOSES = re.compile(
    rf"{BEGINS}(?:why|how come|what made|what led|given|now(?: that)?|seeing|since|after|"
    r"despite|considering|having been|if it|with)\b|"
    r"\bwhat (?:\w+ )?(?:pushed|dragged|brought|took|drove|sent|moved|turned|tipped|earned|won|got|"
    r"gained|cost|stopped|kept|held|prevented|caused|explain(?:s|ed)|triggered|lost|(?:is|was|lay) "
    r"behind|led)\b|"
    r"\bwhat went \w*\s?wrong\b|"
    r"\bso \w+ that it was\b|\bjustif(?:y|ied)\b|\b(?:on what )?grounds\b|"
    rf"\bwhen (?:was|were|did) [^?]*\b{_GRADE_WORDS}\b|"
    r"\b(?:after|despite) being (?:judged|rated|graded)?|\bwhen did (?:it |they )?become\b|"
    r"\bhow (?:did|has|have) (?:[\w’'-]+ ){0,6}?(?:get|got|gotten|go|gone|move|moved|climb|climbed|"
    r"rise|risen|drop|dropped|fall|fallen|slip|slipped|come|become|reach|reached|achieve|achieved|"
    rf"earn|earned|win|won|keep|kept|hold|lose|lost|manage)\b[^?]*\b{_GRADE_WORDS}\b|"
    rf"\b(?:explain|reasons?|behind|caused?|led to|because of)\b[^?]*\b(?:{_GRADE_WORDS}|"
    r"(?:down|up)grad\w+|marked (?:down|up)|promotion|demotion|fall|drop(?:ped)?|fell|went|rise)\b|"
    r"\bdeserved?\b|\bearn(?:ed)?\b|"
    r"\b(?:which|what) (?:[\w’'-]+ ){0,3}?(?:failings?|weakness(?:es)?|shortcomings?|strengths?|"
    r"problems?|factors?|findings?|things?|improvements?|evidence|reasons?|changes?|services?) "
    rf"(?:[\w’'-]+ ){{0,3}}?{_CAUSES}\b|"
    r"\bexplain why\b|(?:did|was|does)n[’']t (?:it|they)\b|"
    r"\b(?:its|their) (?:fall|drop|slide|rise|promotion|demotion|downgrade|upgrade)\b|"
    r"\bsince (?:it )?(?:became|was judged)\b",
    re.IGNORECASE,
)
_WAS_GRADED = re.compile(
    r"\b(?:was|is|were|been|be) (?:\w+ ){0,2}(?:good|outstanding|inadequate|requires)\b"
    r"(?=[^?]*[.;])",
    re.I,
)
# "Thornbeck's inadequate care leaver service": the grade stands before what is said to have it.
_SO_GRADED = re.compile(
    r"(?:[’']s|\b(?:its|their|about|of|in|by|with)) (?:inadequate|outstanding) (?:[\w’'-]+ ){0,4}?"
    r"(?:services?|team|provision|department|leavers?|leadership|protection|care|help)\b",
    re.I,
)
_COUNTED = re.compile(
    r"\b(?:the|which|what|those|these|its|all|of|were|are) (?P<count>two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) (?:\w+ ){0,3}?"
    r"(?:recommendations?|areas?|bullets?|bullet points?|"
    r"points?|things?|items?|actions?|improvements?)\b",
    re.I,
)
_ITEMS = r"(?:recommendations?|areas?|bullets?|bullet points?|points?|things?|items?|improvements?)"
_PLACES = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
# "The second and third areas", "recommendation 5", "number 4 on the list": places on a list.
_PLACE = re.compile(
    rf"\b(?P<place>{'|'.join(_PLACES)})(?= (?:(?:\w+ ){{0,3}}?{_ITEMS}\b|and\b|or\b|one\b))|"
    rf"\b(?:{_ITEMS}|number|no\.?|nr\.?) ?#?(?P<count>\d{{1,2}}|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)\b(?![\d/–-]|[,.]\d| (?:areas?|items?|points?)\b)",
    re.IGNORECASE,
)
_PLACE_OF = {word: place for place, word in enumerate(_PLACES, 1)}
_COUNT_WORDS = (
    *("two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve"),
)


def supposed_in(text: str) -> Supposed | None:
    """What the question takes for granted; None where it only asks."""
    counted = _COUNTED.search(text)
    items: int | None = None
    if counted is not None:
        word = counted["count"].lower()
        items = _number(word)
    places = [
        _PLACE_OF[m["place"].lower()] if m["place"] else _number(m["count"].lower())
        for m in _PLACE.finditer(text)
    ]
    grade: Grade | None = None
    was: Grade | None = None
    move: Move | None = None
    if any(taken.search(text) for taken in (_SUPPOSES, _WAS_GRADED, _SO_GRADED)):
        grade = _grade_in(text)
        move = next((name for name, pattern in _MOVES if pattern.search(text)), None)
        if (went := _FROM_TO.search(text)) is not None:
            first, last = (_grade_in(f"was {went[end]}") for end in ("first", "last"))
            if first is not None and last is not None and first != last:
                grade, move = last, "up" if _RANK[last] > _RANK[first] else "down"
                was = first
    if grade is None and move is None and items is None and not places:
        return None
    return Supposed(grade, move, items, was, max(places, default=None))


def _number(word: str) -> int:
    """A number of one or two figures, or a word for two to twelve."""
    return int(word) if word.isdigit() else _COUNT_WORDS.index(word) + 2


def _grade_in(text: str) -> Grade | None:
    return next(iter(grades_in(text)), None)
