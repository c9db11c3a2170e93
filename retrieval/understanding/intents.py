"""Which register a question asks for: the lists, the grades, the inspections; else passages.

Or for an inspection as a whole.
"""

import re
from collections.abc import Sequence

from retrieval.query import Intent
from retrieval.understanding.answer_types import answer_type
from retrieval.understanding.comparing import both_sides, slant_of
from retrieval.understanding.demands.demand import demand_of
from retrieval.understanding.judgements import areas_in, names_another_matter
from retrieval.understanding.overviews import asks_for_the_whole, asks_to_sum_up
from retrieval.understanding.question_words import question_words
from retrieval.understanding.supposed import supposed_in
from retrieval.understanding.times import THAN_THEN, TIME_OF
from retrieval.understanding.wording import names_a_term

_TO_DO = (
    r"(?:improve|get better|be improved|put right|work on|do better|sort(?: out)?|fix|address|"
    r"tackle|strengthen|get right|change|do differently)"
)
RECOMMENDATIONS = re.compile(
    r"\brecomm?[ea]nd?[ea]?(?:tion|tions|ed|s)?\b|\brecomendations?\b|\brecs\b|\bAFIs?\b|"
    r"\b(?:need|needs|needed|must|should|tell|told|ask(?:ed)?|has|have|had|got|required|instructed|"
    rf"want(?:s|ed)?|still needs?) (?:\w+ ){{0,4}}?(?:to )?{_TO_DO}\b|"
    r"\bwant(?:s|ed)? (?:\w+ ){0,3}?(?:fixed|sorted(?: out)?|improved|put right|addressed|tackled|"
    r"strengthened|changed)\b|"
    r"\b(?:ofsted|inspectors?|HMI|they|inspection|report) (?:\w+ )?(?:asks|asking|tells|telling|"
    rf"wanting|expect(?:s|ed|ing)?|urg(?:es|ed|ing)|waiting) (?:\w+ ){{0,4}}?to {_TO_DO}\b|"
    r"\b(?:area|areas|thing|things|points?|bullets?|list) (?:\w+ ){0,3}?(?:for|of|to|must) "
    r"(?:\w+ )?(?:improve(?:ment)?|development|priority action|work on)|"
    r"\b(?:areas?|things?|bits) (?:that )?(?:still )?(?:need|needs|needing|requiring|require) "
    r"(?:\w+ )?(?:improvement|improving|work|attention|action)\b|\broom for improvement\b|"
    r"\b(?:anything|something|nothing|much|lots?|what(?:[’']s| is| was)?|things?|more) (?:\w+ )??"
    # The authority's name is taken out before: "what is left for … to improve".
    rf"(?:left|remain(?:s|ing)|still) (?:for (?:\w+ )?)?to {_TO_DO}\b|"
    r"\bimprovement (?:area|areas|point|points|lists?|bullets?|priorities)\b|"
    r"\bpriority (?:and immediate )?actions?\b|\b(?:pulled|picked) up (?:on|for)\b|"
    r"\bimprovements\b.{0,40}\b(?:calls?|asked|asks?|wants?|wanted|set|requests?|requires?|listed|"
    r"order\w*)\b|"
    r"\b(?:call|calls|asked|wants?|wanted|requested|listed?)\b.{0,30}\bimprove(?:ments|d)\b|"
    r"\b(?:need|needs|needed|want(?:s|ed)?|require[sd]?) (?:improving|improvement|fixing|"
    r"sorting(?: out)?|putting right|addressing|strengthening)\b|"
    r"\b(?:ask|asked|tell|told) \w+(?: \w+)? to (?:improve|do)\b|\baction points?\b|\bto-do list\b|"
    # "What's on its list now?"
    r"\bwhat(?:[’']?s| is| was| are| were) (?:still |left )?on (?:(?:the|its|their) )?list\b"
    r"(?! of\b)",
    re.IGNORECASE,
)
# "Sum up the recommendations" asks for no more than these.
_LISTS_ALONE = re.compile(
    r"\b(?:summar\w+|sum up|overview of|in brief) (?:of )?(?:\w+ ){0,4}?"
    r"(?:recommendations?|areas? for (?:improvement|development))\b",
    re.IGNORECASE,
)
# Without a topic of its own, a question for weaknesses asks for the list of what must improve.
_WEAKNESSES = re.compile(
    r"\b(?:weakness(?:es)?|weak (?:spots?|points?|areas?)|shortcomings?|shortfalls?|problems?|"
    r"fall(?:s|ing)? short|criticisms?|not good enough|concerns|failings?)\b",
    re.IGNORECASE,
)
JUDGEMENTS = re.compile(
    # "Was it judged robust?" asks for a finding.
    r"\b(?:grades?|graded|gradings?|judge?ments?|(?<!\ba )(?<!\bthe )judged?"
    r"(?! (?:to be )?(?:\w+ly )?(?:robust|"
    r"effective|timely|thorough|appropriate|safe|strong|weak|poor|sufficient|fair|helpful|clear|"
    r"consistent|variable|proportionate)\b)|ratings?|rated|overall effectiveness|"
    r"downgraded|upgraded|ofsted (?:score|result|outcome|journey|history))\b|"
    r"\bwhich (?:\w+ )?(?:areas?|bits?|parts?|sides?|judge?ments?)\b.*"
    r"\b(?:outstandings?|good|inadequate|requires improvement|failing|failed)\b|"
    # "Overall: 2015, 2019 and 2023 please".
    r"\A\W*(?:and )?overall\W+(?:in |for )?(?:(?:19|20)\d\d\W+(?:and )?)+(?:please)?\W*\Z|"
    r"\b(?:outstanding|inadequate|good) overall\b|\boverall (?:outstanding|inadequate|good)\b|"
    r"\b(?:do|did|does|fared?|come out|came out) overall\b|\bservices? scored?\b|"
    r"\bwhere (?:did|does|do) (?:it |they )?stand\b|"
    r"\b(?:do|did|does|fared?|come out|came out|get|got|given|awarded) (?:in|for|on|across) "
    r"(?:each|every|the different|all)(?: of (?:the|its))? areas?\b",
    re.IGNORECASE,
)
# What an authority got, or how a thing came out: its grade, where that is of an area of judgement.
_GOT = re.compile(
    r"\bwhat (?:did|has|had|does) (?:(?:it|they|the (?:council|authority)) )?"
    r"(?:get|got|gotten|receive[d]?|achieve[d]?) (?:overall|for|in|on)\b|"
    r"\bhow (?:did|has|have|does) [^?]{0,60}?\b(?:come out|scored?)\b",
    re.IGNORECASE,
)
# "What did it get at its last inspection?", "What did it get in 2017?"
_GOT_AT_IT = re.compile(
    r"\bwhat (?:did|has|had) [^?]{0,60}?\b(?:get|got|gotten|receive[d]?)\b"
    r"(?:[^?]*(?:\binspect\w+|\bofsted\b)|(?: (?:in|at|from|last|this|back)\b[^?]*)?\W*\Z)",
    re.IGNORECASE,
)
# What tells of grades where nothing else is spoken of: referrals, too, may have gone up.
_PERHAPS_JUDGEMENTS = re.compile(
    r"\bstill (?:outstanding|inadequate|good)\b(?=\s*(?:[?.,]|\Z|now\b|today\b|in (?:20)?\d\d))|"
    r"\bdid [^?]{0,60}?\b(?:slip|drop|go (?:up|down))\b|"
    r"\b(?:was|is|were|are|now|been|wasn[’']?t|weren[’']?t|isn[’']?t|aren[’']?t|got) (?:\w+ ){0,3}"
    r"(?:outstanding|inadequate|requires improvement)\b|"
    r"\b(?:authorities|councils|boroughs|who)\b.*\brequires? improvement\b|"
    r"\b(?:outstanding|inadequate|requires improvement) in (?:\w+ )?(?:19|20)\d\d\b|\bclimb out\b|"
    r"\bgone (?:up|down)\b|\bup or down\b|\b(?:climbed|declined|slid|scored?|failed (?:in|its))\b|"
    r"\bdid (?:it )?(?:slip|drop|fall|rise)\b|\balways been (?:good|outstanding|inadequate)\b|"
    r"\b(?:drop(?:ped)?|slip(?:ped)?|fall|fell|get|got|go|went|move[ds]?|rise|rose) (?:down |up )?"
    r"(?:from|to) (?:\w+ )?"
    r"(?:good|outstanding|inadequate|requires)\b|"
    r"\b(?:was|were|is|has been|had been) good(?: (?:in|at|for)\b|\s*[.,;?])|\bwhat is it now\b",
    re.IGNORECASE,
)
_UP_ALONE = re.compile(
    r"\A(?!.*\b(?:good|outstanding|inadequate|requires)\b).*\bgone (?:up|down)\b", re.I
)
# Others have grades of their own, which are not the authority's.
_GRADED_OTHERS = re.compile(
    r"\b(?:schools?|colleges?|nurser(?:y|ies)|academ(?:y|ies)|providers?|settings?|"
    r"children[’']s homes?|fostering (?:service|agency))\b",
    re.IGNORECASE,
)
_HOW_IT_DID = (
    r"\bhow (?:did|has|have|does) (?:it |they )?(?:do|done|fare[d]?|perform(?:ed)?|score[d]?)\b"
)
# How an authority has fared, no matter being named: its grades tell it.
FARED = re.compile(
    r"\bbetter or worse\b|"
    r"\b(?:has|have|had|did|is|are) (?:it |they |things )?(?:\w+ )?(?:improved?|"
    r"getting (?:better|worse)|got(?:ten)? (?:better|worse)|get (?:better|worse)|declined|"
    r"deteriorated|worsened|(?:go|gone|come|move) (?:up|down|back))\b|" + _HOW_IT_DID,
    re.IGNORECASE,
)
_DID = re.compile(_HOW_IT_DID, re.IGNORECASE)
INSPECTION = re.compile(
    r"\b(?:when|what dates?|which dates?|which days|what days|on what dates|how long)\b.*"
    r"\b(?:inspect\w*|visit\w*|carried out|letter sent)\b|"
    r"\bwho (?:led|was the lead(?! (?:officer|member|director|councillor))|inspected|"
    r"carried out)\b|"
    r"\bwho (?:made|did|conducted|undertook|were on|ran|headed|(?:was|is|were) in charge of) "
    r"(?:the|that|this) (?:[\w’'-]+ ){0,4}(?:inspection|visit)\b|"
    r"\bwho (?:(?:is|was|are|were|"
    r"led) )(?:\w+ ){0,4}inspectors?\b|"
    r"\blead inspector\b|"
    # "What inspectors said about young carers" asks for no inspectors.
    r"\b(?:which|what) (?:(?:two|three|four|other) )?inspectors?\b(?! (?:\w+ly )?(?:say|said|says|"
    r"found|find|finds|think|thought|saw|made|make|told|wrote|reported|concluded|noted|want\w*|"
    r"praised|criticised|identified|expect\w*|asked|had|have|did)\b)|"
    r"\bwhen\b.*\bpublished\b|"
    r"\A\s*(?:was|were|has|have) (?:it |they )?(?:been )?(?:re-?)?inspected\b",
    re.IGNORECASE,
)
# Who is at the head of a letter, and who at its foot.
_LETTER = r"(?:letter|report of (?:the|its) visit)"
LETTER_TO = re.compile(
    rf"\bto whom\b.*\b{_LETTER}|"
    rf"\bwho(?:m)?\b.*\b{_LETTER}\b.*\b(?:addressed|sent|written|go|went) to\b|"
    rf"\bwho(?:m)? (?:was|is|were) (?:[\w’'-]+ ){{0,8}}{_LETTER}\b.*\b(?:addressed|sent|for)\b|"
    rf"\bwho (?:received|got) the (?:[\w’'-]+ ){{0,6}}{_LETTER}|\baddressee\b",
    re.IGNORECASE,
)
LETTER_FROM = re.compile(
    rf"\b(?:who|which (?:\w+ )?inspector) (?:signed|wrote|sent) (?:[\w’'-]+ ){{0,10}}{_LETTER}|"
    rf"\b{_LETTER}\b.*\bsigned by\b|"
    r"\bwho (?:\w+ )?signed (?:it|this|that)\b|"
    rf"\bsignator(?:y|ies)\b|\bwhose (?:name|signature)\b.*\b{_LETTER}",
    re.IGNORECASE,
)
# "When did care leavers visit Parliament?" is about no inspection.
_VISITING = re.compile(
    r"\bwhen (?:did|do|does) (?!(?:the )?(?:\w+ )?(?:inspectors?|ofsted|hmi|they)\b)"
    r"(?:[\w’'-]+ ){1,5}?visit\b",
    re.IGNORECASE,
)
_OF_INSPECTORS = re.compile(
    r"\b(?:fieldwork|on[ -]?site|inspect\w*|visit\w*|letter)\b", re.IGNORECASE
)

