"""Names in another's place: authorities, people, posts and services."""

import re
from collections.abc import Iterator
from random import Random

from evals.mutations.claims import Made, Truth, quoted
from evals.mutations.material import Material
from evals.mutations.words import words

# Half of what is put in is no real authority: a gate must not depend on a list of them.
_INVENTED_PLACES = (
    "Eastmoor",
    "Kingsholme",
    "Harrowdale",
    "North Wexley",
    "Brackenford",
    "Sallowby",
)
_INVENTED_PEOPLE = ("Gwendoline Partridge", "Tobias Ashgrove", "Imelda Rooke", "Desmond Farthing")
_POSTS = words("posts")
_SERVICES = words("services")
_SPEAKER = re.compile(
    r"\b((?:Councillor|Cllr|Mr|Mrs|Ms|Dr)\.? )?([A-Z][a-z]+(?:[ -][A-Z][a-zA-Z’-]+){0,2})\b"
)


def authority(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """Another authority's name where the sentence has its own."""
    own = truth.cite.authority
    if own is None:
        return
    for match in re.finditer(rf"(?<![\w-]){re.escape(own)}(?![\w-])", truth.sentence):
        other = another_authority(truth, material, chance)
        claim = truth.sentence[: match.start()] + other + truth.sentence[match.end() :]
        yield Made(claim, (quoted(truth.cite, chance.choice((truth.sentence, None))),))


def another_authority(truth: Truth, material: Material, chance: Random) -> str:
    """An authority that the passage has nothing to do with."""
    own = truth.cite.authority or ""
    others = [
        name
        for name in (
            *material.authorities,
            *_INVENTED_PLACES * (1 + len(material.authorities) // 6),
        )
        if name not in truth.cite.text and name not in own and own not in name
    ]
    return chance.choice(others)


def person(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """Another person's name where the sentence or the line names one."""
    known = set(material.people)
    for match in _SPEAKER.finditer(truth.sentence):
        if match.group(1) is None and match.group(2) not in known:
            continue
        others = [
            name
            for name in (*material.people, *_INVENTED_PEOPLE * 3)
            if name not in truth.cite.text
            and name.split()[-1] not in match.group(2)
            and " " in name
        ]
        if others:
            claim = (
                truth.sentence[: match.start(2)]
                + chance.choice(others)
                + truth.sentence[match.end(2) :]
            )
            yield Made(claim, (quoted(truth.cite, truth.sentence),))


def post(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Another post or profession where the sentence names one."""
    yield from _another(truth, _POSTS, chance)


def service(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Another service where the sentence names one."""
    for made in _another(truth, _SERVICES, chance):
        # "Health and education" and the reverse are the same list.
        if sorted(made.claim.split()) != sorted(truth.sentence.split()):
            yield made


def _another(truth: Truth, known: tuple[str, ...], chance: Random) -> Iterator[Made]:
    pattern = rf"(?<![\w’'-])(?:{'|'.join(known)})(?![\w’'-]| officer)"
    for match in re.finditer(pattern, truth.sentence):
        other = chance.choice([word for word in known if word not in truth.sentence])
        claim = truth.sentence[: match.start()] + other + truth.sentence[match.end() :]
        yield Made(claim, (quoted(truth.cite, truth.sentence),))
