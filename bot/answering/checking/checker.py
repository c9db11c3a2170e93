"""A message held against the documents, claim by claim: borne out, told otherwise, or not found.

What is said to be borne out passes the grounding gate word for word, or is a grade, a number of
items or a day that a register holds of the very inspection meant; its citation shows the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.answering.answers import SEAL
from bot.answering.cautions import cautions
from bot.answering.checking.by_register import Registers
from bot.answering.checking.by_wording import Words, nearest
from bot.answering.checking.checked import Checked, CheckedClaim, Said
from bot.answering.checking.stated import Fact, Statement, fact_in, statements
from bot.answering.citing import Citer, RefusedError
from bot.answering.pipeline import Library, understood
from corpus.currency import superseded_by
from corpus.documents import INSPECTORS_KINDS, Document
from prompts import section
from retrieval.query import Filters, Query
from retrieval.search.found import Found
from retrieval.search.shelf import newest_first, newest_inspection

LONGEST = 4_000
"""The most characters of a message."""

_MOST_CLAIMS = 40
_HITS = 20


def check(message: str, library: Library) -> Checked:
    """Hold a screened message against the documents. Raises `EmbeddingError`."""
    return _Check(library, superseded_by(library.documents, {})).run(message)


@dataclass(slots=True)
class _Check:
    library: Library
    replaced: Mapping[str, str]
    searched: set[str] = field(default_factory=set)
    newest: dict[str, Document] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    years: tuple[int, tuple[int, ...]] = (0, ())

    def run(self, message: str) -> Checked:
        citer = Citer(self.library.page_of, self.library.copies)
        every = list(statements(message, self.library.known))
        claims = [self._claim(statement, citer) for statement in every[:_MOST_CLAIMS]]
        caveats = [section("caveats", "no_dense")] if self.library.dense is None else []
        if left := len(every) - len(claims):
            caveats.append(section("checks", "most_claims").format(most=_MOST_CLAIMS, left=left))
        return Checked(
            tuple(claims),
            tuple(citer.citations),
            tuple(caveats),
            len(self.searched),
            seal=SEAL,
        )

    def _claim(self, statement: Statement, citer: Citer) -> CheckedClaim:
        said = self._said(statement)
        numbers: list[int] = []
        for passage, document, quote in said.places:
            try:
                cited = citer.cite(passage, document, quote)
            except RefusedError:
                # What cannot be shown where it stands is not told of.
                return CheckedClaim(
                    statement.text, "not_found", (), section("checks", "nothing_near")
                )
            numbers += [citer.number(citation) for citation in cited]
        shown = [citer.citations[number - 1] for number in dict.fromkeys(numbers)]
        # What an older document says is told as that, beside the very claim.
        beside = [] if said.verdict == "not_found" else cautions(shown, list(self.newest.values()))
        detail = " ".join(filter(None, (said.detail, *beside)))
        return CheckedClaim(
            statement.text, said.verdict, tuple(citation.number for citation in shown), detail
        )

    def _said(self, statement: Statement) -> Said:
        if statement.why in ("question", "greeting"):
            return Said("not_a_claim", detail=section("checks", statement.why))
        query = self._query(statement)
        absent = [name for name in query.authorities if name not in self.library.known]
        if absent and not query.assumed_home:
            return Said("not_found", detail=section("checks", "absent").format(name=absent[0]))
        fact = fact_in(statement.read, self.library.known)
        if fact is not None and len(query.authorities) == 1:
            said = self._by_register(fact, query)
            if said is not None:
                return said
        found = self._found(query)
        words = Words(self.library.known, self.replaced)
        if (borne_out := words.say_so(statement.read, found)) is not None:
            return borne_out
        if statement.why is not None:
            return Said("not_a_claim", detail=section("checks", statement.why))
        return words.say_otherwise(statement.read, found) or nearest(statement.read, found)

    def _by_register(self, fact: Fact, query: Query) -> Said | None:
        """What a register makes of a fact, None where it cannot tell."""
        theirs = [
            d
            for d in newest_first(list(self.library.documents))
            if d.kind in INSPECTORS_KINDS and d.authority == query.authorities[0]
        ]
        if not theirs:
            return None
        self.searched |= {document.id for document in theirs}
        if (newest := newest_inspection(theirs)) is not None:
            self._remember([newest])
        return Registers(self.library).said(fact, theirs, query)

    def _query(self, statement: Statement) -> Query:
        """The claim as a query; whom and when it is about may be said by the one before it."""
        query = understood(statement.read, self.library)
        if query.authorities and not query.assumed_home:
            self.about = query.authorities
        elif self.about:
            filters = Filters(authorities=self.about)
            query = replace(understood(statement.read, self.library, filters), filters=Filters())
        years = tuple(dict.fromkeys((*query.years, *query.document_years)))
        if years or self.years[0] != statement.of:
            self.years = (statement.of, years)
        return replace(query, years=self.years[1])

    def _found(self, query: Query) -> Found:
        library = self.library
        # A claim is looked for among all that is known of whom it is about, newest first.
        loose = replace(query, newest=False, document_years=(), document_months=(), supposed=None)
        found = library.search(loose, _HITS)
        self.searched |= {document.id for document in found.scope.searched}
        self._remember(found.scope.newest)
        return found

    def _remember(self, documents: Sequence[Document]) -> None:
        self.newest |= {d.authority: d for d in documents if d.authority is not None}
