"""The table of operators: what each makes of a true claim, and whether that is still true."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from evals.mutations import (
    cuts,
    figures,
    grammar,
    hedging,
    joined,
    letters,
    names,
    negation,
    opposites,
    quoting,
    reworded,
    scope,
    standing,
    surroundings,
    typeset,
)
from evals.mutations.claims import Made, Rewording, Truth, quoted
from evals.mutations.material import Material

Maker = Callable[[Truth, Material, Random], Iterable[Made]]
# What is asked for: sentences that stand alone, those that lean on the one before, other lines.
From = Literal["truths", "leaning", "lines"]


@dataclass(frozen=True, slots=True)
class Operator:
    """A way to make claims from true ones.

    `supported` tells whether they are still true; `target` the share that the gate is to judge
    rightly (None: counted, and nothing is asked of it); `of` where its true claims come from.
    """

    name: str
    make: Maker
    supported: bool
    target: float | None
    of: tuple[From, ...] = ("truths",)


def _text(change: Rewording, cuts: bool = False) -> Maker:
    """An operator that looks at nothing but the sentence.

    What it gives and the passage says is left out, but where it `cuts`: there the words are the
    passage's own, and what is wrong is that they stop.
    """

    def made(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
        for claim in change(truth.sentence, chance):
            if claim != truth.sentence and (cuts or not material.says(truth.passage, claim)):
                quote = chance.choice((truth.sentence,) * 3 + (None, truth.cite.text))
                yield Made(claim, (quoted(truth.cite, quote),))

    return made


# Rewordings that a mutation is put on top of, and the mutations.
_DRESSES: tuple[Maker, ...] = (
    typeset.first_letter_lowered,
    typeset.ligatures,
    typeset.line_end_hyphens,
    reworded.framed,
    reworded.framed_with_year,
    reworded.contracted,
    reworded.inflected,
    reworded.split,
    reworded.quote_elided,
    reworded.quote_elided_inside,
)
_CHANGES: tuple[Rewording, ...] = (
    figures.numbers,
    figures.years,
    figures.percentages,
    figures.grades,
    negation.negation_added,
    negation.negation_removed,
    hedging.hedge_dropped,
    hedging.quantifier_strengthened,
    hedging.modality_strengthened,
    opposites.antonyms,
    opposites.agents,
    scope.denial_made_whole,
    grammar.preposition_swapped,
    grammar.degree_changed,
)


def _dressed(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """A mutant of what a rewording made."""
    for dressed in chance.choice(_DRESSES)(truth, material, chance):
        for claim in chance.choice(_CHANGES)(dressed.claim, chance):
            if claim != dressed.claim and not material.says(truth.passage, claim):
                yield Made(claim, dressed.cites)


_ANY: tuple[From, ...] = ("truths", "leaning", "lines")

MUTATIONS: tuple[Operator, ...] = (
    Operator("number swapped", _text(figures.numbers), False, 1.0),
    Operator("numbers exchanged", _text(figures.numbers_exchanged), False, 1.0),
    Operator("year swapped", _text(figures.years), False, 1.0, ("truths", "leaning")),
    Operator("month swapped", _text(figures.months), False, 0.98, ("truths", "leaning")),
    Operator("unit swapped", _text(figures.units), False, 0.98),
    Operator("money swapped", _text(figures.money), False, 0.98, _ANY),
    Operator("percentage swapped", _text(figures.percentages), False, 1.0),
    Operator("grade swapped", _text(figures.grades), False, 1.0),
    Operator("authority swapped", names.authority, False, 1.0),
    Operator("person swapped", names.person, False, 0.98, _ANY),
    Operator("post swapped", names.post, False, 0.98),
    Operator("service swapped", names.service, False, 0.98),
    Operator("negation added", _text(negation.negation_added), False, 1.0),
    Operator("negation removed", _text(negation.negation_removed), False, 1.0),
    Operator("hedge dropped", _text(hedging.hedge_dropped), False, 0.98),
    Operator("quantifier strengthened", _text(hedging.quantifier_strengthened), False, 0.98),
    Operator("modality strengthened", _text(hedging.modality_strengthened), False, 0.98),
    Operator("antonym", _text(opposites.antonyms), False, 0.98),
    Operator("agents swapped", _text(opposites.agents), False, 0.98),
    Operator("word of claim changed", quoting.word_of_claim, False, 0.98),
    Operator("word of quote changed", quoting.word_of_quote, False, 1.0),
    Operator("word of claim and quote changed", quoting.word_of_both, False, 1.0),
    Operator("word left out of quote", quoting.word_left_out_of_quote, False, 1.0),
    Operator("quote invented", quoting.quote_invented, False, 1.0),
    Operator("quote of another sentence", quoting.quote_of_another_sentence, False, 0.98),
    Operator("exception cut", _text(cuts.exceptions, cuts=True), False, 0.98),
    Operator("condition cut", _text(cuts.conditions, cuts=True), False, 0.98),
    Operator("attribution dropped", _text(scope.attribution_dropped, cuts=True), False, 0.98),
    Operator(
        "time dropped", _text(scope.time_dropped, cuts=True), False, 0.98, ("truths", "leaning")
    ),
    Operator("limit dropped", _text(scope.limit_dropped, cuts=True), False, 0.98),
    Operator("alternative dropped", _text(scope.alternative_dropped, cuts=True), False, 0.98),
    Operator("comparison cut", _text(scope.comparison_cut, cuts=True), False, 0.98),
    Operator("denial made whole", _text(scope.denial_made_whole), False, 0.98),
    Operator("preposition swapped", _text(grammar.preposition_swapped), False, 0.98),
    Operator("connective swapped", _text(grammar.connective_swapped), False, 0.98),
    Operator("degree changed", _text(grammar.degree_changed), False, 0.98),
    Operator("voice turned", _text(grammar.voice_turned), False, 0.98),
    Operator("one made many", _text(grammar.one_made_many), False, 0.98),
    Operator("past made present", grammar.past_made_present, False, 0.98),
    Operator("present made future", _text(grammar.future_made_present), False, 0.98),
    Operator("mutant in another dress", _dressed, False, 0.98, ("truths", "leaning")),
    Operator("clause appended", joined.clause_appended, False, 0.98),
    Operator("clause of another document appended", joined.clause_of_another_document, False, 0.98),
    Operator("sentence appended", joined.sentence_appended, False, 0.98),
    Operator("two sentences stitched", joined.two_sentences, False, 0.98),
    Operator("two sentences told as cause", joined.two_sentences_as_cause, False, 0.98),
    Operator("two documents stitched", joined.two_documents, False, 0.98),
    Operator("random wrong passage", quoting.random_passage, False, 0.98),
    Operator("nearest wrong passage", quoting.nearest_passage, False, 0.98),
    Operator("next passage cited", quoting.neighbouring_passage, False, 0.98),
    Operator("Cyrillic letter in claim", letters.in_claim(letters.cyrillic), False, 0.98),
    Operator("Cyrillic letter in quote", letters.in_quote(letters.cyrillic), False, 0.98),
    Operator("Greek letter in claim", letters.in_claim(letters.greek), False, 0.98),
    Operator("Greek letter in quote", letters.in_quote(letters.greek), False, 0.98),
    Operator("full width in claim", letters.in_claim(letters.full_width), False, 0.98),
    Operator("full width in quote", letters.in_quote(letters.full_width), False, 0.98),
    Operator("zero width in claim", letters.in_claim(letters.zero_width), False, 0.98),
    Operator("zero width in quote", letters.in_quote(letters.zero_width), False, 0.98),
    Operator("mark over a letter", letters.in_claim(letters.marked), False, 0.98),
    Operator("figure of another script", letters.in_claim(letters.other_digits), False, 0.98),
    Operator("stale told as current", standing.stale_as_current, False, 0.98),
    Operator("told of another date", standing.another_date, False, 0.98),
    Operator("another authority's sentence", standing.another_authoritys, False, 0.98),
    Operator("council's told as inspectors'", standing.council_as_inspectors, False, 0.98),
    Operator("inspectors' told as council's", standing.inspectors_as_council, False, 0.98),
    Operator("inspectors' told as others'", standing.told_by_others, False, 0.98),
    Operator("told of another kind of visit", standing.another_visit, False, 0.98),
    Operator("denied by its frame", standing.denied, False, 0.98),
    Operator("loaded by its frame", standing.loaded, False, 0.98),
    Operator("unresolved pronoun in a frame", standing.framed_pronoun, False, 0.98, ("leaning",)),
    Operator("unresolved pronoun", standing.unresolved_pronoun, False, 0.98, ("leaning",)),
    Operator("unresolved reference", standing.unresolved_reference, False, 0.98, ("leaning",)),
    Operator("unresolved phrase", standing.unresolved_phrase, False, 0.98, ("leaning",)),
    Operator("unresolved share", standing.unresolved_share, False, 0.98, ("leaning",)),
    Operator("told without its lead", surroundings.under_a_lead, False, 0.98),
    Operator("told without what takes it back", surroundings.taken_back, False, 0.98),
    Operator("doubted word told as so", surroundings.doubted, False, 0.98),
    Operator("limiting end cut", surroundings.end_cut, False, 0.98),
    Operator("asked told as answered", surroundings.asked, False, 0.98),
    Operator("bound dropped", _text(surroundings.bound_dropped), False, 0.98),
    Operator("to come told as so", _text(surroundings.to_come_told_as_so), False, 0.98),
    Operator("halves crossed", _text(surroundings.halves_crossed), False, 0.98),
    Operator("subject made a pronoun", standing.subject_made_pronoun, False, 0.98),
    Operator("bare name", standing.bare_name, False, 0.98),
)

TWINS: tuple[Operator, ...] = (
    Operator("verbatim", typeset.verbatim, True, 0.98),
    Operator("verbatim, whole paragraph quoted", typeset.paragraph_quoted, True, 0.98),
    Operator("verbatim, nothing quoted", typeset.nothing_quoted, True, 0.98),
    Operator("with the sentence before", typeset.with_the_one_before, True, 0.98, ("leaning",)),
    Operator("under a plain lead", surroundings.under_a_plain_lead, True, 0.98),
    Operator("followed by another", surroundings.followed, True, 0.98),
    Operator("first letter lowered", typeset.first_letter_lowered, True, 0.98),
    Operator("without full stop", typeset.without_stop, True, 0.98),
    Operator("ligatures", typeset.ligatures, True, 0.98),
    Operator("quote marks", typeset.quote_marks, True, 0.98),
    Operator("no-break spaces", typeset.no_break_spaces, True, 0.98),
    Operator("white space", typeset.white_space, True, 0.98),
    Operator("hyphens", typeset.hyphens, True, 0.98),
    Operator("soft hyphens", typeset.soft_hyphens, True, 0.98),
    Operator("line-end hyphens", typeset.line_end_hyphens, True, 0.98),
    Operator("framed", reworded.framed, True, 0.98),
    Operator("framed with its authority", reworded.framed_with_place, True, 0.98),
    Operator("framed with its year", reworded.framed_with_year, True, 0.98),
    Operator("adverbial dropped", reworded.adverbial_dropped, True, 0.9, ("truths", "leaning")),
    Operator("contraction", reworded.contracted, True, 0.98),
    Operator("numeral", reworded.numeral, True, 0.98),
    Operator("inflection", reworded.inflected, True, 0.85),
    Operator("sentence split", reworded.split, True, 0.9),
    Operator("second predicate left off", reworded.predicate_left_off, True, 0.9),
    Operator("consequence left off", reworded.tail_left_off, True, None),
    Operator("quote elided between sentences", reworded.quote_elided, True, 0.9),
    Operator("quote elided inside a sentence", reworded.quote_elided_inside, True, 0.9),
)

OPERATORS = (*MUTATIONS, *TWINS)
