"""Tries on the web pages, over HTTP, by a reader whose proxy names no group of theirs."""

import re
import secrets
import time
from collections.abc import Iterator, Mapping

from bot import addresses
from evals.access.papers import COPIED
from evals.access.questions import NAMES, OF_THE_HIDDEN
from evals.access.trying import Do, Standing, Try
from evals.access.world import GROUP, LEADER, READER, Person, World

_PAGES = (
    *(addresses.HOME, addresses.LIBRARY, addresses.AUTHORITIES, addresses.RECOMMENDATIONS),
    *(addresses.JUDGEMENTS, addresses.INDEX, addresses.BRIEFS, addresses.ADMIN, "/library/upload"),
    *("/library/removed", "/admin/questions", "/admin/feedback", "/admin/questions/cases.jsonl"),
    *("/admin/feedback/cases.jsonl", "/index/runs/1", "/index/runs/1/events"),
    *("/healthz", "/readyz", "/metrics", "/nothing-here", "/conversations/none", "/briefs/none"),
    *("/recommendations.json", "/recommendations.csv", "/judgements.json", "/judgements.csv"),
    *("/recommendations.json?which=all", "/recommendations.csv?which=all&board=yes"),
    *("/judgements.json?which=all", "/judgements.csv?which=all", "/recommendations?which=all"),
    *("/judgements?which=all", "/judgements?grade=inadequate", "/judgements?grade=outstanding"),
    *("/library?order=oldest", "/library?order=title", "/library?order=authority"),
    *("/library?standing=current", "/library?standing=superseded", "/library?standing=copy"),
    *("/library?standing=lacking", "/library?standing=noted", "/library?from=2025"),
    *("/library?to=2024", "/library?authority=-", "/library?kind=inspection_report"),
    *("/library?kind=other", "/library?page=2", "/judgements?from=2025&which=all"),
)
_NAMED = tuple(
    address.format(name=name)
    for name in ("Aldermere", "Quellmarsh", "Thornbeck", "Nowhere")
    for address in (
        *("/authorities/{name}", "/library?authority={name}", "/briefs?authority={name}"),
        *("/judgements?authority={name}", "/recommendations?authority={name}&which=all"),
        *("/judgements.json?authority={name}&which=all", "/recommendations.csv?authority={name}"),
    )
)
_JOB = re.compile(rb"location: \S*/briefs/([\w-]{24})")
_OVER = 120.0


def tries(full: World) -> Iterator[Try]:
    """All of them; ids of what is hidden are taken from the world that has it."""
    for path in (*_PAGES, *_NAMED):
        yield Try("pages", path, _getting(path), typed=path)
    for path in _leading(full):
        yield Try("reading room", path, _getting(path), typed=path)
    yield from _inside(full)
    for question in (*OF_THE_HIDDEN, *NAMES):
        # A page may name what the same person asked before.
        yield Try("web ask", question, _asking(question), typed=_ALL)
    for question in OF_THE_HIDDEN[:16]:
        yield Try("event stream", question, _asking(question, "text/event-stream"), typed=question)
    yield from _conversations(full)
    yield from _briefs(full)
    yield from _spoofed()
    yield from _changes(full)


def _person(standing: Standing) -> Person:
    return LEADER if standing == "leader" else READER


def _getting(path: str, **headers: str) -> Do:
    def do(world: World, standing: Standing) -> bytes:
        return world.get(_person(standing), path, **headers)

    return do


def _leading(full: World) -> Iterator[str]:
    """Every address that leads to a hidden document, by ids that somebody has from elsewhere."""
    for identity, passages in _hidden(full).items():
        yield addresses.document(identity)
        yield addresses.document(identity, 1, 10, 40)
        yield addresses.original(identity)
        yield addresses.page_picture(identity, 1)
        yield addresses.page_picture(identity, 1, 200)
        yield f"/library/documents/{identity}/edit"
        yield f"/library/documents/{identity}/remove"
        for passage in passages[:3]:
            yield addresses.passage(identity, passage)
            yield addresses.passage_picture(passage)
    public = next(
        h.document for h in full.app.seeing([]).documents() if h.document.path.endswith(COPIED)
    )
    # A public file of which a copy lies among the hidden ones.
    for path in ("", "/file", "/pages/1.png", "?page=2"):
        yield f"/documents/{public.id}{path}"
    # With an answer that leaders were given.
    for question in OF_THE_HIDDEN[:8]:
        answer, _ = full.app.ask(question)
        full.state.answers.keep(answer)
        yield f"/documents/{public.id}?answer={answer.id}"


