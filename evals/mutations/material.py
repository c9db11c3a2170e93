"""What true claims are taken from: a corpus's passages, its sentences and its names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.documents import INSPECTORS_KINDS
from corpus.ingested import IngestedDocument
from corpus.sentences import sentences
from evals.mutations.claims import Cite, Truth
from evals.mutations.words import words

# Words that tell something of a subject; a line without one is a heading, a label or a name.
VERB = re.compile(
    r"""\b(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|must|should
      |needs?|remains?|provides?|provided|receives?|received|shows?|showed|found|saw|makes?|made
      |works?|worked|helps?|helped|supports?|ensures?|ensured|benefits?|leads?|led|continues?
      |continued|understands?|knows?|uses?|used|meets?|met|gives?|gave|takes?|took|leaves?|left
      |reports?|reported|includes?|included|enables?|allows?|lacks?|reflects?|identify
      |identifies|identified|visits?|visited|complete[sd]?|increased|decreased|reduced|rose|fell
      |improved|noted|asked|agreed|advised|stated|explained|confirmed|heard|said)\b""",
    re.VERBOSE,
)
_ORDERS = frozenset(words("orders"))
_POINTING = frozenset(words("pointing"))
# Words that can be the whole subject ("Some have left"), and then stand for what was said before.
_ALONE = re.compile(
    r"""(?:one|each|all|some|many|most|both|another|few|several|a\ few|two|three|four|five|six|seven
      |eight|nine|ten|a\ (?:small\ |large\ |significant\ )?(?:minority|majority|number)
      |(?:only\ |about\ |over\ |nearly\ )?(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]+)?
         |eleven|twelve|[a-z]+teen|\d+)
       (?:\ per\ cent|%)?
      |the\ (?:two|three|four|five)
      |the\ (?:vast\ |large\ |great\ )?(?:majority|rest|others?|same|former|latter|remainder)
      |not\ all|almost\ all|nearly\ all|fewer|more|\d+)
      \s+(?:[a-z]+ly\ )?(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might
      |should|must|also|needs?|remains?|lives?|left|makes?|wants?|says?|said|enter|continues?|come
      |benefits?|receives?|achieves?|feels?|felt|knows?|told|go|get|take|give|show|stay|become
      |understand|include|consider|(?:do|did|does|are|is|was|were|have|has|had)n[’']t
      |of\ (?:these|those|them|this))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_LINKS = re.compile(
    r"""(?:however|but|and|or|nor|also|therefore|consequently|additionally|furthermore|moreover
      |nevertheless|nonetheless|similarly|subsequently|conversely|likewise|accordingly|otherwise
      |instead|equally|as\ a\ (?:result|consequence)|as\ such
      |in\ (?:addition|contrast|turn|particular)|for\ (?:example|instance)|despite\ this
      |because\ of\ this|in\ this|at\ that|of\ th(?:is|ese|ose)
      |at\ the\ same\ time|on\ the\ other\ hand|by\ contrast|yet|still|too|then|again|rather
      |which|who|whose|that\ said|even\ so|where\ this|when\ this|if\ this|while\ this
      |although\ this|whilst\ this|for\ (?:these|those|this)|with\ (?:this|these)
      |to\ this\ end|since\ then
      |while\ (?:these|they|it)|although\ (?:these|they|it)|when\ (?:these|they|it)
      |where\ (?:these|they|it)|if\ (?:these|they|it))\b""",
    re.VERBOSE | re.IGNORECASE,
)
# A phrase before the subject that points back, or a subject behind it that does.
_OWN = r"(?!\ (?:short\ |focused\ |monitoring\ |local\ )?(?:inspection|visit|report|letter|year))"
_FRONTED = re.compile(
    rf"""(?:in|for|at|on|to|of|by|as|from|with|within|during|despite|following|over|under|since|after
      |before|until|once|when|where|while|whilst|although|if|because\ of|due\ to|prior\ to|among
      |alongside|through|throughout|without|across|half|[\w’-]+\ per\ cent|the\ [a-z]+|[a-z]+ly)\b
      (?:[^,.;]{{0,60}}?\ (?:this|these){_OWN}\b
      |\ those\ (?:cases|instances|circumstances|areas|situations)\b
      |[^,.;]{{0,60}},\ (?:this|these|it|he|she){_OWN}\b)
      |(?:[\w’-]+\ ){{1,3}}(?:said|found|reported|noted|told)\ that\ (?:this|these)\b
      |both\ [a-z]+\b(?!\ (?:[a-z]+\ ){{0,2}}and\b)
      |the\ (?:number|proportion|percentage)\ (?:is|was|has|had|rose|fell|increased|decreased)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_PROSE = re.compile(
    r"@|https?:|www\.|\d{3,} \d{3,}|[•·|\t\n]|[A-Za-z]\d|\d[A-Za-z]|…|\.\.|\*|_"
)
_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
_TITLED = re.compile(
    r"\b(?:Councillor|Cllr|Mr|Mrs|Ms|Miss|Dr)\.? ([A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2})"
)
_LEAD = re.compile(r"\blead inspector:? ([A-Z][a-z]+(?: [A-Z][A-Za-z’'-]+){1,2})", re.IGNORECASE)
# Said in so many documents, a sentence is the form's own.
_FORMULA = 3


@dataclass(frozen=True)
class Material:
    """What operators draw on.

    `cites` are the corpus's passages, cited whole, and `owners` the ids of their documents;
    `truths` the sentences that can stand alone, `leaning` those that begin with a word that points
    back or links, `lines` what is no sentence or no prose; `people` the names that stand in them.
    """

    cites: tuple[Cite, ...]
    owners: tuple[str, ...]
    truths: tuple[Truth, ...]
    leaning: tuple[Truth, ...]
    lines: tuple[Truth, ...]
    people: tuple[str, ...]

    @cached_property
    def lowercase(self) -> frozenset[str]:
        """Words that the corpus writes without a capital in the middle of a sentence."""
        small: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        for cite in self.cites:
            for match in re.finditer(r"(?<=[a-z,] )([A-Za-z][a-z’-]*)", cite.text):
                word = match.group()
                (small if word.islower() else capital)[word.lower()] += 1
        return frozenset(word for word in small if small[word] > capital[word])

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The passages as runs of words in lower case, between spaces."""
        return tuple(folded(cite.text) for cite in self.cites)

    @cached_property
    def _standing(self) -> dict[str, list[int]]:
        standing: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.folded):
            for word in set(text.split()):
                standing[word].append(number)
        return standing

    @cached_property
    def _by_passage(self) -> dict[int, list[Truth]]:
        found: dict[int, list[Truth]] = defaultdict(list)
        for truth in self.truths:
            found[truth.passage].append(truth)
        return found

    def truths_of_passage(self, number: int) -> list[Truth]:
        """The true claims that one passage gives, in order."""
        return self._by_passage[number]

    def says(self, number: int, claim: str) -> bool:
        """Whether the passage holds the claim's words in their order, one after another."""
        return folded(claim) in self.folded[number]

    def nearest(self, truth: Truth) -> list[int]:
        """Other passages that share words with the sentence, those that share the most first.

        A passage that says the same words is not among them.
        """
        shared: Counter[int] = Counter()
        for word in set(folded(truth.sentence).split()):
            places = self._standing[word]
            if len(places) * 5 < len(self.cites):
                shared.update(places)
        return [
            number
            for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:12]
            if number != truth.passage and not self.says(number, truth.sentence)
        ]

    @cached_property
    def authorities(self) -> tuple[str, ...]:
        """The authorities that the corpus is about, in order of the alphabet."""
        return tuple(sorted({cite.authority for cite in self.cites if cite.authority}))

    @cached_property
    def vocabulary(self) -> dict[str, tuple[str, ...]]:
        """Everyday words of the corpus by the ending that tells what part of speech they are."""
        counted: Counter[str] = Counter()
        for truth in self.truths:
            counted.update(
                set(re.findall(r"(?<![A-Za-z’'-])[a-z]{5,}(?![A-Za-z’'-])", truth.sentence))
            )
        return by_ending(word for word, times in sorted(counted.items()) if times >= 3)


