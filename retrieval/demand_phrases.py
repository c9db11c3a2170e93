"""The turns of phrase by which a question shows what an answer must hold. Reviewed by hand."""

import re

from retrieval.query import Measure

MEASURES: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    ("clock", re.compile(r"\b(?:at )?what time\b(?! of)", re.IGNORECASE)),
    (
        "age",
        re.compile(
            r"\bhow (?:old|young)\b|\b(?:what|which) age\b|"
            r"\b(?:average|mean) age\b",
            re.IGNORECASE,
        ),
    ),
    (
        "change",
        re.compile(
            r"\bby how (?:much|many)\b|\bfrom what to what\b|"
            r"\bhow (?:much|far) (?:did|do|does|has|have|had) [^?]*\b(?:go up|gone up|go down|"
            r"gone down|come down|increase|increased|rise|risen|fall|fallen|drop|dropped|grow|"
            r"grown|reduce|reduced|cut)\b|\bwhat (?:increase|reduction|rise|fall|drop)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "duration",
        re.compile(
            r"\bhow (?:long|soon|quickly in)\b|"
            r"\bhow many (?:working |school |calendar )?(?:minutes|hours|days|weeks|months)\b|"
            r"\bin (?:working )?(?:days|weeks|hours|months)\s*\??\Z",
            re.IGNORECASE,
        ),
    ),
    (
        "money",
        re.compile(
            r"\bhow much\b(?=[^?]*\b(?:spen[dt]\w*|costs?|(?:pay|paid|pays)(?! for)|money|"
            r"budget\w*|fund\w*|invest\w*|earns?|worth|charged?|allowance|grant|savings?|"
            r"overspen[dt])\b)|"
            r"\b(?:what|which|with what|how (?:large|big|high)) (?:\w+ ){0,4}?"
            r"(?:budget|unit cost|cost|salary|wages?|pay(?! for)|fee|price|overspend|spend|"
            r"allowance|"
            r"grant)\b(?! cuts?\b)|"
            r"\bwhat (?:does|did|do|would) [^?]{1,50}? cost\b|\bunit costs? of\b|"
            r"\bsalar(?:y|ies)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "share",
        re.compile(
            r"\b(?:what|which|with what) (?:was |is |were |are )?(?:the )?(?:\w+ )?"
            r"(?:proportion|percentage|share|%)|\b(?:what|which) %|\bpercentage of\b",
            re.IGNORECASE,
        ),
    ),
    (
        "count",
        re.compile(
            r"\bhow many\b|\b(?:exact|actual|precise) numbers?\b|"
            r"\b(?:what is |what was )?(?:the )?number of\b",
            re.IGNORECASE,
        ),
    ),
    (
        "figure",
        re.compile(
            r"\bhow (?:often|high|low|large|big)\b|\bhow much\b(?! (?:better|worse|of|does|do|did|"
            r"is|are|was|were|has|have|had|can|could)\b)|"
            # What is said "about caseloads" is no figure.
            r"\b(?:what(?:[’']s)?|which) (?:is |was |are |were )?(?:the |its |their )?"
            r"(?:(?!(?:about|on|regarding)\b)\w+[ -]){0,4}?"
            r"(?:rate|average|number|total|figure|ratio|caseload|score|target)s?\b|"
            r"\brate of\b|"
            # "NEET rate, September 2017?" asks without a verb.
            r"\A(?!.*\b(?:wh\w+|how|is|are|was|were|do|does|did|has|have|had|can|any)\b)"
            r".*\b(?:figures?|rates?|number|percentage|total|average|count)\b",
            re.IGNORECASE,
        ),
    ),
)
COUNTED = re.compile(
    r"\b(?:how many|number of) (?:(?:of|the|its|their|other|more|different|new) )*"
    r"(?P<thing>[\w’'-]+(?: (?!(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|"
    r"should|must|went|came|made|in|on|of|at|by|to|who|that|with|for|from|per|and|or|there|got|get|take|took|left|"
    r"went|lived?|leave|according|a|the|does)\b)[\w’'-]+){0,3})",
    re.IGNORECASE,
)
# "What is the number of the front door" is no figure to be counted.
REACHED = re.compile(
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
NAMED = re.compile(
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
    rf"(?! (?:able|being|responsible|left|in need|told|involved))|\bwhich (?:\w+ )?judge\b",
    re.IGNORECASE,
)
DOES = re.compile(
    r"\bwho(?:m)? (?:currently |now )?(?P<verb>leads?|led|runs?|ran|chairs?|chaired|heads?|headed|"
    r"manages?|managed|owns?|delivers?|delivered|provides?|provided|supplie[sd]|founded|wrote)\b",
    re.IGNORECASE,
)
# "What did the auditors say?"; inspectors and papers are the documents, not who these quote.
SPEAKER = re.compile(
    r"\bwhat (?:did|does|do|has|have|had) (?:the |its |their |local |any |some )*"
    r"(?P<who>[A-Za-z][\w’'-]*(?: [\w’'-]+){0,2}?) (?:themselves )?(?:say|said|think|thought|tell|"
    r"told|"
    r"find|found|conclude|decide|recommend|complain|make of|feel|agree)\b",
    re.IGNORECASE,
)
NO_SPEAKER = re.compile(
    r"\b(?:inspect\w*|ofsted|hmi|it|s?he|they|we|you|i|this|that|reports?|letters?|visits?|papers?|pack|"
    r"documents?|minutes|pages?|council|authority|borough|panel|review|report|service|team|latest|"
    r"newest|law|act|guidance|strategy|plan|\d+)\b",
    re.IGNORECASE,
)
SORT = re.compile(r"\b(?:which|what) (?P<words>(?:[\w’'&-]+ ?){1,4})", re.IGNORECASE)
# "What does the school do?" asks for no school.
VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|the|a|an|of)\b",
    re.IGNORECASE,
)
# What follows the name of a sort and is what is asked for itself: "which school nurses".
OF_A_SORT = re.compile(
    r"[ -](?:(?:age|aged) )?(?:children|pupils|staff|places?|leaders?|leavers?|governors?|workers?|"
    r"officers?|nurs\w+|improvement|exclusions?|attendance|readiness|services?|teams?|systems?|"
    r"years?|days?|terms?|holidays?|meals?|visits?|visitors?|orders?|hearings?|proceedings|work|"
    r"boards?|managers?|moves?|places|admissions?|support|settings?|provision)\b",
    re.IGNORECASE,
)
# "Which home was it? I need the name": what has a name of its own is asked for by it.
# What is said before it is asked: "I'm preparing for a peer review. Which areas…?"
ASIDE = re.compile(r"\A\W*(?:I|I[’']m|I[’']ve|We|We[’']re|My|Our|As)\b[^?]*?[.!:–—-]\s+(?=\S)")
CALLED = re.compile(
    r"\bnames? of (?:the |its |their |that |this )?(?!child|young|famil|parent|social)|"
    r"\b(?:need|want|give me|looking for|know) (?:the|its|their) names?\b|\bby name\b|"
    r"[,;.:?–-] ?(?:its |the )?names?(?: please)?\W*\Z|\bwhat (?:is|was|are|were) [^?]* called\b|"
    r"\bwhat[’']s [^?]* called\b",
    re.IGNORECASE,
)
# A figure that is said in passing: of the reader's own knowledge, to be borne out.
TAKEN = re.compile(
    r"(?<![\w£.,/-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: ?%| per ?cent\b)|"
    r"£ ?\d[\d,.]*(?: ?(?:million|billion|m|bn|k)\b)?|\b\d+(?= (?:miles|km)\b)|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)-(?:day|week|month|hour)\b",
    re.IGNORECASE,
)
TAKEN_COUNT = re.compile(
    r"\b(?:the|those|these|all|its|their|why (?:are|were|was|is|did|do|does|had|have|"
    r"has) (?:there |"
    r"only |about )?|which|what|which of the|"
    r"what (?:happened to|became of) the|of the) (?:\w+ )?(?P<count>four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|"
    r"(?!(?:19|20)\d\d\b)\d{2,4})"
    r" (?!recommendations?\b|areas?\b|bullets?\b|points?\b|things?\b|"
    r"items?\b|actions?\b|reports?\b|inspections?\b|letters?\b|visits?\b|grades?\b|questions?\b|"
    r"improvements?\b|per ?cent|%|years?\b|months?\b|weeks?\b|days?\b|and\b|to\b|or\b|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)[a-z]",
    re.IGNORECASE,
)
ROUGHLY = re.compile(r"\b(?:roughly|about|around|approximately|some|nearly|almost)\s+\Z", re.I)
FUTURE = re.compile(
    r"(?:\A|\b(?:when|what|which|who|where|how (?:many|much|long|often|soon)) (?:[\w’'-]+ ){0,6}?)"
    r"will\b|\A(?!.*\b(?:was|were|did|had|found)\b).*\bnext (?:full |Ofsted |ILACS )?"
    r"(?:inspect\w*|visit\w*|report|monitoring|focused|grade|rating)|"
    r"\A(?:is|are) [^?]*\bgoing to\b|\b(?<!the )next time\b|"
    r"\bgoing to (?:be|get)\b[^?]*\b20[3-9]\d\b|\bin (?:the )?future\b|\bnext be\b",
    re.IGNORECASE,
)
LAW = re.compile(
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
WORSE = re.compile(
    r"\b(?:get|got|gotten|become|became|grown|grew) (?:\w+ )?(?:worse|weaker|poorer)\b|"
    r"\bworsen\w*|\bdeteriorat\w*|\b(?:declin|weaken)(?:e|ed|ing)\b|\bgo(?:ne)? downhill\b|"
    r"\bwent downhill\b|\bslip(?:ped)? back\b",
    re.IGNORECASE,
)
BETTER = re.compile(
    r"\b(?:get|got|gotten|become|became) (?:\w+ )?(?:better|stronger)\b|"
    r"\bimprove[ds]?\b(?! (?:by|on)\b)|\bstrengthen(?:ed|s)?\b",
    re.IGNORECASE,
)
WHY = re.compile(
    r"(?:\A|[,;:.?!–-]\s+|\band\s+|\bso\s+)(?:why|how come|what made|what caused|what led)\b|"
    r"\bexplain why\b",
    re.IGNORECASE,
)

BLAMES = re.compile(
    r"\b(?:not|poor\w*|weak\w*|slow\w*|late|delay\w*|low|fail\w*|criticis\w+|problems?|"
    r"struggl\w+|lack\w*|unable|too (?:few|many|long|little|slow)|inconsisten\w+|ineffective|"
    r"bad(?:ly)?|concern(?:ed|s)?|worr\w+)\b|n[’']t\b",
    re.IGNORECASE,
)
WRONG = re.compile(
    r"\bwhat (?:is|was|were|are) (?:the )?(?:\w+ )?(?:problems?|trouble|criticisms?|wrong|"
    r"shortfalls?|weakness(?:es)?|failings?|shortcomings?)\b|"
    r"\bwhat (?:\w+ )?(?:criticisms?|problems?|"
    r"weaknesses|shortfalls?|shortcomings) (?:did|do|does|was|were|had|have)\b|"
    r"\bwhat (?:\w+ )*do (?:inspectors )?criticis\w+",
    re.IGNORECASE,
)
MEETING = re.compile(r"\bmeeting\b", re.IGNORECASE)
PRAISES = re.compile(
    r"\b(?:prais\w+|so (?:good|well|strong|effective|successful)|succeed\w*|impress\w+|"
    r"do(?:es|ing)? so well|commended)\b",
    re.IGNORECASE,
)
OFFICE = re.compile(rf"\b{_ROLE}\b", re.IGNORECASE)
