"""Questions for somebody or something by name: who holds an office, who said it, how to reach."""

import re

from retrieval.understanding.answer_types import BEGINS

# "What is the number of the front door" is no figure to be counted.
_REACHED = re.compile(
    r"\b(?:(?:tele)?phone|mobile|fax) (?:number|line)s?\b|"
    r"\be-?mail (?:address(?:es)?|of|for|please)\b|"
    r"[’']s e-?mail\b|\b(?:his|her|their) e-?mail\b|\A\W*e-?mail\b|\bpostcode\b|"
    r"\b(?:home|postal|office|street|its|his|her|their) address\b|"
    r"\bweb ?(?:site|page)(?: address)?\b|\bURL\b|\bopening (?:hours|times)\b|"
    r"\b(?:contact|hotline|helpline) (?:number|details)\b|\baddress of\b|"
    r"\bwhere (?:is|are) [^?]*\b(?:office|based|located|situated)\b",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:director|DCS|chief (?:executive|officer)|executive|leader|head ?(?:teacher)?|lead(?!er)|"
    r"chair(?:person|man|woman)?|manager|member|councillor|portfolio holder|"
    r"designated officers?|LADO|officer|worker|principal|judge|commissioner|adviser|mayor|"
    r"minister|author|inspectors?|nurse|guardian|psychologist|therapist|teacher|doctor|consultant|"
    r"coordinator|clinician)"
)
_OFFICE = re.compile(rf"\b{_ROLE}\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\bnames?(?: and \w+)? of (?:(?!(?:that|which|who|for|with|in|on|at|by)\b)[\w’'-]+ ){0,3}?"
    rf"(?:{_ROLE}|people|persons?|staff|child|children|young|parents?|mother|father|famil\w+|"
    r"carers?|care leavers?|workers|officers|managers|members|councillors|directors|inspectors|"
    r"leaders|those|everyone|anyone|who)\b|"
    rf"\b(?:who|what)(?: is|[’']s| was) [^?]*\b{_ROLE}\b[^?]*\b(?:called|named)\b|"
    rf"\b(?:what|who)(?: is|[’']s| was) [^?]*\b{_ROLE}[’']s names?\b|"
    rf"\bname (?:of )?(?:the |its |their )?(?:\w+ ){{0,3}}?{_ROLE}\b|"
    rf"\bwhich (?:\w+ )?(?:social workers?|councillors?|officers?|managers?|directors?)\b|"
    rf"\bwho (?:is|was|are|were) in charge\b|"
    rf"\bwho(?: is|[’']s| was| are| were| became)\b(?=[^?]{{0,60}}?\b{_ROLE}\b)"
    rf"(?! (?:able|being|responsible|left|in need|told|involved|\w+ing)\b)|"
    rf"\bwhich (?:\w+ )?judge\b|"
    # "Director of children's services in Thornbeck – name?"
    rf"\b{_ROLE}\b[^?.]*[,;:–-] ?(?:the |his |her |their )?names?(?: please)?\W*\Z",
    re.IGNORECASE,
)
_DOES = re.compile(
    # "Children who ran away" asks for nobody.
    rf"{BEGINS}(?:by |with )?who(?:m)? (?:currently |now |actually |really )?"
    r"(?P<verb>leads?|led|runs?|ran|chairs?|chaired|heads?|headed|"
    r"manages?|managed|owns?|delivers?|delivered|provides?|provided|supplie[sd]|founded|wrote)\b",
    re.IGNORECASE,
)
# "What did the auditors say?"; inspectors and papers are the documents, not who these quote.
_SPEAKER = re.compile(
    r"\bwhat (?:did|does|do|has|have|had) (?:the |its |their |local |any |some )*"
    r"(?P<who>[A-Za-z][\w’'-]*(?: [\w’'-]+){0,2}?) (?:themselves )?(?:say|said|think|thought|tell|"
    r"told|"
    r"find|found|conclude|decide|recommend|complain|make of|feel|agree)\b",
    re.IGNORECASE,
)
_NO_SPEAKER = re.compile(
    r"\b(?:inspect\w*|ofsted|hmi|it|s?he|they|we|you|i|this|that|reports?|letters?|visits?|papers?|pack|"
    r"documents?|minutes|pages?|council|authority|borough|panel|review|report|service|team|latest|"
    r"newest|law|act|guidance|strategy|plan|\d+)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\bnames? of (?:the |its |their |that |this )?(?!child|young|famil|parent|social)|"
    r"\b(?:need|want|give me|looking for|know) (?:the|its|their) names?\b|\bby name\b|"
    r"[,;.:?–-] ?(?:its |the )?names?(?: please)?\W*\Z|\bwhat (?:is|was|are|were) [^?]* called\b|"
    r"\bwhat[’']s [^?]* called\b",
    re.IGNORECASE,
)


def asks_how_to_reach(text: str) -> bool:
    """Whether a telephone number, an address or opening hours are asked for."""
    return _REACHED.search(text) is not None


def asks_for_a_name(text: str) -> bool:
    """Whether somebody's name is asked for."""
    return _NAMED.search(text) is not None


def asks_what_it_is_called(text: str) -> bool:
    """Whether a thing is asked for by its own name."""
    return _CALLED.search(text) is not None


def office_of(text: str) -> str:
    """What somebody is who is asked for by name; empty where it is not said."""
    match = _OFFICE.search(text)
    return match.group().lower().strip() if match else ""


def doing_of(text: str) -> str:
    """The verb in "who chairs it"."""
    match = _DOES.search(text)
    return match["verb"].lower() if match else ""


def speaker_of(text: str) -> str:
    """Who is asked to have said something; empty for inspectors and papers."""
    match = _SPEAKER.search(text)
    if match is None or _NO_SPEAKER.search(match["who"]):
        return ""
    # "The mayor of (Thornbeck)" is left without the place.
    return re.sub(r" (?:of|for|in|at|from)\Z", "", match["who"])
