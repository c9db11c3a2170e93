"""What holds of any sentence: one changed word is refused, typography is not."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.gate.gate import examine
from bot.answering.gate.inflection import same_word
from bot.answering.gate.nearest import nearest_quote
from tests.bot.answering.gate.material import source

SENTENCES = (
    "Most children in Aldermere are visited within 12 working days by a worker they know.",
    "Leaders have not yet reduced the caseloads of staff in the assessment teams.",
    "Care leavers value the personal advisers who help them to find a safe home.",
    "Too few plans say what should happen when a placement breaks down.",
    "In the year to March 2024, 41% of pupils in Thornbeck changed school at least once.",
    "Foster carers are well trained, and their views shape the service.",
)
TEXT = " ".join(SENTENCES)
WORDS = sorted({word for sentence in SENTENCES for word in re.findall(r"[A-Za-z0-9]+", sentence)})
OTHERS = ["ferry", "orchard", "seven", "never", "all", "might", "unless", "outstanding", "2019"]

sentence = st.sampled_from(SENTENCES)


@given(sentence, st.integers(0, 30), st.sampled_from(WORDS + OTHERS))
def test_one_other_word_is_refused(said: str, at: int, word: str) -> None:
    words = said.split()
    at %= len(words)
    old = re.sub(r"\W", "", words[at]).lower()
    if same_word(word.lower(), old):
        return
    claim = " ".join([*words[:at], word, *words[at + 1 :]])
    assert not examine(claim, [source(TEXT)]).accepted


@given(sentence, st.integers(0, 30), st.sampled_from(WORDS + OTHERS))
def test_one_word_more_is_refused(said: str, at: int, word: str) -> None:
    words = said.split()
    at %= len(words)
    claim = " ".join([*words[:at], word, *words[at:]])
    assert not examine(claim, [source(TEXT)]).accepted


_TYPOGRAPHY = {
    " ": [" ", "  ", "\u00a0", "\u2009"],
    "fi": ["fi", "ﬁ"],
    "ff": ["ff", "ﬀ"],
    "ar": ["ar", "a\u00adr"],
    "-": ["-", "\u2011", "–"],
}


@given(sentence, st.data())
def test_typography_changes_nothing(said: str, data: st.DataObject) -> None:
    pattern = "|".join(map(re.escape, _TYPOGRAPHY))
    typed = re.sub(
        pattern, lambda match: data.draw(st.sampled_from(_TYPOGRAPHY[match.group()])), said
    )
    claim = said[0].lower() + said[1:] if data.draw(st.booleans()) else said
    quote = typed.replace(" ", "\n", 3)
    assert examine(claim, [source(TEXT.replace(said, typed), quote)]).accepted


odd = st.text(max_size=80) | st.lists(st.sampled_from([*WORDS, "…", ".", ",", "-", "\n", "%"])).map(
    " ".join
)


@given(odd, odd, st.none() | odd)
def test_never_raises(claim: str, text: str, quote: str | None) -> None:
    verdict = examine(claim, [source(text, quote)])
    assert verdict.accepted == (verdict.check is None)
    instead = nearest_quote(claim, text)
    assert instead is None or instead in text