def _inside(full: World) -> Iterator[Try]:
    """Words looked for in documents."""
    public = [held.document.id for held in full.app.seeing([]).documents()]
    for identity in (*_hidden(full), *public):
        for words in ("inadequate", "Marrowfield"):
            path = addresses.search_inside(identity)

            def do(world: World, who: Standing, path: str = path, words: str = words) -> bytes:
                return world.post(_person(who), path, {"words": words})

            yield Try("search inside", f"{words} in {identity}", do, typed=f"{identity} {words}")


def _asking(question: str, accept: str = "text/html") -> Do:
    """A question on the first page, and the conversation that comes of it."""

    def do(world: World, standing: Standing) -> bytes:
        who, fields = _person(standing), _fields(question)
        came = world.post(who, addresses.ASK, fields, accept=accept)
        return came + world.get(who, addresses.conversation(fields["conversation"]))

    return do


def _conversations(full: World) -> Iterator[Try]:
    """Conversations that somebody began who saw more: another person, or the same one before."""
    theirs = {name: _begun(full, Person(name, GROUP)) for name in ("lena", "rupert")}
    paths = ("{}", "{}?unkept=1")
    for owner, identities in theirs.items():
        reader = Person(owner) if owner != "lena" else READER
        # What somebody asked themselves is said to them again; what others asked is not.
        asked = _TOLD if owner != "lena" else ""
        for identity in identities:
            for path in paths:

                def read(
                    world: World,
                    standing: Standing,
                    i: str = identity,
                    p: str = path,
                    own: Person = reader,
                    owner: str = owner,
                ) -> bytes:
                    who = Person(owner, GROUP) if standing == "leader" else own
                    return world.get(who, f"/conversations/{p.format(i)}")

                yield Try("conversations", f"{owner}'s", read, typed=asked, compared=False)

            def follow(
                world: World,
                standing: Standing,
                i: str = identity,
                own: Person = reader,
                owner: str = owner,
            ) -> bytes:
                who = Person(owner, GROUP) if standing == "leader" else own
                fields = {**_fields("And what else did they say?"), "conversation": i}
                came = world.post(who, addresses.ASK, fields)
                return came + world.get(who, f"/conversations/{i}")

            yield Try("conversations", f"go on with {owner}'s", follow, asked, compared=False)
        # The list of conversations, and what a copy of an address of theirs shows.
        own = reader

        def home(world: World, standing: Standing, own: Person = own, owner: str = owner) -> bytes:
            return world.get(Person(owner, GROUP) if standing == "leader" else own, "/")

        yield Try("conversations", f"home of {owner}", home, _ALL, compared=False)


_ALL = " ".join((*OF_THE_HIDDEN, *NAMES))
_TOLD = "Why was Aldermere judged inadequate in 2025? What is the Lantern Desk? Quellmarsh"


def _begun(world: World, person: Person) -> list[str]:
    """Conversations that somebody had while they were in the leaders' group."""
    begun = []
    for question in (
        "Why was Aldermere judged inadequate in 2025?",
        "What is the Lantern Desk?",
        "How was Quellmarsh graded?",
        # What is cited all may see; that it is not the newest they may not know.
        "What did inspectors find about care leavers in Aldermere in 2019?",
    ):
        fields = _fields(question)
        world.post(person, addresses.ASK, fields)
        begun.append(fields["conversation"])
    return begun


