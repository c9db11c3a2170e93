"""Texts as the gate compares them: words with their places, typography folded away.

Folded are white space, ligatures, quote marks, dashes, soft and line-end hyphens, and hyphens
within words; numbers in words become figures, "per cent" a sign, contractions whole words, and
names that the reviewed glossary holds for the same thing may be read as one (`exchangeable`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.answering.gate.exchangeable import Names, names
from bot.answering.gate.numerals import SCALES, figure_of, scaled
from corpus.layout.cleaning import LIGATURES, LINE_END_HYPHEN, SOFT_HYPHEN

_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\u2043"
_SINGLE = str.maketrans(
    {
        **dict.fromkeys("‘’‛`´ʼ′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys("\u2014\u2015\u2500", "—"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "
        ),
        **dict.fromkeys("\u202f\u205f\u3000\t\f\u2028\u2029", " "),
        "\r": "\n",
    }
)
_UNSEEN = f"{SOFT_HYPHEN}{LINE_END_HYPHEN}\u200b\u200c\u200d\u2060\ufeff\x00"
# What may stand between two letters of a word that is folded into one.
WITHIN_A_WORD = rf"(?:[-{_HYPHENS}{_UNSEEN}]\s*)*+"
_LETTER = rf"(?:[^\W\d_]|[{_UNSEEN}])"
_TOKEN = re.compile(
    rf"""(?P<word>{_LETTER}+
            (?:(?:'|-|-\s*\n\s*|-\s+(?!(?:and|or|to|nor|but)\b)(?=[a-z])
                |(?<={LINE_END_HYPHEN})\s+|(?<={SOFT_HYPHEN})\s+){_LETTER}+)*)
      | (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)*)
      | (?P<sign>[%£$€&+=<>×] | (?<![\w)%])-(?=\d))
      | (?P<mark>\.{{3}} | …|[\[(]\s*(?:…|\.{{3}})\s*[\])] | [^\w\s] | _)
    """,
    re.VERBOSE,
)
_FOLDS = {**LIGATURES, **dict.fromkeys(_UNSEEN, "")}
_FOLD = re.compile("|".join(map(re.escape, _FOLDS)))
_SPACED_HYPHEN = re.compile(r"[-\s]")
_STUCK = re.compile(r"(?<=[a-z.,;!?\"')’”])\d")
_FOOTNOTED = re.compile(r"\d{1,2}(?![\w%,.]|\s*%)")
_IS = frozenset(["it", "that", "there", "here", "he", "she", "who", "what", "where", "how"])
_CONTRACTED = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "i'm": ("i", "am"),
    "let's": ("let", "us"),
    **{f"{word}'s": (word, "is") for word in _IS},
}
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will"}
ELISION = "…"
# The month, which within a sentence is told from the modal by its capital.
_MAY = "=may"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: `text[start:end]`, how it is compared and how it was written.

    `before` holds the marks between it and the token before ("," or ". ("), without spaces.
    """

    word: str
    written: str
    start: int
    end: int
    before: str = ""
    joined: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a number, in figures or words."""
        return self.word[0].isdigit()

    @property
    def is_capital(self) -> bool:
        """Whether it was written with a capital first letter."""
        return self.written[:1].isupper()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, and the marks after the last of them.

    `words` are the tokens as they are compared, `vocabulary` the same without order.
    """

    items: tuple[Token, ...]
    after: str = ""
    words: tuple[str, ...] = field(init=False)
    vocabulary: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        words = tuple(token.word for token in self.items)
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "vocabulary", frozenset(words))

    def marks(self, at: int) -> str:
        """The marks before token `at`; those at the end for the number of tokens."""
        return self.items[at].before if at < len(self.items) else self.after


def has_footnotes(text: str) -> bool:
    """Whether figures stick to words or marks of the text as those of footnotes do."""
    return (
        _STUCK.search(text) is not None
        and tokens_of(text, footnotes=True).words != tokens_of(text).words
    )


def letters_folded(text: str) -> str:
    """The text with ligatures as letters and without what has no width."""
    return _FOLD.sub(lambda match: _FOLDS[match.group()], text)


@lru_cache(maxsize=1024)
def tokens_of(text: str, *, footnotes: bool = False) -> Tokens:
    """The tokens of a text, the digits of footnotes left out unless they are asked for."""
    plain, after = _plain(text, footnotes=footnotes)
    return Tokens(tuple(_counted(plain)), after)


@lru_cache(maxsize=1024)
def named_tokens_of(text: str) -> Tokens:
    """The tokens of a text with the names that mean one thing read as one."""
    tokens = tokens_of(text)
    named = Tokens(tuple(_named(tokens.items)), tokens.after)
    return tokens if named.words == tokens.words else named


