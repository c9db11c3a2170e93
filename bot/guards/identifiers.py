"""Numbers and addresses that belong to one person, in whatever layout they are typed.

All take a text as `folding.folded` gives it. They prefer a stop too many to one too few: what
has the form of an identifier is one, unless it is plainly a year, an amount or a report's number.
"""

import re
from collections.abc import Callable, Iterator

# What may stand between the digits of one number; a list has a comma and a space.
_GAP = r"[ \-./_:,()|'*+~]{1,3}"
_CHAIN = re.compile(rf"\d+(?:{_GAP}\d+)*")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_LONGEST = 40
# Words between what a number is called and the number: "no.", "is", "of the child:".
_FILLING = (
    r"(?:[\s:;#=.,()\[\]'\"/-]|\b(?:is|was|are|no|nos|nr|num|number|numbers|id|ids|ref|refs|"
    r"reference|record|code|of|the|for|a|called|case|child|childs|patient|client|her|his|their|s|"
    r"ending|starting|quoted|given|as)\b){0,12}"
)
_NOT_BEFORE, _NOT_AFTER = r"(?<![a-z0-9])", r"(?![a-z0-9])"

_NHS_CALLED = re.compile(rf"n\.?h\.?s\b{_FILLING}(?=\d)", re.I)
_TEN_CALLED = re.compile(
    rf"\b(?:utr|unique tax(?:payer)? ref\w*|tax ref\w*|uln|unique learner){_FILLING}(?=\d)", re.I
)
_UPN_CALLED = re.compile(rf"\b(?:upn|unique pupil){_FILLING}(?=[a-z]?[ -]?\d)", re.I)
_PASSPORT = re.compile(
    rf"\b(?:passport|biometric|brp|arc|visa|id card){_FILLING}[a-z]{{0,3}}[ -]?\d[\d ]{{5,}}", re.I
)
_DRIVER = re.compile(
    rf"{_NOT_BEFORE}[a-z9]{{5}} ?\d{{6}} ?[a-z9]{{2}} ?\d[a-z]{{2}}{_NOT_AFTER}", re.I
)
_UPN = re.compile(
    rf"{_NOT_BEFORE}(?=([a-hj-np-rt-z](?:[ \-./]{{0,2}}\d){{11}}[ \-./]{{0,2}}[\da-hj-np-rt-z])"
    rf"{_NOT_AFTER})",
    re.I,
)
_NINO = re.compile(
    rf"{_NOT_BEFORE}[a-z][ \-./]{{0,2}}[a-z](?P<pairs>(?:[ \-./,]{{0,2}}\d){{6}})"
    rf"(?P<gap>[ \-./,]{{0,2}})(?P<suffix>[a-d]){_NOT_AFTER}",
    re.I,
)
_NINO_CALLED = re.compile(
    rf"\b(?:ni|nino|n\.i\.|national insurance){_FILLING}[a-z][ .-]?[a-z](?:[ \-./]{{0,2}}\d){{6}}",
    re.I,
)

_PHONE_CALLED = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|cell|landline|whatsapp|fax|ring|call|text|dial|sms|"
    r"(?:contact|her|his|their|my|mum'?s|dad'?s) number)\b"
    r"(?:[\s:;#=.,()'\"-]|\b(?:is|was|no|number|her|him|his|their|mum|dad|on|me|at|the|for|s)\b){0,8}"
    r"(?=[\d+])",
    re.I,
)
_EMAIL = re.compile(r"[\w.+'%-] ?@ ?[\w-]{1,63} ?\. ?[\w-]{2,63}", re.I)
_EMAIL_IN_WORDS = re.compile(
    r"[\w.+-] ?[\[({]\s?at\s?[\])}] ?[\w-]{1,63} ?(?:\.|[\[({]\s?dot\s?[\])}]|\bdot\b) ?[a-z]{2}"
    r"|[\w.+-] at [\w-]{1,63} ?dot ?(?:com|co|org|net|gov|uk|ac|sch|nhs|io|info|me)\b",
    re.I,
)

