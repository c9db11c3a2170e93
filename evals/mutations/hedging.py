"""Reserve taken off: hedges and quantifiers dropped or strengthened, modality made firmer."""

import re
from collections.abc import Iterator
from random import Random

from evals.mutations.claims import tidied

# Before one of these a quantifier tells of how many it holds; elsewhere it may do something else.
_NOUNS = (
    r"(?=(?:of (?:the|its|their) )?(?:\w+ ){0,2}?(?:children|people|leavers|workers|carers"
    r"|families|parents|plans|assessments|cases|records|schools|staff|managers|visits|adopters"
    r"|partners|agencies|reviews|referrals|services|placements|decisions|interviews|meetings"
    r"|areas|audits|advisers)\b)"
)
_NEARLY_ALL = (
    r"(?:[Aa]lmost all|[Nn]early all|[Tt]he (?:vast |large |great |overwhelming )?majority of"
    r"|[Aa] (?:large |clear )?majority of|[Mm]ost)"
)
# Said of the object or after "there is", these are merely left unsaid when they are dropped; said
# of the subject, what is left speaks of all.
_SOME = (
    r"(?:[Aa] (?:very |relatively )?(?:small|large|significant|limited|growing|low|substantial)"
    r" (?:number|minority|proportion) of|[Aa] minority of|[Aa] number of|[Aa] few"
    r"|[Aa] handful of|[Mm]any|[Ss]everal|[Ss]ome)"
)
_CASES = (
    r"(?:most|some|many|a few|several|a (?:very )?small (?:number|minority) of|a minority of"
    r"|a number of|the (?:vast )?majority of) (?:cases|instances|areas|respects|teams"
    r"|parts of the service|children|families|young people|care leavers)"
)
_ABOUT = (
    r"\b(?:approximately|about|around|roughly|nearly|almost|just over|just under|up to|at least"
    r"|more than|less than|fewer than|over|under) (?=£?\d)"
)
_IMPROVING = r" improving\b(?=[.,;]| and\b| but\b)"

_DROPPED: tuple[tuple[str, str], ...] = (
    (rf"\b(?<![Tt]he )(?<!these ){_NEARLY_ALL} (?:of (?=the|their|its))?{_NOUNS}", ""),
    (
        rf"(?:\A|(?<=\bthat )|(?<=\bfor )|(?<=\AFor )){_SOME} (?:of (?=the|their|its))?{_NOUNS}",
        "",
    ),
    (
        r"\b(?<!becoming )(?:usually|generally|largely|sometimes|occasionally|typically|mostly"
        r"|broadly|mainly|increasingly|partly|partially|predominantly|primarily) ",
        "",
    ),
    (r"\b(?<!more )(?<!how )(?<!too )often ", ""),
    (rf",? (?:in|for) {_CASES}\b(?=[.,])", ""),
    (rf"\A(?:In|For) {_CASES}(?: seen| sampled)?(?: by inspectors)?, ", ""),
    (_ABOUT, ""),
    (r"\b(?:appears|seems) to be\b", "is"),
    (r"\b(?:appear|seem) to be\b", "are"),
    (r"\b(?:is|are) (?:likely|expected|set) to\b", "will"),
    (r"\b(?:is|are) due to (?=be|start|begin|open|complete|report|take|finish|launch)", "will "),
    (r"\b(?:is|are) (?:beginning|starting) to\b", ""),
    (r"\b(?:begun|started) to (?=\w)", "managed to "),
    (r"\bimproving (?=(?:picture|quality|performance|service|outcomes)\b)", ""),
    (rf"\bis{_IMPROVING}", "is good"),
    (rf"\bare{_IMPROVING}", "are good"),
    (r"\bpotential(?:ly)? ", ""),
    (
        r"\b(?:reasonably|fairly|adequately|relatively)"
        r" (?=(?:good|stable|strong|well|effective|settled)\b)",
        "",
    ),
    (r"\bto some extent\b", ""),
    (r"\bon the whole,? ", ""),
    (r"\b[Ii]nitial (?=(?:impact|evidence|signs|indications|results|progress))", ""),
)

