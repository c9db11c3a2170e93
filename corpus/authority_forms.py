"""Authorities as they are carelessly typed in questions, written out by their plain names.

Documents name their authorities in full and are read by `corpus.authorities` alone; whoever asks
types "H&F", "north somersets", "whats the gap in reading's LADO" and "Shefield".
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from corpus.authorities import (
    EVERYDAY,
    Mention,
    form,
    key_of,
    known_keys,
    known_names,
    mentions,
    places,
)
from corpus.dates import MONTH

# Slips are taken for names of at least so many letters, one letter away.
_SLIP_LENGTH = 7
_WORD = re.compile(r"[A-Za-z]+|&")
# "Blackburn w Darwen", "carers w/ babies".
_WITH = re.compile(r"(?<=[a-z]) w/? (?=[A-Za-z])")
_SMALL = frozenset({"and", "of", "on", "upon", "with"})
# What is of an authority: after its name in small letters it tells that a name is meant.
_OF_COUNCILS = (
    r"(?:(?:borough|city|county|metropolitan)\s+)?(?:council|borough|lado|ofsted|ilacs|jtai|"
    r"inspections?|reports?|focused visit|monitoring visit|local offer|care[ -]leavers?|"
    r"children[’']?s services|dcs|mash|social workers?|foster carers?|grades?|ratings?|"
    r"designated officer|corporate parenting|virtual school|(?:19|20)\d\d)\b"
)
_AUXILIARY = r"(?:did|does|do|has|have|had|was|is|were|are|can|could|should|must|told|asked|gave)"
_DOES = (
    r"(?:get|got|have|has|had|need|needs|do|does|doing|done|been|still|now|ever|provide|offer|"
    r"give|pay|improve|improved|told|asked|rated|graded|judged|good|inadequate|outstanding|"
    r"inspected|belong|use|run|share|commission|spend|employ|join|recruit|host|to)\b"
)
# "By reading reports" reads them.
_VERB_BEFORE = re.compile(
    r"\b(?:by|after|from|when|while|without|before|am|i[’']?m|are|is|was|been|be|enjoy|keep|"
    r"start|started|of|to|worth|like|not|just|and|about)\s+\Z",
    re.I,
)
_VERB_AFTER = re.compile(
    r"\s+(?:the|an?|this|these|those|that|their|them|it|its|his|her|my|our|your|between|through|"
    r"aloud|again|up|out|into|about|and (?:writing|reviewing|understanding|reporting))\b",
    re.I,
)
_ENDS = (
    r"(?:\s*(?:\Z|[?.,;:!()–—-])|"
    rf"\s+(?:(?:in|for|from|since|by|at)\s+)?(?:(?:{MONTH})\s+)?(?:19|20)\d\d\b)"
)
_JOINED = r"(?:and|or|&|vs\.?|versus|with|against|than|,)"


@dataclass(frozen=True, slots=True)
class SpeltOut:
    """A text with its authorities by their plain names.

    `slips` are the words that were misspelt, each with the name it was taken for.
    """

    text: str
    slips: tuple[tuple[str, str], ...] = ()


def spelt_out(text: str, known: Sequence[str] = ()) -> SpeltOut:
    """Write out what stands for an authority in a question; `known` are those of the index.

    A misspelt name is put right only where it is one letter away from one name alone, that name
    is an indexed one, and the question names no other authority.
    """
    compound = _compounds(_WITH.sub(" with ", text))
    text = _forms().sub(_form_written_out, compound.text)
    text = _written().sub(lambda match: _written_forms()[match.group()], text)
    text = _possessive(tuple(known)).sub(_with_apostrophe, text)
    text = _capitalised(text, known)
    text = _once(text, known)
    if mentions(text, known):
        return SpeltOut(text, compound.slips)
    return _without_slips(text, known)


def places_of_forms(text: str) -> list[tuple[int, int]]:
    """Where short forms of authorities stand in a text: "North Lincs", "H&F"."""
    return [
        match.span()
        for match in _forms().finditer(text)
        if key_of(re.sub(r"\s*&\s*", " & ", match.group())) in _by_form()
    ]


def forms_of() -> dict[str, list[str]]:
    """The short forms of authorities, by plain name, as they are written."""
    return {
        name: [*_data()["forms"].get(name, ()), *_data()["written"].get(name, ())]
        for name in (_data()["forms"] | _data()["written"])
    }


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    listing = files("corpus").joinpath("authority_forms.toml").read_text(encoding="utf-8")
    return tomllib.loads(listing)


@lru_cache(maxsize=1)
def _by_form() -> dict[str, str]:
    return {key_of(form): name for name, forms in _data()["forms"].items() for form in forms}


@lru_cache(maxsize=1)
def _forms() -> re.Pattern[str]:
    """Short forms and full names; full names are matched so that no form is found within one."""
    keys = sorted({*_by_form(), *map(key_of, known_names()), *places()}, key=len, reverse=True)
    return re.compile(rf"(?<![\w&-])(?:{'|'.join(map(_loose, keys))})(?![\w&-])", re.IGNORECASE)


def _loose(key: str) -> str:
    """A name's pattern that takes "&" without spaces as well."""
    return r"(?:,?[\s-]+and[\s-]+|\s*&\s*)".join(map(form, key.split(" and ")))