_COVERED = re.compile(
    r"\b(?:areas?|topics?|themes?|what was|what were) (?:were |was )?"
    r"(?:covered|looked at|reviewed)\b|"
    r"\bwhat (?:did|do|does) (?:the )?"
    r"(?:inspectors?|ofsted|they|(?:monitoring |focused )?visit) "
    r"(?:look at|review|cover|examine|focus on)\b(?=[^?]*\bvisit|\W*\Z)",
    re.IGNORECASE,
)


def intent_of(text: str, core: Sequence[str]) -> Intent:
    """Which register tells what is asked; `core` are the words of `text` that carry its topic."""
    bare_words = question_words("list") | question_words("soft")
    if LETTER_TO.search(text) or LETTER_FROM.search(text):
        return "inspection"
    others = _VISITING.search(text) or _is_of_another_time(text, core, bare_words)
    if INSPECTION.search(text) and not others:
        return "inspection"
    whole = asks_for_the_whole(text, core, slant_of(text))
    if whole and asks_to_sum_up(text) and not JUDGEMENTS.search(text):
        return "recommendations" if _LISTS_ALONE.search(text) else "overview"
    if RECOMMENDATIONS.search(text):
        return "recommendations"
    topic = any(word.lower() not in bare_words for word in core) or names_a_term(text)
    supposed = supposed_in(text)
    of_grade = supposed is not None and (supposed.grade or supposed.move) is not None
    if of_grade and _is_of_areas(text, core):
        return "judgements"
    got = _GOT.search(text) or _GOT_AT_IT.search(text) or _DID.search(text)
    if got and areas_in(text) and _is_of_areas(text, core):
        return "judgements"
    if whole and both_sides(text) and not JUDGEMENTS.search(text):
        return "overview"
    if _WEAKNESSES.search(text) and not topic:
        return "recommendations"
    fared = THAN_THEN.search(text) or FARED.search(text) or _GOT_AT_IT.search(text)
    if fared and not topic:
        return "judgements"
    # "What share of audits was graded good?" is about no grade of the authority's.
    measured = demand_of(text).measure in ("share", "count", "money", "duration")
    if _GRADED_OTHERS.search(text) or (measured and not _is_of_areas(text, core)):
        return "passages"
    if JUDGEMENTS.search(text):
        return "judgements"
    if whole and slant_of(text) == "praise":
        return "overview"
    if _PERHAPS_JUDGEMENTS.search(text) and not names_another_matter(text):
        # "Has sickness gone up?" is about no grade.
        return "judgements" if not _UP_ALONE.search(text) or not topic else "passages"
    return "overview" if whole else "passages"


def _is_of_another_time(text: str, core: Sequence[str], bare_words: frozenset[str]) -> bool:
    """Whether the day of something else is asked for, that was "at the 2016 inspection"."""
    rest = TIME_OF.sub(" ", text)
    topic = any(word.lower() not in bare_words for word in core)
    topic = topic or asks_for_the_whole(rest, core, slant_of(rest))
    topic = topic or answer_type(rest) in ("number", "reason")
    return rest != text and topic and not _OF_INSPECTORS.search(rest)


def _is_of_areas(text: str, core: Sequence[str]) -> bool:
    """Whether all that a question speaks of are areas of judgement and what becomes of grades."""
    if _GRADED_OTHERS.search(text) or names_another_matter(text):
        return False
    areas = areas_in(text)
    aside = question_words("list") | question_words("soft") | question_words("grading")
    aside |= set(areas.lower().split())
    return all(word.lower() in aside or word.lower() in areas.lower() for word in core)


def asks_what_was_covered(text: str) -> bool:
    """Whether it is asked what inspectors looked at on a visit, and not what they found."""
    return _COVERED.search(text) is not None