_STRONGER: tuple[tuple[str, str], ...] = (
    (
        rf"\b(?<!too )(?<!so )(?<!as )(?<!how )(?<![Tt]he )[Mm]any (?:of )?{_NOUNS}",
        "most ",
    ),
    (rf"\b[Ss]ome (?:of )?{_NOUNS}", "most "),
    (rf"\b(?<![Tt]he )(?<!these )(?<!their )[Mm]ost (?:of )?{_NOUNS}", "all "),
    (rf"\b[Ss]everal {_NOUNS}", "most "),
    (r"\b(?:[Aa]lmost|[Nn]early) all\b", "all"),
    (r"\b(?:[Tt]he|[Aa]) (?:vast |large |great |overwhelming )?majority of\b", "all of"),
    (r"\b[Aa] (?:very )?small (?:number|minority|proportion) of\b", "a large number of"),
    (r"\b[Aa] (?:significant )?minority of\b", "the majority of"),
    (r"\b[Aa] (?:few|handful of)\b", "many"),
    (r"\boften\b", "always"),
    (r"\b(?:usually|generally|typically|normally)\b", "always"),
    (r"\b(?:sometimes|occasionally)\b", "frequently"),
    (r"\b(?:mostly|largely|mainly|predominantly|broadly)\b", "entirely"),
    (r"\bincreasingly\b", "consistently"),
    (r"\bpartially\b", "fully"),
    (r"\b[Ss]ome (?=(?:improvement|progress|impact|evidence|good|effective|strong))", "much "),
    (r"\bup to (?=\d)", "at least "),
    (r"\b(?:approximately|around|about|roughly|nearly|almost) (?=\d)", "exactly "),
    (r"\b(?:more than|over) (?=\d)", "twice "),
    (r"\bnot all\b", "none of the"),
    (r"\bnot always\b", "never"),
    (r"\bNot all\b", "No"),
    (r"\bnot consistently\b", "never"),
    (r"\bsmall (?=(?:number|minority|proportion|group|percentage))", "large "),
    (rf"\bis{_IMPROVING}", "is excellent"),
)

_FIRMER: tuple[tuple[str, str], ...] = (
    (r"\b(?:may|might|could) (?=(?:also |not |still )?\w+)", "will "),
    (r"\bcan (?=\w+)", "must "),
    (r"\bshould be\b", "is"),
    (r"\bshould (?!be\b)", "must "),
    (r"\bwould (?!have\b|suggest|otherwise|like)(?=(?:also )?\w+)", "will "),
    (r"\bwill be\b", "has been"),
    (
        r"\bwill (?=(?:also )?(?:take|make|help|provide|ensure|enable|support|lead|continue"
        r"|report))",
        "does ",
    ),
    # "Their needs to be met": there it is no verb.
    (r"(?<!’s )(?<!health )(?<!their )\bneeds to be\b", "has been"),
    (r"(?<![Tt]he )(?<!a )(?<!of )\bneed to be\b", "have been"),
    (r"(?<!’s )(?<!health )(?<!their )\bneeds to (?!be\b)", "does "),
    (r"(?<![Tt]he )(?<!a )(?<!of )\bneed to (?!be\b)", "do "),
    (r"\b(?:plans|intends|aims|hopes|aspires|seeks|wants) to\b", "does"),
    (r"\b(?:plan|intend|aim|hope|aspire|seek|want) to\b", "do"),
    (
        r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )\b(?:planned|intended|aimed|hoped|sought)"
        r" to\b(?! be)",
        "managed to",
    ),
    (r"\b(?:is|are) (?:planned|intended|designed) to\b", "will"),
    (r"\bit is too early to\b", "it is already possible to"),
    (r"\b(?:has|have) the potential to\b", "will"),
    (r"\bare planned\b", "are in place"),
    (r"\bis planned\b", "is in place"),
)


def hedge_dropped(sentence: str, _: Random) -> Iterator[str]:
    """What was told of some, or with reserve, is told of all and flatly."""
    yield from _changed(sentence, _DROPPED)


def quantifier_strengthened(sentence: str, _: Random) -> Iterator[str]:
    """A quantifier or an adverb of frequency that says more than the sentence did."""
    yield from _changed(sentence, _STRONGER)


def modality_strengthened(sentence: str, _: Random) -> Iterator[str]:
    """What may be, ought to be or is planned, told as what must be, will be or is."""
    yield from _changed(sentence, _FIRMER)


def _changed(sentence: str, table: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for pattern, new in table:
        for match in re.finditer(pattern, sentence):
            yield tidied(sentence[: match.start()] + new + sentence[match.end() :])
