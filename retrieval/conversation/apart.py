"""Which of the questions of a text are looked for apart: those that ask for different things.

"How was it graded, and what must improve?" is told from two registers. What is asked of one kind
of thing stays one question, however many clauses it has.
"""

from collections.abc import Callable

from retrieval.conversation.references import is_left_open, points_to_the_matter
from retrieval.query import Query
from retrieval.understanding.intents import FARED, INSPECTION, JUDGEMENTS, RECOMMENDATIONS
from retrieval.understanding.parts import asked_together
from retrieval.understanding.question_words import question_words
from retrieval.understanding.wording import names_a_term

# How a question is understood, in the light of the one before it where there is one.
Reading = Callable[[str, Query | None], Query]


def questions_apart(question: str, reading: Reading, *, of_one_kind: bool = False) -> list[str]:
    """The questions of a text that are answered one by one; the text itself where it is one.

    `of_one_kind`: those that ask for the same kind of thing as well.
    """
    first, *others = asked_together(question)
    if not others:
        return [question]
    found, last = [first], reading(first, None)
    for part in others:
        query = reading(part, last)
        other = of_one_kind or query.intent != last.intent
        if other and _stands(query, part) and _stands(last, found[-1]):
            found.append(part)
            last = query
        else:
            found[-1] = f"{found[-1].rstrip(' ?.')} and {part}"
    return found if len(found) > 1 else [question]


def _stands(query: Query, part: str) -> bool:
    """Whether a part says itself what it asks for: a register, or a matter by its name."""
    if query.intent != "passages":
        registers = (JUDGEMENTS, FARED, RECOMMENDATIONS, INSPECTION)
        return any(register.search(part) for register in registers)
    aside = question_words("soft") | question_words("list")
    own = [w for w in query.core if w.lower() in part.lower() and w.lower() not in aside]
    points = points_to_the_matter(part, own) or is_left_open(part, own)
    return not points and (len(own) > 1 or names_a_term(" ".join(own)))