_AREAS = (
    "ab|al|b|ba|bb|bd|bf|bh|bl|bn|br|bs|bt|bx|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|dg|dh|dl|dn|"
    "dt|dy|e|ec|eh|en|ex|fk|fy|g|gl|gu|gy|ha|hd|hg|hp|hr|hs|hu|hx|ig|im|ip|iv|je|ka|kt|kw|ky|l|"
    "la|ld|le|ll|ln|ls|lu|m|me|mk|ml|n|ne|ng|nn|np|nr|nw|ol|ox|pa|pe|ph|pl|po|pr|rg|rh|rm|s|sa|"
    "se|sg|sk|sl|sm|sn|so|sp|sr|ss|st|sw|sy|ta|td|tf|tn|tq|tr|ts|tw|ub|w|wa|wc|wd|wf|wn|wr|ws|"
    "wv|yo|ze"
)
_POSTCODE = re.compile(
    rf"{_NOT_BEFORE}(?P<area>{_AREAS})(?:\d{{1,2}}|\d[a-z])[ \-.,]{{0,3}}\d(?P<unit>[abd-hjlnp-uw-z]{{2}})"
    rf"{_NOT_AFTER}",
    re.I,
)
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_STREETS = (
    "road|rd|street|st|avenue|ave|close|lane|drive|crescent|gardens|grove|place|terrace|way|walk|"
    "court|mews|square|hill|rise|row|green|park|parade|gate|house|view|mount|croft"
)
_ADDRESS = re.compile(
    rf"(?<![\w£./-])\d{{1,3}}[a-zA-Z]?,? (?:[A-Z][a-z']+ ){{1,3}}(?i:{_STREETS})\b(?! (?:[Pp]roject|[Ss]ervice))"
)
_LIVES_AT = re.compile(
    r"\b(?:liv(?:es?|ing)|lived|moved|stay(?:s|ing)|resid(?:es?|ing)|address|home)\b[a-z\s:,]{0,30}?"
    rf"\d{{1,3}}[a-z]?,? (?:[a-z']+ ){{1,3}}(?:{_STREETS})\b",
    re.I,
)
_FLAT = re.compile(r"\b(?:flat|apartment|apt|room) \d{1,3}[a-z]?,? (?:\d{1,3}[a-z]? )?[A-Z][a-z]")

