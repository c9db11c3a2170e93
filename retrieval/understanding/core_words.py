"""The words of a question that carry its topic, and the proper names among them."""

import re
from collections.abc import Iterator

from retrieval.understanding.question_words import question_words
from retrieval.understanding.times import is_time, spans_of_times

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
# "Catch22" and "Time4U" are one word each.
WORD = re.compile(
    rf"[{_LETTER}]+\d[{_LETTER}\d]*|[{_LETTER}][{_LETTER}’'-]*[{_LETTER}]|[{_LETTER}]|"
    r"£?\d+(?:[.,/]\d+)*%?"
)
# "Isn't", "they've", "I'm": words that frame a question, run together.
_CONTRACTED = re.compile(r"[A-Za-z]+(?:n[’']t|[’'](?:ve|m|re|ll|d))", re.IGNORECASE)
# "Past 25": how an age is spoken of, which documents say in other words.
_OF_AN_AGE = re.compile(
    r"\b(?:past|over|above|beyond|after|under|until|turn(?:s|ed|ing)?|reach(?:es|ed|ing)?) "
    r"(?=(?:1\d|2[0-6])\b)",
    re.IGNORECASE,
)
# "The single inspection": under which framework it was made, which is no matter of its own.
_FRAMEWORK = re.compile(
    r"\b(?:single|full|standard|short)(?= (?:ofsted )?inspections?\b)|"
    r"\b(?:ILACS|SIF)(?= (?:inspections?|reports?|judge?ments?|grades?|list|recommendations?)\b)|"
    r"\b(?:(?:19|20)\d\d|latest|newest|last|recent|current) (?:ILACS|SIF)\b|"
    # Who says it, where it is asked what was said about something.
    r"\b(?:monitoring|focused|unannounced)[ -](?:visit|letter|inspection)"
    r"(?=(?: (?:to|of|in|\d{4}))* (?:say|find|report|note|conclude|tell(?: us)?|think|make)\b"
    r"[^?]*\b(?:about|on|of)\b)",
    re.I,
)
# "Family Drug and Alcohol Court": two capitalised words or more, joined by small ones.
_PROPER = re.compile(r"(?<!\A)\b[A-Z][\w’'-]+(?:\s+(?:(?:of|and|for|the|to)\s+)*[A-Z][\w’'-]+)+")
# "Team 8", "Unit 12": what is numbered in a document ("Outcome 3", "Year 6") is none.
_NUMBERED = re.compile(
    r"(?<!\A)\b(?!(?:Outcome|Enabler|Level|Tier|Year|Stage|Grade|Step|Phase|Age|Page|Table|Section|"
    r"Paragraph|Part|Item|Point|Appendix|Annex|Recommendation|Quarter|Under|Over|Past|Top|Article|"
    r"Regulation|Figure|Day|Week|Month|Of|In|At|On|By|To|For|From|And|The|"
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)"
    r"[A-Z][a-z]+ \d{1,2}\b(?!\s?%|[./,]\d)"
)
# What such names begin with in a question, and what is no name: "The Oct 2017 pack".
_NO_NAME = re.compile(
    r"(?:The|An?|Is|Are|Was|Were|Cllrs?|Councillors?|Mrs?|Ms|Dr|Jan(?:uary)?|Feb(?:ruary)?|"
    r"Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Winter)\Z"
)


def core_words(text: str) -> tuple[str, ...]:
    """The words that carry the topic, in the order of `text`, each once."""
    aside = list(spans_of_times(text))
    aside += [match.span() for match in _OF_AN_AGE.finditer(text)]
    aside += [match.span() for match in _FRAMEWORK.finditer(text)]
    words: list[str] = []
    for match in WORD.finditer(text):
        word = re.sub(r"[’']s\Z", "", match.group().strip("’'"))
        if word.lower() in question_words("frame") or any(s <= match.start() < e for s, e in aside):
            continue
        # "w", "v", "b": short for words that frame a question.
        short = len(word) == 1 and word.islower()
        if word and not (short or _CONTRACTED.fullmatch(word) or is_time(word)):
            words.append(word)
    return tuple(dict.fromkeys(words))


def proper_names(text: str) -> Iterator[str]:
    """The proper names of several words; months and titles are no part of one.

    "London and England" are two names of one word each.
    """
    yield from (match.group() for match in _NUMBERED.finditer(text))
    for match in _PROPER.finditer(text):
        words = [re.sub(r"[’']s?\Z", "", word) for word in match.group().split()]
        while words and (_NO_NAME.match(words[0]) or not words[0][0].isupper()):
            del words[0]
        while words and (_NO_NAME.match(words[-1]) or not words[-1][0].isupper()):
            del words[-1]
        pair = len(words) == 3 and words[1] == "and"
        if sum(word[0].isupper() for word in words) > 1 and not pair:
            yield " ".join(words)