def _form_written_out(match: re.Match[str]) -> str:
    written = re.sub(r"\s*&\s*", " & ", match.group())
    return _by_form().get(key_of(written), written)


@lru_cache(maxsize=1)
def _written_forms() -> dict[str, str]:
    return {form: name for name, forms in _data()["written"].items() for form in forms}


@lru_cache(maxsize=1)
def _written() -> re.Pattern[str]:
    # Not within "Bath and North East Somerset", and in no run of capitalised words ("Bath Road").
    forms = "|".join(_written_forms())
    return re.compile(rf"(?<=[a-z,:;(] )(?:{forms})(?![\w-])(?! (?:and|&|[A-Z][a-z]))")


@lru_cache(maxsize=16)
def _possessive(known: tuple[str, ...]) -> re.Pattern[str]:
    """Names with an "s" and no apostrophe before another word; "yorks" is a county as well."""
    keys = {key_of(name) for name in (*known_names(), *known)} - EVERYDAY - {"york", "derby"}
    names = sorted((k for k in keys if not k.endswith("s")), key=len, reverse=True)
    whole = "|".join(map(form, sorted(keys | places(), key=len, reverse=True)))
    some = "|".join(map(form, names))
    return re.compile(
        rf"(?<![\w&-])(?:(?P<name>{some})s(?=\s+\w)|(?:{whole})(?![\w-]))", re.IGNORECASE
    )


def _with_apostrophe(match: re.Match[str]) -> str:
    name = match["name"]
    return f"{known_names().get(name.lower(), name)}'s" if name else match.group()


def _capitalised(text: str, known: Sequence[str]) -> str:
    """Everyday words in capitals where they are names, in small letters where they are not."""
    for word, aside in _data()["words"].items():
        if re.search(rf"\b{word}", text, re.IGNORECASE):
            text = _told_apart(text, word, aside.split(), known)
    return text


def _told_apart(text: str, word: str, aside: Sequence[str], known: Sequence[str]) -> str:
    others = [m for m in mentions(text, known) if m.name.lower() != word]
    is_aside = re.search(rf"\b(?:{'|'.join(aside)})\b", text, re.IGNORECASE) is not None

    def put(match: re.Match[str]) -> str:
        written = match.group()
        if any(m.start <= match.start() < m.end for m in others):
            return written
        if written.lower() != word:
            # "Readings LADO": without its apostrophe.
            owned = re.match(rf"\s+{_OF_COUNCILS}", text[match.end() :], re.IGNORECASE)
            return f"{_name_of(word)}'s" if owned and not is_aside else written
        if written[0].isupper():
            # Where a sentence begins, a capital tells nothing.
            begins = re.search(r"(?:\A|[.?!]\s)\W*\Z", text[: match.start()]) is not None
            verb = begins and _VERB_AFTER.match(text, match.end())
            return written.lower() if verb else written
        named = not is_aside and _is_named(text, match, others)
        return _name_of(word) if named else written

    return re.sub(rf"(?<![\w-]){word}s?(?![\w-])", put, text, flags=re.IGNORECASE)


def _name_of(word: str) -> str:
    written = {form.lower(): name for form, name in _written_forms().items()}
    return written.get(word, word.capitalize())


def _is_named(text: str, match: re.Match[str], others: Sequence[Mention]) -> bool:
    """Whether an everyday word in small letters shows signs of being a name."""
    before, after = text[: match.start()], text[match.end() :]
    if re.match(r"[’']s\b", after):
        return True
    if _VERB_AFTER.match(after):
        return False
    if re.search(r"\b(?:in|for|at|of)\s+\Z", before, re.I) and re.match(_ENDS, after):
        return True
    if re.match(rf"\s+{_OF_COUNCILS}", after, re.I) and not _VERB_BEFORE.search(before):
        return True
    if re.match(r"\W*\Z", before) and re.match(r"\s*[:–—]|\s+-\s", after):
        return True
    if re.search(rf"\b{_AUXILIARY}\s+\Z", before, re.I) and re.match(rf"\s+{_DOES}", after, re.I):
        return True
    start, end = match.span()
    return any(
        re.fullmatch(rf"\s*{_JOINED}\s*", text[end : m.start] or "-", re.I)
        or re.fullmatch(rf"\s*{_JOINED}\s*", text[m.end : start] or "-", re.I)
        for m in others
    )


