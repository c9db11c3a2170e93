"""Whether two words are forms of one word: its number or its tense, nothing else.

A derived word ("assess", "assessor"), a comparative and a word with a prefix are other words.
Forms are made from a base by the rules of spelling, so that "cared" is of "care", never of "car".
"""

from functools import lru_cache

from bot.answering.gate.wording import FUNCTION_WORDS, words

_VOWELS = "aeiou"
_INVARIABLE = FUNCTION_WORDS | words("invariable")
_IRREGULAR = tuple(
    tuple(row.split())
    for row in """
    child children|person people|man men|woman women|foot feet|life lives|wife wives|half halves
    self selves|leaf leaves|analysis analyses|crisis crises|basis bases|criterion criteria
    begin begins began begun|break breaks broke broken|bring brings brought|build builds built
    buy buys bought|catch catches caught|choose chooses chose chosen|come comes came|cost costs
    deal deals dealt|draw draws drew drawn|drive drives drove driven|eat eats ate eaten
    fall falls fell fallen|fight fights fought|find finds found|forget forgets forgot forgotten
    get gets got|give gives gave given|go goes went gone|grow grows grew grown
    hear hears heard|hold holds held|keep keeps kept|know knows knew known
    lead leads led|learn learns learned learnt|leave leaves left|lose loses lost
    make makes made|meet meets met|pay pays paid|put puts|read reads|rise rises rose risen
    run runs ran|say says said|see sees saw seen|seek seeks sought|sell sells sold
    send sends sent|set sets|show shows showed shown|sit sits sat|speak speaks spoke spoken
    spend spends spent|stand stands stood|take takes took taken|teach teaches taught
    tell tells told|understand understands understood|undertake undertakes undertook undertaken
    wear wears wore worn|win wins won|write writes wrote written|become becomes became
    begin begins began begun|shrink shrinks shrank shrunk|strive strives strove striven
    oversee oversees oversaw overseen|underpin underpins underpinned|overcome overcomes overcame
    withdraw withdraws withdrew withdrawn|uphold upholds upheld|mean means meant|feel feels felt
    """.replace("\n", "|").split("|")
    if row.strip()
)
_GROUPS: dict[str, int] = {}
for _number, _row in enumerate(_IRREGULAR):
    for _form in _row:
        _GROUPS.setdefault(_form, _number)
# The verbs that carry tense and number, apart from everything else: now said of then is refused
# (see `tense`), the number may change.
_AUXILIARIES = (
    frozenset({"is", "are"}),
    frozenset({"was", "were"}),
    frozenset({"has", "have"}),
    frozenset({"do", "does"}),
)
# What is told of a day in the past may be told in the past tense: the source's "is" holds for
# that day. Never the other way round, since what was need not be.
_TOLD_OF_THE_PAST = {"is": "was", "are": "were", "has": "had", "have": "had", "does": "did"}
_TOLD_OF_THE_PAST["do"] = "did"
# A claim's "improving" is a state, "improved" is done: these tell how far something has come.
_STATES = ("ing", "ings")


def told_of_the_past(claim: str, source: str) -> bool:
    """Whether the claim's auxiliary is the source's, told of a day in the past: "was" for "is"."""
    return _TOLD_OF_THE_PAST.get(source) == claim


# The forms of these begin with another letter.
_SHIFTING = frozenset({"is", "are", "was", "were", "go", "goes", "went", "gone"})


def initial(word: str) -> str:
    """What all forms of a word have in common: its first letter, but for a few."""
    return "" if word in _SHIFTING else word[:1]


@lru_cache(maxsize=32_768)
def same_word(claim: str, source: str) -> bool:
    """Whether the claim's word is a form of the source's: it differs in number or tense alone.

    Both are lower case. Modals, months and the like ("invariable") have no other form;
    "-ing" forms are forms of themselves alone.
    """
    if claim == source:
        return True
    if source in _TOLD_OF_THE_PAST or claim in _TOLD_OF_THE_PAST.values():
        past = _TOLD_OF_THE_PAST.get(source)
        return claim == past or any({claim, source} <= pair for pair in _AUXILIARIES)
    if any({claim, source} <= pair for pair in _AUXILIARIES):
        return True
    for word in (claim, source):
        if len(word) < 3 or word in _INVARIABLE or not _is_plain(word):
            return False
    if claim.endswith(_STATES) != source.endswith(_STATES):
        return False
    first, second = _base_possessive(claim), _base_possessive(source)
    if first == second:
        return True
    group = _GROUPS.get(first)
    if group is not None or second in _GROUPS:
        return group == _GROUPS.get(second)
    return any(
        first in forms and second in forms
        for forms in map(_forms, {*_bases(first), *_bases(second)})
    )


def _is_plain(word: str) -> bool:
    return word.replace("'", "").isalpha()


def _base_possessive(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'")


def _bases(word: str) -> set[str]:
    """What a word may be a form of."""
    bases = {word}
    if word.endswith("ies"):
        bases.add(word[:-3] + "y")
    if word.endswith("es"):
        bases.add(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        bases.add(word[:-1])
    if word.endswith("ied"):
        bases.add(word[:-3] + "y")
    if word.endswith("ed"):
        bases |= {word[:-2], word[:-1]}
        if len(word) > 4 and word[-3] == word[-4]:
            bases.add(word[:-3])
    return {base for base in bases if len(base) > 2}


def forms_of(base: str) -> frozenset[str]:
    """The forms of a word given by its base, its "-ing" form left out."""
    group = _GROUPS.get(base)
    return _forms(base) if group is None else frozenset(_IRREGULAR[group])


@lru_cache(maxsize=4096)
def _forms(base: str) -> frozenset[str]:
    """A base with its plural or third person, and its past."""
    last, before = base[-1], base[-2]
    if last == "y" and before not in _VOWELS:
        return frozenset({base, base[:-1] + "ies", base[:-1] + "ied"})
    if last in "sxz" or base.endswith(("ch", "sh")):
        return frozenset({base, base + "es", base + "ed"})
    forms = {base, base + "s"}
    if last == "e":
        return frozenset({*forms, base + "d"})
    closed = last not in "aeiouwxy" and before in _VOWELS and base[-3] not in _VOWELS
    short = closed and sum(letter in _VOWELS for letter in base) == 1
    if closed:
        forms.add(base + last + "ed")
    if not short:
        forms.add(base + "ed")
    if last == "o":
        forms.add(base + "es")
    return frozenset(forms)