_ENDINGS = words("endings")


def ending(word: str) -> str:
    """The ending that tells a word's part of speech; empty where none does."""
    return next((each for each in _ENDINGS if word.endswith(each)), "")


def by_ending(given: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words, by their endings."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in given:
        found[ending(word)].append(word)
    return {each: tuple(sorted(group)) for each, group in found.items()}


def folded(text: str) -> str:
    """Words and figures alone, in lower case, a space before and after each."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "


def material_of(documents: Sequence[IngestedDocument]) -> Material:
    """The material that these documents give."""
    cites: list[Cite] = []
    owners: list[str] = []
    found: list[tuple[Truth, str]] = []
    lines: list[Truth] = []
    people: set[str] = set()
    for each in documents:
        document = each.document
        if document.lead_inspector:
            people.add(document.lead_inspector)
        for passage in each.passages:
            cite = Cite(
                passage.text,
                None,
                document.authority,
                document.dates.ordering,
                document.kind,
                document.publisher,
            )
            number = len(cites)
            cites.append(cite)
            owners.append(document.id)
            people.update(_name(match.group(1)) for match in _TITLED.finditer(passage.text))
            people.update(_name(match.group(1)) for match in _LEAD.finditer(passage.text))
            for start, end in sentences(passage.text):
                sentence = passage.text[start:end]
                truth = Truth(sentence, cite, start, document.id, number)
                if passage.shape == "paragraph" and is_prose(sentence):
                    found.append((truth, folded(sentence)))
                elif 3 <= len(sentence.split()) <= 40:
                    lines.append(truth)
    said = Counter(text for text, _ in {(text, truth.document_id) for truth, text in found})
    own = [truth for truth, text in found if said[text] < _FORMULA]
    return Material(
        tuple(cites),
        tuple(owners),
        tuple(truth for truth in own if not leans(truth.sentence)),
        tuple(truth for truth in own if leans(truth.sentence)),
        tuple(lines),
        tuple(sorted(people)),
    )


def _name(written: str) -> str:
    """A name without the post that follows it on the next line."""
    return re.sub(r" (?:Deputy|Team|Lead|HMI|Her|His|Ofsted|Senior|Associate)\b.*", "", written)


def is_prose(sentence: str) -> bool:
    """Whether this is a whole sentence that tells something: no heading, order or address."""
    count = len(sentence.split())
    return (
        6 <= count <= 45
        and sentence.endswith(".")
        and sentence[0].isupper()
        and sentence.count("(") == sentence.count(")")
        and sentence.count("‘") <= sentence.count("’")
        and sentence.count("“") == sentence.count("”")
        and sentence.split()[0].lower() not in _ORDERS
        and _NOT_PROSE.search(sentence) is None
        and VERB.search(sentence) is not None
    )


def leans(sentence: str) -> bool:
    """Whether the sentence begins with a word that points back to what was said before."""
    first = _WORD.match(sentence)
    return (
        (first is not None and first.group().lower() in _POINTING)
        or _ALONE.match(sentence) is not None
        or _LINKS.match(sentence) is not None
        or _FRONTED.match(sentence) is not None
    )


def is_inspectors(cite: Cite) -> bool:
    """Whether inspectors wrote it."""
    return cite.kind in INSPECTORS_KINDS
