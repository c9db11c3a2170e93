"""The turns of phrase by which a question shows what it asks for. Reviewed by hand."""

import re

from corpus.documents import Kind
from corpus.judgements import Area, Grade
from retrieval.query import AnswerType, Move

NEWEST = re.compile(
    r"\b(current(?:ly)?|latest|newest|most recent(?:ly)?|(?:the|their|its) recent (?:\w+ )?"
    r"(?:inspection|report|visit)|last (?:inspection|report|visit|time|inspected)|this time|"
    r"now(?:adays)?|today|these days|at present|at the moment|"
    # "How many did it still have to do?" asks of a day that is past.
    r"(?<!did )(?<!did it )(?<!did they )(?<!had )(?<!were )(?<!was )still|to date|"
    r"(?:the )?last \w+ inspection|as it stands|just published|"
    r"outstanding (?:for|recommendations|actions|improvement))\b",
    re.IGNORECASE,
)
STILL = re.compile(
    r"(?<!did )(?<!did it )(?<!did they )(?<!had )(?<!were )(?<!was )\bstill\b|\byet\b|"
    r"\bany better\b",
    re.IGNORECASE,
)
# "Past 25": how an age is spoken of, which documents say in other words.
OF_AN_AGE = re.compile(
    r"\b(?:past|over|above|beyond|after|under|until|turn(?:s|ed|ing)?|reach(?:es|ed|ing)?) "
    r"(?=(?:1\d|2[0-6])\b)",
    re.IGNORECASE,
)
OVER_TIME = re.compile(
    r"\b(over time|over the years|through the years|year by year|(?:each|every) (?:inspection|"
    r"report|time)|every (?:\w+ )?grade|ever|always (?:been|had)|changes? (?:in|to|over|since)|"
    r"changed?(?=\s*(?:[?.,]|\Z|(?:since|between|over|from|across|at all|and)\b))|"
    r"the change|\bhow (?:has|have|had|did)\b.{0,80}\bchang(?:ed|e)\b|"
    r"moved?(?! (?:in|into|out|over|house|home|away|across|to (?:a|an|another|new|the|its))\b)|"
    r"gone (?:up|down)|up or down|history|journey|track record|trajectory|timeline|trend|"
    r"direction of travel|then and now|turned? (?:it |things )?around|better or worse|"
    r"(?:get|got|gotten|getting|become|became) (?:any )?(?:better|worse)|improved|"
    r"(?:problems?|issues?|weakness\w*|what|which)\b.{1,40}\b(?:came|come) back|"
    r"recur\w*|repeat(?:ed|edly|s)?|keeps? (?:coming|being|cropping)|"
    r"on both (?:lists|occasions)|in both|made progress|progress (?:on|with|made)|"
    r"since (?:the|its|their|that|then|it)(?: (?:last|previous|earlier))?|and since\b|"
    r"what happened (?:after|then|next|since)|after that\b|"
    r"last (?:two|three|four|few|couple of) (?:\w+ )?(?:inspections?|reports?)|"
    r"(?:hold|held|holds) on to|(?:kept|keeps?|maintain\w*|retain\w*) (?:its|their|the) "
    r"(?:\w+ )?(?:grade|rating|judge?ment|good|outstanding)|climb(?:ed)?|declined|"
    r"progress(?:ed)? since|compared? (?:with|to) (?:19|20)\d\d|between (?:19|20)\d\d|"
    r"from (?:19|20)\d\d to|before (?:that|it)\b|"
    r"before the (?:last|latest|current|newest|most)|it before|"
    r"(?:dealt with|sorted(?: out)?|fixed|resolved)\b(?=.*\b(?:since|by|yet|now)\b)|"
    r"(?:get|got|had|have) (?:[\w’'-]+ ){1,8}?(?:sorted|fixed|resolved|put right|in order)|"
    r"after (?:the|its|their|that|an) (?:inadequate|poor|bad|critical|damning|failed) "
    r"(?:\w+ )?(?:inspection|report|judge?ment|grade|rating)|"
    r"(?:two|three|four|five|six|both|all|several) (?:of )?(?:(?:its|their|the|ofsted|full|last) )*"
    r"(?:inspections|inspection reports)|"
    r"previous(?:ly)?|used to)\b",
    re.IGNORECASE,
)
# "In 2022 – had it got better?" is what the report of that year says of the time before it.
HAD_MOVED = re.compile(
    r"\bhad (?:it|they|this|that|things|these|the \w+) (?:\w+ )?(?:got|gotten|become|improved|"
    r"changed|moved)\b(?!.*\b(?:since|by|now|until)\b)",
    re.IGNORECASE,
)
# "Better or worse than in 2022?": from that year until now.
THAN_THEN = re.compile(
    r"\b(?:better|worse|up|down|improv\w+|declin\w+|higher|lower)\b[^?]{0,30}?\b(?:than|compared "
    r"(?:with|to)|against|on) (?:it was )?(?:in |back in )?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
COMPARE = re.compile(r"\b(compare|comparison|versus|vs\.?|difference between)\b", re.I)
EVERYWHERE = re.compile(
    r"\b(?:any|all|other|every) (?:other |of the |local )*"
    r"(?:authorit(?:y|ies)|councils?|boroughs?|counties)\b|"
    r"\b(?:authorities|councils|(?<!how many )boroughs)\b|"
    r"\b(?:who|anyone|anybody|everyone|nobody|where) else\b|"
    r"\bacross the (?:country|index|region)\b",
    re.IGNORECASE,
)
# "Shared with five or six boroughs": so many are part of what is told, and none is asked about.
SO_MANY = re.compile(
    r"\b(?:with|of|among|or) (?:two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:[\w’'-]+ ){0,3}?(?:authorities|councils|boroughs|counties)\b",
    re.IGNORECASE,
)
# One authority that is not known: all are searched, and what answers best is told.
_ONE = r"(?:which|what) (?:other |local |London )*(?:authority|council|borough|county)\b"
WHICH_ONE = re.compile(rf"\b{_ONE}|\A\s*(?:and )?whose\b", re.I)
WHICH_FIRST = re.compile(rf"\A\s*{_ONE}", re.I)
_TO_DO = (
    r"(?:improve|get better|be improved|put right|work on|do better|sort(?: out)?|fix|address|"
    r"tackle|strengthen|get right|change|do differently)"
)
RECOMMENDATIONS = re.compile(
    r"\brecomm?[ea]nd?[ea]?(?:tion|tions|ed|s)?\b|\brecomendations?\b|\brecs\b|\bAFIs?\b|"
    r"\b(?:need|needs|needed|must|should|tell|told|ask(?:ed)?|has|have|had|got|required|instructed|"
    rf"want(?:s|ed)?|still needs?) (?:\w+ ){{0,4}}?(?:to )?{_TO_DO}\b|"
    r"\b(?:ofsted|inspectors?|HMI|they|inspection|report) (?:\w+ )?(?:asks|asking|tells|telling|"
    rf"wanting|expect(?:s|ed|ing)?|urg(?:es|ed|ing)|waiting) (?:\w+ ){{0,4}}?to {_TO_DO}\b|"
    r"\b(?:area|areas|thing|things|points?|bullets?|list) (?:\w+ ){0,3}?(?:for|of|to|must) "
    r"(?:\w+ )?(?:improve(?:ment)?|development|priority action|work on)|"
    r"\b(?:areas?|things?|bits) (?:that )?(?:still )?(?:need|needs|needing|requiring|require) "
    r"(?:\w+ )?(?:improvement|improving|work|attention|action)\b|\broom for improvement\b|"
    r"\b(?:anything|something|nothing|much|lots?|what(?:[’']s| is| was)?|things?|more) (?:\w+ )??"
    rf"(?:left|remain(?:s|ing)|still) (?:for \w+ )?to {_TO_DO}\b|"
    r"\bimprovement (?:area|areas|point|points|lists?|bullets?|priorities)\b|"
    r"\bpriority (?:and immediate )?actions?\b|\b(?:pulled|picked) up (?:on|for)\b|"
    r"\bimprovements\b.{0,40}\b(?:calls?|asked|asks?|wants?|wanted|set|requests?|requires?|listed|"
    r"order\w*)\b|"
    r"\b(?:call|calls|asked|wants?|wanted|requested|listed?)\b.{0,30}\bimprove(?:ments|d)\b|"
    r"\b(?:ask|asked|tell|told) \w+(?: \w+)? to (?:improve|do)\b|\baction points?\b|\bto-do list\b",
    re.IGNORECASE,
)
# Without a topic of its own, a question for weaknesses asks for the list of what must improve.
WEAKNESSES = re.compile(
    r"\b(?:weakness(?:es)?|weak (?:spots?|points?|areas?)|shortcomings?|shortfalls?|problems?|"
    r"fall(?:s|ing)? short|criticisms?|not good enough|concerns|failings?)\b",
    re.IGNORECASE,
)
JUDGEMENTS = re.compile(
    r"\b(?:grades?|graded|gradings?|judge?ments?|judged?|ratings?|rated|overall effectiveness|"
    r"downgraded|upgraded|ofsted (?:score|result|outcome|journey|history))\b|"
    r"\bwhich (?:\w+ )?(?:areas?|bits?|parts?|sides?|judge?ments?)\b.*"
    r"\b(?:outstanding|good|inadequate|requires improvement)\b|"
    r"\b(?:outstanding|inadequate|good) overall\b|\boverall (?:outstanding|inadequate|good)\b|"
    r"\b(?:do|did|does|fared?|come out|came out) overall\b|\bservices? scored?\b|"
    r"\bwhere (?:did|does|do) (?:it |they )?stand\b|"
    r"\b(?:do|did|does|fared?|come out|came out|get|got|given|awarded) (?:in|for|on|across) "
    r"(?:each|every|the different|all)(?: of (?:the|its))? areas?\b",
    re.IGNORECASE,
)
# What an authority got, or how a thing came out: its grade, where that is of an area of judgement.
GOT = re.compile(
    r"\bwhat (?:did|has|had|does) (?:(?:it|they|the (?:council|authority)) )?"
    r"(?:get|got|gotten|receive[d]?|achieve[d]?) (?:overall|for|in|on)\b|"
    r"\bhow (?:did|has|have|does) [^?]{0,60}?\b(?:come out|scored?)\b",
    re.IGNORECASE,
)
# What tells of grades where nothing else is spoken of: referrals, too, may have gone up.
PERHAPS_JUDGEMENTS = re.compile(
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
# Others have grades of their own, which are not the authority's.
GRADED_OTHERS = re.compile(
    r"\b(?:schools?|colleges?|nurser(?:y|ies)|academ(?:y|ies)|providers?|settings?|"
    r"children[’']s homes?|fostering (?:service|agency))\b",
    re.IGNORECASE,
)
# "Overall, and was any area good?" asks for them all.
EVERY_AREA = re.compile(
    r"\b(?:any|which|each|every|all|other|the) (?:\w+ )?(?:areas?|bits?|parts?|grades)\b|"
    r"\b(?:anything|nothing|something|everything) (?:\w+ )?(?:graded|judged|rated|lower|higher|"
    r"worse|better|less|else)\b|\bwhich (?:\w+ ){0,5}grade\b|\bthe (?:rest|others?)\b|\bareas\b",
    re.IGNORECASE,
)
INSPECTION = re.compile(
    r"\b(?:when|what dates?|which dates?|which days|what days|on what dates|how long)\b.*"
    r"\b(?:inspect\w*|visit\w*|carried out|letter sent)\b|"
    r"\bwho (?:led|was the lead(?! (?:officer|member|director|councillor))|inspected|"
    r"carried out)\b|"
    r"\bwho (?:made|did|conducted|undertook|were on) the (?:[\w’'-]+ ){0,4}(?:inspection|visit)\b|"
    r"\bwho (?:(?:is|was|are|were|"
    r"led) )(?:\w+ ){0,4}inspectors?\b|"
    r"\blead inspector\b|"
    r"\b(?:which|what) (?:(?:two|three|four|other) )?inspectors?\b|\bwhen\b.*\bpublished\b",
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
    rf"\bwho (?:signed|wrote|sent) (?:[\w’'-]+ ){{0,10}}{_LETTER}|\b{_LETTER}\b.*\bsigned by\b|"
    r"\bwho (?:\w+ )?signed (?:it|this|that)\b|"
    rf"\bsignator(?:y|ies)\b|\bwhose (?:name|signature)\b.*\b{_LETTER}",
    re.IGNORECASE,
)
# "When did care leavers visit Parliament?" is about no inspection.
VISITING = re.compile(
    r"\bwhen (?:did|do|does) (?!(?:the )?(?:\w+ )?(?:inspectors?|ofsted|hmi|they)\b)"
    r"(?:[\w’'-]+ ){1,5}?visit\b",
    re.IGNORECASE,
)
# An inspection that only tells the time of something else: "in post at the 2016 inspection".
TIME_OF = re.compile(
    r"\b(?:at|by|before|after|since|during|until) (?:the|its|their|that|this) (?:\w+ ){0,4}?"
    r"(?:inspection|visit)\b",
    re.IGNORECASE,
)
OF_INSPECTORS = re.compile(
    r"\b(?:fieldwork|on[ -]?site|inspect\w*|visit\w*|letter)\b", re.IGNORECASE
)
DOCUMENT_OF = re.compile(
    r"(?:(?P<month>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\s+)?(?P<year>(?:19|20)\d\d)(?:/\d\d)?(?:[–-]\d\d)?\s+"
    r"(?:(?!(?:and|or|but|in|at|to|by|the|its|their|what|how|is|was|were)\s)[A-Z][\w-]+\s+){0,4}"
    r"(?:local authority |ofsted |full |focused |monitoring |unannounced |"
    r"scrutiny |agenda |inspection |visit |follow-up |department |performance )*"
    r"(?:inspections?|reports?|letters?|visits?|pack|papers|minutes|table|panel|task group|"
    r"review|update)\b|"
    r"\b(?:inspection|report|letter|visit|pack|minutes)s?(?: (?:of|to|in|from|for|dated|published) "
    r"(?:[A-Z]\w+ )*?)+(?:(?:on )?\d{1,2} )?(?:(?P<month2>january|february|march|april|may|june|"
    r"july|august|september|october|november|december)\s+)?(?P<year2>(?:19|20)\d\d)",
    re.IGNORECASE,
)
MONTH = re.compile(
    r"\b(?P<month>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b(?:,? (?P<year>(?:19|20)\d\d))?|"
    # "Aug 17", "Sept-2017": short for a month only where a year follows.
    r"\b(?P<short>jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?[ -]?"
    r"(?P<short_year>(?:20)?[0-3]\d)\b",
    re.IGNORECASE,
)
# "From 2011 to the latest report": all that lies between.
UNTIL_NOW = re.compile(
    r"\bfrom (?:[\w’']+ ){0,3}?((?:19|20)\d\d)\b[^?]{0,30}?\b(?:to|through|until|till|up to)\b",
    re.I,
)
# "16/17": a school or financial year without its century.
SHORT_YEAR = re.compile(r"(?<![\d/])(?P<first>[0-3]\d)/(?P<second>[0-3]\d)(?![\d/])")
YEAR = re.compile(r"\b((?:19|20)\d\d)(?:(?:/|-|–)(?:\d\d|(?:19|20)\d\d))?\b")
BETWEEN = re.compile(
    r"\bbetween (?:\w+ )?((?:19|20)\d\d) and (?:\w+ )?((?:19|20)\d\d)|"
    r"\b((?:19|20)\d\d) ?(?:-|–|—|to|until|through to) ?((?:19|20)\d\d)",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:since|(?<!looked )(?<!look )after) (?:[\w’']+ ){0,5}?((?:19|20)\d\d)|"
    # "From 2015 on", "2015 onwards".
    r"\bfrom (?:[\w’']+ )?((?:19|20)\d\d) on\b|\b((?:19|20)\d\d) onwards?\b",
    re.IGNORECASE,
)
# "As of 1 March 2018", "as at 2018-01-01": what was known on that day.
AS_OF = re.compile(
    r"\bas (?:of|at|on|it stood (?:on|in))\s+(?=\d|[A-Z][a-z]{2,8} (?:19|20)\d\d)", re.I
)
AS_AT = re.compile(r"as at\b", re.IGNORECASE)
ISO_DAY = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
KINDS: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = (
    (re.compile(r"\b(?:presentation|slides?)\b", re.I), ("presentation",)),
    (re.compile(r"\b(?:forward plan|work programme)\b", re.I), ("work_programme",)),
    (
        re.compile(r"\bperformance (?:monitoring )?(?:report|index)\b", re.I),
        ("performance_report",),
    ),
    (
        re.compile(
            r"\b(?:the|panel|meeting|committee|commission|board|scrutiny|council|20\d\d)"
            r"(?:[’']?s)? minutes\b|"
            r"\bminutes of\b",
            re.I,
        ),
        ("minutes",),
    ),
    (re.compile(r"\bcover(?:ing)? report\b", re.I), ("scrutiny_report", "update_report")),
    (re.compile(r"\bfocused visit", re.I), ("focused_visit_letter",)),
    (re.compile(r"\bmonitoring[ -]visit", re.I), ("monitoring_visit_letter",)),
    (re.compile(r"\bunannounced inspection", re.I), ("unannounced_inspection_letter",)),
)
CRITICISM = re.compile(
    r"\b(?:weak(?:ness(?:es)?)?|criticis\w+|concerns?|problems?|shortfalls?|failings?|poor(?:ly)?|"
    r"wrong|worst|bad(?:ly)?|inadequate|gaps?|not good enough|fail(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
PRAISE = re.compile(
    r"\b(?:strengths?|strong(?:est)?|praise\w*|best|good (?:at|about)|do(?:es|ing)? well|"
    r"work(?:s|ing)? well|positive)\b",
    re.IGNORECASE,
)
FINDINGS = re.compile(r"\bfindings\b", re.IGNORECASE)
PANEL = re.compile(
    r"\b(panel|scrutiny|councillors?|minutes|committee|cabinet|agenda|work programme|"
    r"performance (?:report|table)|KPI|indicator|cllrs?|members were told)\b",
    re.IGNORECASE,
)
INSPECTORS = re.compile(r"\b(inspectors?|ofsted|inspection report|HMI)\b", re.IGNORECASE)
# What is asked for stands where a question or a part of it begins: "children who go missing"
# asks for nobody, "when they come back" for no day.
_BEGINS = r"(?:\A\s*|[,;:.?!–-]\s+|\b(?:and|but|so|or|also|know|say|ask|tell me|me|us)\s+)"
_ASKS = r"(?:was|were|is|are|did|do|does|has|have|had|will|would|could|should|can|might|must)\b"
TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"\bhow (?:many|much|often)\b|\bwhat (?:was |is |were |are )?(?:the )?(?:proportion|"
            r"percentage|share|number|rate|total|average)\b|"
            r"\bwhat (?:do|does|did|would) .{1,40}\bcosts?\b|\bwith what share\b|"
            r"\bfrom what to what\b|\bwhat %|"
            r"\b(?:rate|percentage|proportion|average|number|budget|cost) (?:of|for|was|were|in)\b|"
            r"\b(?:was|is) (?:the |\w+ )?(?:\w+ ){0,4}(?:budget|unit cost|spend(?:ing)?)\b",
            re.I,
        ),
    ),
    (
        "date",
        re.compile(
            rf"{_BEGINS}(?:since |until |from |by )?when(?: exactly)?"
            rf"(?:\s*\Z|\s*\?|[’']s\b|\s+{_ASKS})|"
            r"\b(?:what|which) (?:dates?|days?|months?|years?)\b|\b(?:until|since) when\b|"
            r"\bhow long\b|\bon what\b|\b(?:the|exact) dates?\b|\bdate (?:when|on which|of)\b",
            re.I,
        ),
    ),
    (
        "person",
        re.compile(
            rf"{_BEGINS}(?:to |by |with )?who(?:m|se)?\b|\bname of\b|"
            r"\bwhich (?:cabinet )?(?:members?|councillors?)\b",
            re.I,
        ),
    ),
    (
        "reason",
        re.compile(
            rf"{_BEGINS}why\b|\bhow come\b|"
            r"\bwhat (?:caused|explain(?:s|ed)|drove|lay behind|(?:is|was) (?:behind|blamed))\b|"
            r"\b(?:the|what) reasons?\b|"
            rf"\bwhy {_ASKS}|\bwhere did\b.*\bcome from",
            re.I,
        ),
    ),
    (
        "yes_no",
        re.compile(
            r"\A\s*(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|can|could|had)\b", re.I
        ),
    ),
)
AREAS: tuple[tuple[Area, re.Pattern[str]], ...] = (
    (
        "in_care_and_care_leavers",
        re.compile(r"\bin care and care[ -]leavers\b", re.I),
    ),
    (
        "care_leavers",
        re.compile(r"\bcare[ -]?leavers?\b|\bleaving care\b|\bcare[ -]experienced\b", re.I),
    ),
    (
        "in_care",
        re.compile(
            r"\bin (?:its |their )?care\b(?! and care)|\blooked[ -]after\b|\b(?:LAC|CLA)\b", re.I
        ),
    ),
    (
        "help_and_protection",
        re.compile(
            r"\bhelp (?:and|&|or) protection\b|\bneed (?:of )?(?:help|protection)|"
            r"\bchild protection\b|\bprotection (?:grade|judge?ment|side)",
            re.I,
        ),
    ),
    (
        "leaders",
        re.compile(r"\bleader(?:s|ship)\b|\bmanagement and governance\b|\bhow it is led\b", re.I),
    ),
    ("adoption", re.compile(r"\badoption\b", re.I)),
    ("lscb", re.compile(r"\bLSCB\b|\bsafeguarding (?:children )?board\b", re.I)),
    (
        "overall_effectiveness",
        re.compile(r"\boverall\b|\bas a whole\b", re.I),
    ),
)
GRADES: tuple[tuple[Grade, re.Pattern[str]], ...] = (
    (
        "outstanding",
        re.compile(
            r"\boutstanding\b(?! (?:recommendations|actions|areas|for(?! (?:its |the |their )?"
            r"(?:overall|leader|help|protect|children|care|looked|adoption))))",
            re.I,
        ),
    ),
    (
        "requires_improvement",
        re.compile(r"\brequir(?:e[sd]?|ing) improvement\b|\bRI\b", re.I),
    ),
    ("inadequate", re.compile(r"\binadequate\b", re.I)),
    (
        "good",
        re.compile(
            r"\b(?:was|is|were|are|be|become|became|judged|rated|graded|from|to|a|its|than) "
            r"(?:\w+ )?good\b|\b(?:only|just|still) good\b|"
            r"\bgood (?:rating|grade|judge?ment|overall)\b"
        ),
    ),
)
MOVES: tuple[tuple[Move, re.Pattern[str]], ...] = (
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
FROM_TO = re.compile(
    r"\bfrom (?P<first>[\w ]{4,30}?) (?:back |up |down )?to (?P<last>[\w ]{4,30})", re.I
)
_CAUSES = (
    r"(?:led|leads|meant|earned|cost|won|got|gave|brought|made|caused|contributed|explain(?:s|ed)?|"
    r"drove|triggered|resulted|lay behind|(?:was|were|is|are|lay) behind)"
)
_GRADE_WORDS = r"(?:outstanding|good|inadequate|requires?|RI|grades?|ratings?|judge?ments?)"
SUPPOSES = re.compile(
    rf"{_BEGINS}(?:why|how come|what made|what led|given|now(?: that)?|seeing|since|after|"
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
WAS_GRADED = re.compile(
    r"\b(?:was|is|were|been|be) (?:\w+ ){0,2}(?:good|outstanding|inadequate|requires)\b"
    r"(?=[^?]*[.;])",
    re.I,
)
# How an authority has fared, no matter being named: its grades tell it.
FARED = re.compile(
    r"\bbetter or worse\b|"
    r"\b(?:has|have|had|did|is|are) (?:it |they |things )?(?:\w+ )?(?:improved?|"
    r"getting (?:better|worse)|got(?:ten)? (?:better|worse)|get (?:better|worse)|declined|"
    r"deteriorated|worsened|(?:go|gone|come|move) (?:up|down|back))\b|"
    r"\bhow (?:did|has|have|does) (?:it |they )?(?:do|done|fare[d]?|perform(?:ed)?|score[d]?)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
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
PLACE = re.compile(
    rf"\b(?P<place>{'|'.join(_PLACES)})(?= (?:(?:\w+ ){{0,3}}?{_ITEMS}\b|and\b|or\b|one\b))|"
    rf"\b(?:{_ITEMS}|number|no\.?|nr\.?) ?#?(?P<count>\d{{1,2}}|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)\b(?![\d/–-]|[,.]\d| (?:areas?|items?|points?)\b)",
    re.IGNORECASE,
)
PLACES = {word: place for place, word in enumerate(_PLACES, 1)}
COUNT_WORDS = (
    *("two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve"),
)
RIGHTS_WORD = re.compile(r"entitl|rights?\Z|claim\Z|expect\Z|law\Z|legal", re.IGNORECASE)
ENTITLEMENT = re.compile(
    r"\bentitle(?:d|ment|ments)\b|\b(?:have|has) (?:a|the|any) rights?\b|\brights of\b|"
    r"\b(?:what|which) (?:\w+ )?(?:rights|help|support|money) (?:can|do|does|should) .{0,40}"
    r"\b(?:get|claim|expect)\b|\bby law\b|\b(?:legal|statutory) (?:rights?|dut(?:y|ies))\b|"
    r"\bwhat (?:can|do) care[ -]leavers (?:get|claim|expect)\b|\ballowed to (?:have|claim)\b",
    re.I,
)
FORM_BEFORE = re.compile(r"(?:london|royal|metropolitan)?\s*(?:borough|city) of\s*\Z", re.I)
FORM_AFTER = re.compile(
    r"(?:\s+(?:city|county|borough|metropolitan|district|council)\b)*(?:[’']s?(?!\w))?",
    re.IGNORECASE,
)
SEASON = re.compile(
    r"\b(?:(?:early|late|mid)[ -])?(?:spring|summer|autumn|winter)\b(?= (?:of )?(?:19|20)\d\d)",
    re.I,
)
# "Family Drug and Alcohol Court": two capitalised words or more, joined by small ones.
PROPER = re.compile(r"(?<!\A)\b[A-Z][\w’'-]+(?:\s+(?:(?:of|and|for|the|to)\s+)*[A-Z][\w’'-]+)+")
# What such names begin with in a question, and what is no name: "The Oct 2017 pack".
NO_NAME = re.compile(
    r"(?:The|An?|Is|Are|Was|Were|Cllrs?|Councillors?|Mrs?|Ms|Dr|Jan(?:uary)?|Feb(?:ruary)?|"
    r"Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Winter)\Z"
)
# "Q1", "AY 2015/16": which part of a year, or what kind of year.
QUARTER = re.compile(r"\b(?:Q ?[1-4]|[Qq]uarter [1-4]|AY|FY|YTD)\b")
# "The single inspection": under which framework it was made, which is no matter of its own.
FRAMEWORK = re.compile(r"\b(?:single|full|standard|short)(?= (?:ofsted )?inspections?\b)", re.I)
# "Per 10k" is written out in documents.
THOUSANDS = re.compile(r"\bper (\d{1,3})k\b", re.IGNORECASE)
# "Isn't", "they've", "I'm": words that frame a question, run together.
CONTRACTED = re.compile(r"[A-Za-z]+(?:n[’']t|[’'](?:ve|m|re|ll|d))", re.IGNORECASE)
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
WORD = re.compile(rf"[{_LETTER}][{_LETTER}’'-]*[{_LETTER}]|[{_LETTER}]|£?\d+(?:[.,/]\d+)*%?")
# Asked of how things are, with no time named: the newest inspection tells it best.
PRESENT = re.compile(
    r"\A\s*(?:and |but |so )?(?:is|are|does|do|has|have|can)\b|"
    r"\b(?:what|how|who|which|where|why|when)\b[^?]{0,30}?\b(?:is|are|does|do|can|gets?|has|"
    r"have)\b",
    re.IGNORECASE,
)
# A second question in the same breath.
AND_ASKS = re.compile(
    r"[,;]?\s+(?:and|&)\s+(?=(?:from |by |since |until |to |with |on )?"
    r"(?:how|what|when|who|which|where|why)\b)",
    re.IGNORECASE,
)
# Said to somebody, asking nothing.
SMALL_TALK = re.compile(
    r"\A(?:(?:many )?thanks?(?: you)?(?: (?:so|very) much| a lot)?|cheers|thx|ta|hello|"
    r"hi(?: there)?|hey|good (?:morning|afternoon|evening)|ok(?:ay)?|great|brilliant|perfect|"
    r"lovely|got it|(?:that|this|it)(?:[’']s| is| was|)? (?:helps?|helpful|great|useful|all|it)|"
    r"(?:very|really|so) (?:helpful|useful)|no more questions|bye|goodbye|test|\W)+\Z",
    re.IGNORECASE,
)
