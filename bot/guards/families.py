"""A name in a family, or of somebody whose case it is: stopped unless documents hold it."""

from bot.guards.persons import Person, Sort
from bot.guards.scene import Scene
from bot.guards.words import is_a, lists

_BEHIND, _CALLED_WITHIN = 4, 8


def is_in_family(scene: Scene) -> bool:
    """Whether a child, or somebody of a child's family, is named as such."""
    rules = (_is_called, _is_kin, _owns, _is_of_family, _is_done_to, _is_cared_about)
    return any(
        any(rule(scene, person) for rule in rules)
        for person in scene.people
        if not (person.organisation or scene.is_known(person))
    )


def _is_called(scene: Scene, person: Person) -> bool:
    """ "a boy in my class called Kai", "her name is Aisha"."""
    if person.sort is Sort.INITIALS or not _is_named_so(scene, person.first):
        return False
    return person.sort is not Sort.CAPITALS or not scene.holds_all(person)


def _is_named_so(scene: Scene, first: int) -> bool:
    """Whether "called" or "name is" stands before, and of a child or a parent."""
    at = first - 1
    while scene.low(at) in ("is", "'s", "are", "was", ":", "as", '"', "'"):
        at -= 1
    if scene.low(at) in ("name", "names", "nickname"):
        owner = scene.low(at - 1)
        return owner in ("his", "her", "their") or (owner == "'s" and scene.is_a("kin", at - 2))
    if scene.low(at) not in ("called", "named", "known", "nicknamed"):
        return False
    for before in range(at - 1, max(-1, at - 1 - _CALLED_WITHIN), -1):
        if scene.is_a("things", before) or scene.low(before) in (".", "?", "!"):
            return False
        if scene.low(before) in ("people", "youth"):
            return False
        if scene.is_a("kin", before) or scene.is_a("called", before):
            return True
    return False


def _is_kin(scene: Scene, person: Person) -> bool:
    """ "my client's mum Sarah Jones", "baby Noah", "parent, Mr Okafor"."""
    at, titled = person.first - 1, scene.is_titled(person)
    skipped = {".", ",", "(", "-", ":"} | ({"and"} if titled else set())
    while scene.is_a("titles", at) or scene.low(at) in skipped:
        at -= 1
    if person.sort is Sort.GIVEN and scene.low(at) == "of":
        at -= 1  # "unborn baby of Sarah Jones"
    kin, beside = scene.low(at), at == person.first - 1
    if not is_a("kin", kin) or (is_a("loose", kin) and not beside):
        return False
    if scene.tokens[at].text[0].isupper() and (
        is_a("in titles", kin) or person.sort is not Sort.GIVEN
    ):
        return False
    if scene.stands(f"{kin} {person.name}"):
        return False
    if person.sort is Sort.GIVEN or (titled and person.sort is not Sort.UNHEARD):
        return True
    if not beside or is_a("loose", kin) or person.sort in (Sort.INITIALS, Sort.UNHEARD):
        return False
    if person.sort is Sort.EVERYDAY:
        return not scene.is_place(person)
    return not scene.holds_all(person)


def _owns(scene: Scene, person: Person) -> bool:
    """ "Jayden's placement", "Mrs Begum's two children"."""
    at = person.last + 1
    plural = scene.low(at) == "'" and person.words[-1].endswith("s")
    if person.public or not (plural or scene.low(at) == "'s"):
        return False
    titled = scene.is_titled(person)
    if person.sort in (Sort.INITIALS, Sort.UNHEARD) and not titled:
        return False
    wanted = "private"
    if person.sort is not Sort.GIVEN and not titled:
        if scene.is_place(person) or person.after_preposition:
            return False
        if person.sort is Sort.CAPITALS and scene.holds_all(person):
            return False
        wanted = "private" if person.whole else "own"
    elif scene.is_place(person):
        wanted = "own"
    for n in range(at + 1, at + 1 + _BEHIND):
        if scene.is_a(wanted, n):
            return True
        if not scene.is_a("owned", n):
            return False
    return False


def _is_of_family(scene: Scene, person: Person) -> bool:
    """ "the Khan family", "the Okafor siblings"."""
    low, at = person.words[-1].lower(), person.last + 1
    names = lists("names")
    if low not in names["surnames"] and person.sort is not Sort.GIVEN:
        return False
    if low in names["words"] or scene.is_place(person) or is_a("ordinary", low):
        return False
    if scene.low(person.first - 1) != "the" and not scene.is_titled(person):
        return False
    if not scene.is_a("households", at) or scene.is_a("organisations", at + 1):
        return False
    return not scene.stands(f"{person.name} {scene.low(at)}")


def _is_done_to(scene: Scene, person: Person) -> bool:
    """ "Aisha disclosed", "Jayden Smith has been excluded"."""
    if not _may_be_a_case(scene, person):
        return False
    for at in range(person.last + 1, person.last + _BEHIND):
        if scene.is_a("happens", at):
            return True
        if not scene.is_a("befalls", at):
            return False
    return False


def _is_cared_about(scene: Scene, person: Person) -> bool:
    """ "worried about Jayden Smith", "should we remove Jayden"."""
    if not _may_be_a_case(scene, person):
        return False
    before, given = person.first - 1, person.sort is Sort.GIVEN
    if given and scene.is_a("deed", before):
        return True
    if scene.low(before).endswith("ing") and scene.is_a("concern", before):
        return given and scene.low(before) not in ("working", "meeting")
    if not given and scene.low(before) == "the":
        return False
    joined = False
    for at in range(before, before - _BEHIND, -1):
        if scene.is_a("concern", at):
            return joined and (given or scene.low(at) not in ("working", "contact", "meeting"))
        if not scene.is_a("joins", at) and not scene.is_a("kin", at):
            return False
        joined = joined or scene.is_a("about", at)
    return False


def _may_be_a_case(scene: Scene, person: Person) -> bool:
    if person.public:
        return False
    if person.sort in (Sort.CAPITALS, Sort.EVERYDAY) and person.whole:
        return not scene.holds_all(person)
    return person.sort is Sort.GIVEN