@dataclass(frozen=True, slots=True)
class FoldedWords:
    """Words, numbers, signs and marks as they were written, typography alone folded away.

    `places` are their offsets in the text. This is what a quote has to share with its passage:
    case and wording are kept, footnote digits do not count, nor does a hyphen within a word, since
    it may stand at a line's end.
    """

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def folded_words(text: str) -> FoldedWords:
    """The text's words with typography folded away."""
    single = text.translate(_SINGLE)
    words: list[str] = []
    places: list[tuple[int, int]] = []
    last, written = -1, ""
    for match in _TOKEN.finditer(single):
        start, end = match.span()
        kind = match.lastgroup
        value = match.group()
        if kind == "word":
            words.append(value if value.isalpha() and value.isascii() else _letters(value))
        elif kind == "mark":
            elided = ELISION in value or "..." in value
            words.append(ELISION if elided else "-" if value == "—" else value)
        elif kind == "number" and _sticks(single, start, end, last, written):
            continue
        else:
            words.append(value)
        places.append((start, end))
        last, written = end, value
    return FoldedWords(tuple(words), tuple(places))


@lru_cache(maxsize=1024)
def _letters(value: str) -> str:
    if not value.isascii():
        value = letters_folded(value)
    return _SPACED_HYPHEN.sub("", value) if not value.isalpha() else value


def _plain(text: str, *, footnotes: bool) -> tuple[list[Token], str]:
    single = text.translate(_SINGLE)
    found: list[Token] = []
    marks = ""
    last = -1
    for match in _TOKEN.finditer(single):
        kind, value = match.lastgroup, match.group()
        start, end = match.span()
        if kind == "mark":
            marks += ELISION if ELISION in value or "..." in value else value
            last = end
            continue
        if kind == "number":
            if not footnotes and _sticks(single, start, end, last, _before(found)):
                continue
            ratio = marks if marks in ("/", ":") and start - last == 0 and found[-1:] else ""
            ratio = ratio if ratio and found[-1].is_number and found[-1].end == start - 1 else ""
            found.append(Token(value.replace(",", "") + ratio, value, start, end, marks))
        elif kind == "sign":
            word = {"&": "and", "-": "minus"}.get(value, value)
            found.append(Token(word, value, start, end, marks))
        else:
            joined = not value.isalpha()
            month = value == "May" and bool(found)
            for at, word in enumerate(filter(None, (_MAY,) if month else _words(value))):
                found.append(Token(word, value, start, end, "" if at else marks, joined))
        marks = ""
        last = end
    return found, marks


def _before(found: Sequence[Token]) -> str:
    return found[-1].written if found else ""


def _sticks(text: str, start: int, end: int, last: int, written: str) -> bool:
    """Whether figures stick to a word or to the mark that ends it: "improve?1", "children2".

    `last` is where the token before them ends, `written` what that token is.
    """
    if start != last or start < 2 or not written or end - start > 2:
        return False
    if not _FOOTNOTED.match(text, start):
        return False
    before = text[start - 1]
    if before.islower():
        return len(written) > 3 and written.islower()
    return before in ".,;!?\"')" and text[start - 2 : start - 1].isalpha()


@lru_cache(maxsize=4096)
def _words(value: str) -> tuple[str, ...]:
    """How a written word is compared: one word, or the two of a contraction."""
    lower = _letters(value).lower()
    if "'" in lower:
        if (whole := _CONTRACTED.get(lower)) is not None:
            return whole
        for ending, word in _ENDINGS.items():
            if lower.endswith(ending) and len(lower) > len(ending):
                return lower.removesuffix(ending), word
        return (lower,)
    if lower == "cannot":
        return "can", "not"
    if (figure := figure_of(lower)) is not None:
        return (figure,)
    if "-" in value:
        # "three-year" is read as "3-year" is.
        first, _, rest = value.partition("-")
        if (figure := figure_of(_letters(first).lower())) is not None:
            return figure, _letters(rest).lower()
    return (lower,)


def _counted(found: Sequence[Token]) -> Iterator[Token]:
    """Numbers with their scale as one ("1.2 million"), "per cent" as a sign."""
    at = 0
    while at < len(found):
        token = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        if following is not None and not following.before:
            if token.word == "per" and following.word in ("cent", "centum"):
                yield replace(token, word="%", end=following.end)
                at += 2
                continue
            if token.is_number and following.word in SCALES:
                money = at > 0 and found[at - 1].word in ("£", "$", "€")
                if (value := scaled(token.word, following.word, money=money)) is not None:
                    yield replace(token, word=value, end=following.end)
                    at += 2
                    continue
        yield replace(token, word="%") if token.word == "percent" else token
        at += 1


def _named(items: Sequence[Token]) -> Iterator[Token]:
    """Names that mean one thing read as one."""
    known: Names = names()
    at = 0
    while at < len(items):
        match = known.longest(items, at)
        if match is None:
            yield items[at]
            at += 1
            continue
        name, length = match
        first, final = items[at], items[at + length - 1]
        yield Token(name, first.written, first.start, final.end, first.before)
        at += length
