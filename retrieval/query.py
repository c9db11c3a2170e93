"""A question as it was understood: the values that searching and answering go by."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from corpus.documents import Kind
from corpus.registers.judgements import Area, Grade

Intent = Literal["passages", "recommendations", "judgements", "inspection", "overview"]
Slant = Literal["none", "praise", "criticism"]
AnswerType = Literal["any", "number", "date", "person", "reason", "yes_no"]
Move = Literal["up", "down"]
# What cannot be known of a follow-up: which item of a list or authority it means, or what at all.
Unclear = Literal["", "item", "matter", "authority"]
Measure = Literal["count", "share", "money", "duration", "age", "clock", "change", "figure"]
Trend = Literal["better", "worse"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the asker fixed by hand; empty means anything. Dates bound a document's own date."""

    authorities: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    first: date | None = None
    last: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a question takes for granted: a grade that was given, a move, a number of items.

    `was` is the grade before a move; `place` the last place on a list that is spoken of ("the
    second and third areas": 3).
    """

    grade: Grade | None = None
    move: Move | None = None
    items: int | None = None
    was: Grade | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """What an answer must hold besides speaking of the matter; what is empty is not demanded.

    `measure` is the kind of figure asked for and `counted` what of ("LADO referrals"); `enough`
    is what it asks whether there is enough of ("foster carers"), `there` what it asks whether
    there is ("a kinship team"). `name`
    asks for a person's name, `office` is what he or she is ("director"), `doing` asks who does
    something ("chairs"), `reached` for a telephone number or an address; `speaker` is who is
    asked to have said something ("auditors"), inspectors and papers aside; `sort` holds the
    words for what "which university" asks for, and `called` says that it is asked for by its name.

    `taken` are figures that the question takes for granted ("why only 45%"), `events` what it
    says has happened, each as the words that would tell of it (see `demands.listed.tells`), `firm`
    those of them whose words are never used loosely, `papers` the same for papers that the
    catalogue has no kind for ("peer review"), `days` those it names in full. `law`: it asks what
    the law says; `future`: what will be; `blames` and `praises`: why something went wrong or
    well; `faults`: what was wrong; `trend`: why it became better or worse.
    """

    measure: Measure | None = None
    counted: str = ""
    enough: str = ""
    there: str = ""
    name: bool = False
    office: str = ""
    doing: str = ""
    reached: bool = False
    speaker: str = ""
    sort: str = ""
    called: bool = False
    taken: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    law: bool = False
    future: bool = False
    days: tuple[tuple[date, date], ...] = ()
    blames: bool = False
    faults: bool = False
    praises: bool = False
    trend: Trend | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a question asks: "…, and how many took part?".

    `core` are its own words that carry a topic; what it leaves out is said by the first.
    """

    question: str
    answer_type: AnswerType
    demand: Demand
    core: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of an answer: the document and the passage it came from, and its words.

    `item`: it is an item of a list or a row; `authority` and `day` are its document's.
    """

    document_id: str
    passage_id: str
    text: str
    item: bool = False
    authority: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood.

    `authorities` empty means all. `years` are those the question speaks of; `document_years` and
    `document_months` those of a document it names ("the January 2019 focused visit");
    `years_near`: about those years will do; `months` those it speaks of, as (year, month), the
    year None where it gives none. `before` asks for what came before the documents the rest of
    the query is about; `present`: how things are, no time being named.

    `core` holds the words that carry the topic, in the question's order, `names` the proper names
    of several words that are among them. `everywhere`: it asks which authorities; `findings`: it
    asks for all there are, of whatever time; `progress`: what became of things, of a list for
    one; `entitlement`: what somebody has a right to;
    `slant`: whether strengths are asked for or weaknesses. `areas` are the areas of judgement it
    names, `grades` the grades. `supposed` is what it takes for granted and may be wrong about.
    `perhaps` holds authorities that a misspelt word may have meant, `limited` those that it names
    and the filters leave out.

    `each_year` holds the year of each authority where several are asked about in different ones.

    `slips` are misspelt names, each with the authority it was taken for.

    `within` are the ids of the only documents meant, empty for any; `beyond` those of passages
    that were shown already and are not asked for again; `told` is what the answer showed, for a
    question that follows on from it. `before_those` are the ids of documents that what is asked
    for came before. `carried` is what was asked before, as far as the topic is kept
    from it. `unclear`: what it points back to cannot be known. `demand`: what an answer
    must hold; `also`: the other things that are asked in the same breath. `as_asked` is what was
    typed where `question` is that written out in full, empty where they are the same.
    """

    question: str
    authorities: tuple[str, ...] = ()
    assumed_home: bool = False
    years: tuple[int, ...] = ()
    years_near: bool = False
    each_year: tuple[tuple[str, int], ...] = ()
    document_years: tuple[int, ...] = ()
    document_months: tuple[int, ...] = ()
    newest: bool = False
    still: bool = False
    progress: bool = False
    over_time: bool = False
    compare: bool = False
    before: bool = False
    kinds: tuple[Kind, ...] = ()
    panel: bool = False
    inspectors: bool = False
    intent: Intent = "passages"
    answer_type: AnswerType = "any"
    core: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    everywhere: bool = False
    findings: bool = False
    perhaps: tuple[str, ...] = ()
    slant: Slant = "none"
    areas: tuple[Area, ...] = ()
    grades: tuple[Grade, ...] = ()
    supposed: Supposed | None = None
    entitlement: bool = False
    present: bool = False
    months: tuple[tuple[int | None, int], ...] = ()
    within: tuple[str, ...] = ()
    limited: tuple[str, ...] = ()
    slips: tuple[tuple[str, str], ...] = ()
    told: tuple[Told, ...] = ()
    beyond: tuple[str, ...] = ()
    before_those: tuple[str, ...] = ()
    carried: str = ""
    unclear: Unclear = ""
    demand: Demand = Demand()
    also: tuple[Part, ...] = ()
    as_asked: str = ""
    filters: Filters = field(default_factory=Filters)