_SYSTEMS = (
    r"mosaic|liquid ?logic|lcs|ehm|eha?ms|ics|care ?director|care ?first|framework ?-?i|fwi|frameworki|"
    r"azeus|capita one|sosys|system ?one|systm ?one|emis|cpoms|my ?concern|arbor|niche|cafcass|child ?view|"
    r"core ?\+|care ?works|cp-?is"
)
_CASE_NOUNS = (
    r"case|client|person|people|child|family|service user|user|su|record|file|referral|contact|episode|"
    r"customer|individual|patient|pupil|student|hospital|crime|incident|cad|custody|court|police|claim|"
    r"application|subject|social care|social services|adoption|placement|system|unique|household|"
    r"tenancy|home office|ho|asylum|prison|probation|school|candidate|member|learner|la|"
    r"paris|eclipse|synergy|rio|protocol|compass|swift|raise|impulse|tribal|charms|ehcp?|sen|lac|cin|cp|"
    r"hosp|mrn|pnc|urn for (?:the )?child"
)
_NUMBERED = r"(?:id|i\.d\.?|no|no\.|nr|num|number|ref|ref\.|reference|ref no|identifier|code|#)"
_TOKEN = r"(?P<token>(?:[a-z]{1,5}[\-/]?|(?-i:[A-Z]{1,4}) )?\d[\w/\-]*(?:[ .]\d[\w/\-]*)*)"
_BY_SYSTEM = re.compile(rf"(?<![\w-])(?:{_SYSTEMS})\b{_FILLING}{_TOKEN}", re.I)
_BY_NOUN = re.compile(
    rf"(?<![\w-])(?:{_SYSTEMS}|{_CASE_NOUNS})(?:'s)?[ /:-]{{0,2}}{_NUMBERED}(?![a-z]){_FILLING}{_TOKEN}",
    re.I,
)
_BARE_CASE = re.compile(
    rf"(?<![\w-])(?:case|client|person|child|file|record|referral|subject)[ :#-]{{1,3}}{_TOKEN}",
    re.I,
)
_BARE_REFERENCE = re.compile(
    r"(?P<before>[a-z]+ )?(?<![\w-])(?:our |your |my |the )?(?:ref|reference|id)(?![a-z])[ :.#-]{1,4}"
    rf"(?:(?:is|was|no|number)[ :.#-]{{1,3}}){{0,2}}{_TOKEN}",
    re.I,
)
_OF_A_REPORT = frozenset(
    "report inspection ofsted document paragraph recommendation page urn section letter policy".split()
)
_COURT = re.compile(
    rf"{_NOT_BEFORE}[a-z]{{2}}[ /.\-]?\d{{2}}[ /.\-]?[a-z][ /.\-]?\d{{5}}{_NOT_AFTER}", re.I
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_YEARS = re.compile(r"\A(?:19|20)\d\d(?:[ /\-]{1,3}(?:(?:19|20)?\d\d))*\Z")

_DAY = (
    r"(?:\d{1,2}\s?[./\- ]\s?\d{1,2}\s?[./\- ]\s?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{6,8}|"
    r"\d{1,2}(?:st|nd|rd|th)?(?: of)? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"(?:,? ?(?:\d{4}|'?\d\d))?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?)"
)
_BIRTH_DATE = re.compile(
    r"(?<![a-z])(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|born:)[\s:;=.,()'\"-]{0,4}"
    r"(?:(?:is|was|of|on|for|the|her|his)[\s:]{1,2}){0,4}"
    rf"(?:{_DAY}|(?:19|20)\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d)",
    re.I,
)
_DATED_BIRTH = re.compile(rf"{_DAY}[\s,()]{{0,3}}\(?(?:d\.?o\.?b\b|date of birth)", re.I)


def identifiers(text: str) -> list[str]:
    """The kinds of identifiers in a folded text, each once: names of `prompts/guards`' kinds."""
    if re.search(r"\d", text) is None:
        return ["email_address"] if _has_email(text) else []
    return [kind for kind, is_in in _KINDS if is_in(text)]


def _has_nhs_number(text: str) -> bool:
    for match in _NHS_CALLED.finditer(text):
        chain = _CHAIN.match(text, match.end())
        if chain and 9 <= len(_digits(chain.group())) <= 12 and not _YEARS.match(chain.group()):
            return True
    return any(len(digits) == 10 and _is_nhs(digits) for digits in _ten_digits(text))


def _is_nhs(digits: str) -> bool:
    # What checks the digits is read when there are some: few questions hold a number.
    from stdnum.gb.nhs import is_valid

    return is_valid(digits)


def _ten_digits(text: str) -> Iterator[str]:
    """Every run of ten digits that begins and ends where digits are set apart."""
    for chain in _CHAIN.finditer(text):
        written = chain.group()
        if _AMOUNT.match(written):
            continue
        for groups, gaps in _windows(written, 10):
            if not _are_dates(groups) and (
                list(map(len, groups)) == [3, 3, 4] or len(set(gaps)) < 2
            ):
                yield "".join(groups)


def _windows(written: str, wanted: int) -> Iterator[tuple[list[str], list[str]]]:
    """Neighbouring groups of digits that have `wanted` digits together, and what parts them."""
    parts = re.split(r"(\d+)", written)
    groups, gaps = parts[1::2], parts[2:-1:2]
    for first in range(len(groups)):
        length = 0
        for last in range(first, len(groups)):
            length += len(groups[last])
            if length == wanted and ", " not in gaps[first:last]:
                yield groups[first : last + 1], gaps[first:last]
            if length >= wanted:
                break


def _are_dates(groups: list[str]) -> bool:
    """Whether they are years with days or months, and no number of one person."""
    years = [group for group in groups if _YEAR.match(group)]
    return bool(years) and all(len(group) <= 2 or _YEAR.match(group) for group in groups)


def _has_pupil_number(text: str) -> bool:
    if match := _UPN_CALLED.search(text):
        return len(_digits(text[match.end() : match.end() + 24])) >= 6
    return any(_is_upn(match[1]) for match in _UPN.finditer(text))


def _is_upn(written: str) -> bool:
    # stdnum's own `is_valid` refuses the codes of authorities founded since 2019.
    from stdnum.gb.upn import calc_check_digit

    compact = re.sub(r"[^A-Z0-9]", "", written.upper())
    return len(written) == len(compact) or calc_check_digit(compact[1:]) == compact[0]


def _has_insurance_number(text: str) -> bool:
    if _NINO_CALLED.search(text):
        return True
    for match in _NINO.finditer(text):
        if _YEARS.search(match["pairs"].strip()) and match["gap"]:
            continue  # "in 2015-16 a range"
        # "Is SC067332 a good home?": the number of a children's home, and a word.
        home = match["suffix"] == "a" and match["gap"] == " " and " " not in match["pairs"]
        if not home or not match.group().upper().startswith("SC"):
            return True
    return False


def _has_other_number(text: str) -> bool:
    for match in _TEN_CALLED.finditer(text):
        chain = _CHAIN.match(text, match.end())
        if chain and len(_digits(chain.group())) >= 9:
            return True
    return _PASSPORT.search(text) is not None or _DRIVER.search(text) is not None


def _has_phone_number(text: str) -> bool:
    for match in _PHONE_CALLED.finditer(text):
        chain = _CHAIN.match(text, match.end() + (text[match.end()] == "+"))
        if chain and not _AMOUNT.match(chain.group()):
            groups = re.findall(r"\d+", chain.group())
            if 6 <= sum(map(len, groups)) <= 15 and not any(map(_YEAR.match, groups)):
                return True
    return any(_is_phone_chain(chain, text) for chain in _CHAIN.finditer(text))


def _is_phone_chain(chain: re.Match[str], text: str) -> bool:
    written = chain.group()
    if _AMOUNT.match(written):
        return False
    if text[max(0, chain.start() - 2) : chain.start()].rstrip(" (").endswith("+"):
        return 8 <= len(_digits(written))
    for wanted in (10, 11, 12, 13, 14):
        for groups, _ in _windows(written, wanted):
            digits = "".join(groups)
            ours = digits[0] == "0" and digits[1] != "0" and wanted < 12
            mobile = digits[0] == "7" and wanted == 10 and len(groups) <= 4
            abroad = digits.startswith("00") and groups[0].startswith("00") and wanted > 11
            with_code = digits.startswith(("447", "4420", "441")) and wanted == 12
            if (ours or mobile or abroad or with_code) and not _are_dates(groups):
                return True
    return False


def _has_email(text: str) -> bool:
    return (
        "@" in text and _EMAIL.search(text) is not None or _EMAIL_IN_WORDS.search(text) is not None
    )


def _has_address(text: str) -> bool:
    for match in _POSTCODE.finditer(text):
        # "S47 2nd" is a section and an ordinal.
        if match["unit"] not in _ORDINALS or len(match["area"]) > 1:
            return True
    return any(p.search(text) is not None for p in (_ADDRESS, _LIVES_AT, _FLAT))


def _has_case_number(text: str) -> bool:
    if _COURT.search(text):
        return True
    for pattern, least in ((_BY_SYSTEM, 4), (_BY_NOUN, 2), (_BARE_CASE, 5)):
        if any(_is_token(match["token"], least) for match in pattern.finditer(text)):
            return True
    return any(
        (match["before"] or "").strip().lower() not in _OF_A_REPORT and _is_token(match["token"], 5)
        for match in _BARE_REFERENCE.finditer(text)
    )


def _is_token(token: str, least: int) -> bool:
    """Whether it may number a case: enough digits, and no year, amount or paragraph."""
    token = token.strip()
    digits = len(_digits(token))
    return digits >= least and not (_YEARS.match(token) or _AMOUNT.match(token))


def _has_birth_date(text: str) -> bool:
    return _BIRTH_DATE.search(text) is not None or _DATED_BIRTH.search(text) is not None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("nhs_number", _has_nhs_number),
    ("pupil_number", _has_pupil_number),
    ("insurance_number", _has_insurance_number),
    ("other_number", _has_other_number),
    ("case_number", _has_case_number),
    ("phone_number", _has_phone_number),
    ("email_address", _has_email),
    ("address", _has_address),
    ("birth_date", _has_birth_date),
)