def _briefs(full: World) -> Iterator[Try]:
    endings = ("docx", "pdf", "html", "md")
    for topic in ("", "care leavers", "the Lantern Desk"):
        for authority in ("Aldermere", "Quellmarsh"):
            fields = {"authority": authority, "topic": topic, "neighbours": "yes"}
            for ending in ("", *endings) if not topic else ("", "md"):

                def do(
                    world: World, who: Standing, f: Mapping[str, str] = fields, e: str = ending
                ) -> bytes:
                    return _made(world, _person(who), f, e)

                name = f"{authority} {topic} {ending}"
                # A page may name what the same person asked for before.
                yield Try("web brief", name, do, typed=f"{name} the Lantern Desk")
    job = _JOB.search(full.post(LEADER, addresses.BRIEFS, {"authority": "Aldermere"}))
    mine = _JOB.search(
        full.post(Person("rupert", GROUP), addresses.BRIEFS, {"authority": "Aldermere"})
    )
    assert job is not None
    assert mine is not None
    for owner, found, reader in (("lena", job, READER), ("rupert", mine, Person("rupert"))):
        identity = found[1].decode()
        _over(full, Person(owner, GROUP), identity)
        for path in ("", "/events", *(f"/brief.{ending}" for ending in endings)):

            def read(
                world: World,
                who: Standing,
                path: str = f"/briefs/{identity}{path}",
                own: Person = reader,
                owner: str = owner,
            ) -> bytes:
                return world.get(Person(owner, GROUP) if who == "leader" else own, path)

            yield Try("briefs of others", f"{owner}'s {path}", read, compared=False)


def _made(world: World, person: Person, fields: Mapping[str, str], ending: str) -> bytes:
    """A brief that is ordered, waited for, and shown as a page or saved as a file."""
    came = world.post(person, addresses.BRIEFS, fields)
    found = _JOB.search(came)
    if found is None:
        return came
    identity = found[1].decode()
    page = _over(world, person, identity)
    if not ending:
        return page
    _, _, body = world.get(person, addresses.brief_file(identity, ending)).partition(b"\n\n")
    return body


def _over(world: World, person: Person, identity: str) -> bytes:
    until = time.monotonic() + _OVER
    while time.monotonic() < until:
        page = world.get(person, addresses.brief(identity))
        if b"data-words" not in page:
            return page
        time.sleep(0.2)
    raise TimeoutError("a brief is not made")


def _spoofed() -> Iterator[Try]:
    """What a browser might send to seem somebody else."""
    for name, headers in (
        ("a second groups header", {"x_forwarded_group": GROUP}),
        ("another proxy's groups", {"x_auth_request_groups": GROUP}),
        ("another proxy's user", {"x_auth_request_user": "olive"}),
        ("a cookie", {"cookie": "scrutineer=eyJuYW1lIjoib2xpdmUifQ==.x.y"}),
        ("an address before", {"x_forwarded_for": "127.0.0.1"}),
        ("a role", {"x_role": "admin"}),
    ):
        for path in ("/library", "/judgements.json?which=all"):
            yield Try("headers", f"{name}: {path}", _getting(path, **headers))


def _changes(full: World) -> Iterator[Try]:
    """What owners may do to documents, tried by who may not, in whatever words it is refused."""
    for identity in _hidden(full):
        for path, fields in (
            (f"/library/documents/{identity}/edit", {"title": "x"}),
            (f"/library/documents/{identity}/remove", {}),
            ("/library/removed", {"identity": identity}),
        ):

            def do(
                world: World, who: Standing, path: str = path, fields: Mapping[str, str] = fields
            ) -> bytes:
                return world.post(_person(who), path, fields)

            yield Try("changes", path, do, typed=path)


def _fields(question: str) -> dict[str, str]:
    conversation, key = secrets.token_urlsafe(18), secrets.token_urlsafe(18)
    return {"question": question, "conversation": conversation, "key": key}


def _hidden(full: World) -> dict[str, list[str]]:
    """By id of a hidden document the ids of its passages."""
    known = {held.document.id for held in full.app.seeing([]).documents()}
    found = {}
    for held in full.app.documents():
        if held.document.id not in known:
            reading = full.app.reading(held.document.id)
            assert reading is not None
            found[held.document.id] = [passage.id for passage in reading.passages]
    return found