def _once(text: str, known: Sequence[str]) -> str:
    """ "The Royal Borough (RBWM)" and "Windsor and Maidenhead (RBWM)" as the one name they are."""
    text = re.sub(
        r"\b(?:the )?(?:(?:royal|london) borough|county|city|council|borough)\s*"
        r"\((?P<name>[A-Z][A-Za-z, -]+)\)",
        lambda match: match["name"] if _is_name(match["name"], known) else match.group(),
        text,
        flags=re.IGNORECASE,
    )
    found = mentions(text, known)
    for one, other in reversed(list(pairwise(found))):
        closing = re.match(r"\)", text[other.end :])
        if one.name == other.name and closing and text[one.end : other.start].strip() == "(":
            text = text[: one.end] + text[other.end + 1 :]
    return text


def _is_name(text: str, known: Sequence[str]) -> bool:
    return any(m.start == 0 and m.end == len(text) for m in mentions(text, known))


def _compounds(text: str) -> SpeltOut:
    """Names of several words with one of them misspelt, as their plain names.

    "Noth Somerset" is North Somerset: what is told of Somerset is no answer.
    """
    words = list(_WORD.finditer(text))
    lower = [match.group().lower().replace("&", "and") for match in words]
    found: dict[tuple[int, int], set[str]] = {}
    for place, word in enumerate(lower):
        for key, offset in _by_word().get(word, ()):
            first = place - offset
            if first >= 0 and _is_but_for_one(lower[first : first + len(key)], key):
                span = words[first].start(), words[first + len(key) - 1].end()
                found.setdefault(span, set()).add(" ".join(key))
    slips: list[tuple[str, str]] = []
    longest = sorted(found.items(), key=lambda item: item[0][0] - item[0][1])
    taken: list[tuple[int, int, str]] = []
    for (start, end), keys in longest:
        names = {known_keys()[key] for key in keys}
        if len(names) == 1 and not any(start < last and first < end for first, last, _ in taken):
            taken.append((start, end, names.pop()))
    for start, end, name in sorted(taken, reverse=True):
        slips.insert(0, (text[start:end], name))
        text = text[:start] + name + text[end:]
    return SpeltOut(text, tuple(slips))


def _is_but_for_one(words: Sequence[str], key: Sequence[str]) -> bool:
    """Whether words are those of a name but for a slip in one; few names bear a real word."""
    if len(words) != len(key):
        return False
    other = [(word, right) for word, right in zip(words, key, strict=True) if word != right]
    if len(other) != 1:
        return False
    word, right = other[0]
    if word in ("or", right + "s"):
        return False
    # "Cheshire Eat" is no county that eats: the last word of a name that goes on from another.
    goes_on = right == key[-1] and " ".join(key[:-1]) in known_keys()
    plain = len(word) > 2 and (goes_on or word not in _near())
    return _is_slip(word, right) and (len(key) > 2 or plain)


@lru_cache(maxsize=1)
def _by_word() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """The names of several words by each of their longer words, with its place in the name."""
    names: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for name in known_keys():
        key = tuple(name.split())
        for place, word in enumerate(key):
            if len(key) > 1 and word not in _SMALL:
                names.setdefault(word, []).append((key, place))
    return names


@lru_cache(maxsize=1)
def _near() -> frozenset[str]:
    return frozenset(_data()["near"]["words"].split())


def _without_slips(text: str, known: Sequence[str]) -> SpeltOut:
    """The text with a misspelt name put right, where there is one and one name for it."""
    near = _near()
    indexed = {name.lower() for name in known}
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if len(word) < _SLIP_LENGTH - 1 or word in near or word in EVERYDAY:
            continue
        meant = {part for part in _parts(tuple(known)) if _is_slip(word, part)}
        if len(meant) != 1:
            continue
        right = meant.pop()
        if right in EVERYDAY or len(right) < _SLIP_LENGTH:
            continue
        if right[0] != word[0] or word == right + "s":
            continue
        tried = text[: match.start()] + right.capitalize() + text[match.end() :]
        for mention in mentions(tried, known):
            if mention.start <= match.start() < mention.end and mention.name.lower() in indexed:
                return SpeltOut(tried, ((_as_typed(text, mention, tried), mention.name),))
    return SpeltOut(text)


def _as_typed(text: str, mention: Mention, tried: str) -> str:
    return text[mention.start : mention.end + len(text) - len(tried)]


@lru_cache(maxsize=16)
def _parts(known: tuple[str, ...]) -> frozenset[str]:
    """The words of all names: one letter away from two of them, a word is a slip of neither."""
    names = (*known_names(), *known)
    return frozenset(word for name in names for word in key_of(name).split())


def _is_slip(word: str, right: str) -> bool:
    """Whether one letter was left out, added, or mistaken, or two were exchanged."""
    if abs(len(word) - len(right)) > 1 or word == right:
        return False
    start = 0
    while start < min(len(word), len(right)) and word[start] == right[start]:
        start += 1
    a, b = word[start:], right[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
