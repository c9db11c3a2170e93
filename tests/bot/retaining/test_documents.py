"""A sentence of a document that is erased is in no byte of any file or table any more."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from bot.app import App, open_app
from bot.audit.entries import answered
from bot.audit.log import audit_of
from bot.faults import MendableError
from bot.retaining.documents import Gone, erase_document
from bot.retaining.quoting import Quoting
from bot.settings import Settings
from bot.sharing.shared_home import SharedHome
from bot.state.feedback import Feedback
from bot.state.opening import State, open_state
from bot.state.quoted import TAKEN_OUT
from tests import postgres
from tests.fakes.embedding import WordEmbedder

CANARY = (
    "Inspectors found that the quillhaven protocol leaves marigold evidence in every "
    "supervision record of the brindlewick team"
)
RARE = "quillhaven"
ABOUT = "Aldermere Children's Services. Inspection report, March 2024.\n\n"
QUESTION = "What did inspectors find about supervision records?"


def papers(folder: Path) -> Path:
    """Two documents, one with the sentence; in pages whose words fill more than one block."""
    folder.mkdir(parents=True)
    other = "\n\n".join(f"Finding {n}: visits to children were on time." for n in range(400))
    (folder / "kept.txt").write_text(f"{ABOUT.replace('2024', '2023')}{other}\n")
    filler = "\n\n".join(f"Point {n}: plans were reviewed in time." for n in range(400))
    (folder / "canary.txt").write_text(f"{ABOUT}{CANARY}.\n\n{filler}\n")
    return folder


def remembered(app: App, state: State, *, quoting: bool) -> str:
    """An answer that rests on the document, and what people typed; the document's id."""
    answer, query = app.ask(QUESTION)
    assert CANARY in answer.text
    log = audit_of(state, app.settings)
    log.note(answered("web:ada", "web", answer))
    state.answers.keep(answer)
    state.conversations.remember("web:1", query, answer, "web:ada", "job")
    state.questions.keep("web", answer, "job")
    state.checks.keep(answer.citations)
    state.reviews.ask(answer.id, "U1", "{}")
    state.briefs.ask("b1", "web:ada", {})
    state.briefs.end("b1", zlib.compress(CANARY.encode()), [])
    now = datetime.now(UTC)
    note = f"It says: {CANARY.upper()}!" if quoting else "It is out of date."
    state.feedback.give(Feedback(answer.id, "wrong", "web:ada", now, None, note))
    return next(c.document_id for c in answer.citations if CANARY in c.quote)


def forms(text: str) -> set[bytes]:
    """A text as bytes in all that the code writes text in, and some more."""
    told = {text, text.upper(), text.lower()}
    return {
        form
        for each in told
        for form in (
            each.encode(),
            each.encode("utf-16-le"),
            each.encode("utf-16-be"),
            json.dumps(each).strip('"').encode(),
        )
    }


def blobs(catalogue: Path) -> set[bytes]:
    """The compressed pages that hold the sentence, and the vectors of passages that do."""
    with closing(sqlite3.connect(catalogue)) as opened:
        pages = opened.execute("SELECT text FROM pages").fetchall()
        vectors = opened.execute(
            """SELECT DISTINCT e.vector FROM embeddings e JOIN passages p USING (content_hash)
              WHERE instr(p.text, ?) > 0""",
            (RARE.encode(),),
        ).fetchall()
    found = {blob for (blob,) in pages if RARE.encode() in zlib.decompress(blob)}
    # A long blob is cut at the ends of SQLite's pages.
    return {blob[:200] for blob in found} | {blob[:200] for (blob,) in vectors}


def holding(folder: Path, wanted: Sequence[bytes]) -> list[str]:
    """The files under a folder that hold one of these, plain or compressed whole."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for content in _plain(path.read_bytes()):
            if any(each in content for each in wanted):
                found.append(str(path.relative_to(folder)))
                break
    return found


def tables_holding(url: str, wanted: Sequence[bytes]) -> list[str]:
    """The tables of a PostgreSQL database that hold one of these, plain or compressed."""
    found = []
    with psycopg.connect(url) as run:
        names = run.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (name,) in names.fetchall():
            rows = run.execute(psycopg.sql.SQL("SELECT * FROM {}").format(_named(name)))
            values = [_bytes(value) for row in rows.fetchall() for value in row]
            if any(each in c for value in values for c in _plain(value) for each in wanted):
                found.append(name)
    return found


def _named(name: str) -> psycopg.sql.Identifier:
    return psycopg.sql.Identifier(name)


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def _plain(content: bytes) -> Iterator[bytes]:
    yield content
    try:
        yield zlib.decompress(content)
    except zlib.error:
        return


def words_found(app: App) -> bool:
    """Whether the lexical index leads from the rare word to a passage that has it."""
    hits = app.search(f"the {RARE} protocol", k=20).hits
    return any(RARE in hit.passage.text for hit in hits)


@pytest.mark.parametrize("removed_first", [False, True])
def test_nothing_is_left_in_one_home(tmp_path: Path, removed_first: bool) -> None:
    home = tmp_path / "home"
    folder = papers(home / "uploads")
    (folder / "canary.txt.meta.toml").write_text('authority = "Aldermere"\n')
    scans = home / "scans"
    with (
        closing(open_app(Settings(home=home), WordEmbedder())) as app,
        open_state(home / "state.sqlite") as state,
    ):
        app.index([folder])
        document = remembered(app, state, quoting=True)
        assert words_found(app)
        sha256 = app.document(document).document.sha256
        kept = scans / f"{sha256}-1"
        kept.mkdir(parents=True)
        (kept / "1.hocr.z").write_bytes(zlib.compress(CANARY.encode()))
        # An older generation, and one in which it is removed already.
        app.give(document, {"title": f"{CANARY}"})
        if removed_first:
            app.remove(document)
        wanted = [*forms(CANARY), *blobs(home / "catalogue.sqlite")]
        before = holding(home, wanted)
        assert {"state.sqlite", "uploads/canary.txt"} <= {
            name.removesuffix("-wal") for name in before
        }
        gone = erase_document(app, state, document, "cli:ada")
        assert not words_found(app)
        assert [held.document.path for held in app.documents()] == [str(folder / "kept.txt")]
        assert CANARY not in app.ask(QUESTION)[0].text
        assert audit_of(state, app.settings).verify().fault is None
    assert holding(home, [*wanted, RARE.encode()]) == []
    assert gone.deleted == (str(folder / "canary.txt"),)
    assert gone.left == ()
    _counts_are_right(gone)
    assert not kept.exists()
    assert [path.name for path in folder.iterdir()] == ["kept.txt"]


def _counts_are_right(gone: Gone) -> None:
    told = {kind: count for kind, count in gone.counts.items() if count}
    assert told == {"answers": 1, "checks": 1, "briefs": 1, "feedback": 1}


def test_a_file_of_the_owners_is_left_and_not_read_again(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", papers(tmp_path / "papers")
    with (
        closing(open_app(Settings(home=home), WordEmbedder())) as app,
        open_state(home / "state.sqlite") as state,
    ):
        app.index([folder])
        document = remembered(app, state, quoting=False)
        gone = erase_document(app, state, document, "cli:ada")
        assert gone.left == (str(folder / "canary.txt"),)
        # A copy of it is not read either.
        (folder / "again.txt").write_bytes((folder / "canary.txt").read_bytes())
        report = app.index([folder]).report
        assert (report.read, len(report.failures)) == (0, 0)
        assert len(app.documents()) == 1
        assert len(app.failures()) == 2
        wanted = list(forms(CANARY))
        assert holding(home, wanted) == []
        # What was typed and quotes nothing stays, as does that there was a question.
        assert [said.note for said in state.feedback.every()] == ["It is out of date."]
        (turn,) = state.conversations.turns("web:1")
        assert turn.question == QUESTION
        assert state.answers.get(turn.answer_id) is None
        # Once it is another file it is read.
        (folder / "canary.txt").write_text(f"{ABOUT}Plans are reviewed by the whole team.\n")
        app.index([folder])
        assert len(app.documents()) == 2


def test_nothing_is_left_on_two_replicas_and_in_their_database(
    postgres_server: str, tmp_path: Path
) -> None:
    with postgres.database(postgres_server) as url:
        values = {"state_url": url, "shared_index": True, "files": tmp_path / "files"}
        folder = papers(tmp_path / "files" / "uploads")
        homes = [tmp_path / "first", tmp_path / "second"]
        first, second = (
            open_app(Settings.model_validate({"home": home, **values}), WordEmbedder())
            for home in homes
        )
        with closing(first), closing(second), open_state(url) as state:
            # The second has made a change too, and what it worked on.
            first.index([folder / "canary.txt"])
            second.index([folder / "kept.txt"])
            document = remembered(first, state, quoting=True)
            wanted = [*forms(CANARY), *blobs(homes[1] / "shared" / "work" / "catalogue.sqlite")]
            assert all(holding(home, wanted) for home in homes)
            held = tables_holding(url, wanted)
            assert {"shared_blocks", "answers", "feedback", "briefs"} <= set(held)
            erase_document(first, state, document, "cli:ada")
            assert isinstance(second.homes, SharedHome)
            second.homes._look_at = 0.0  # a quarter of a second later
            assert CANARY not in second.ask(QUESTION)[0].text
            second.homes.tidy()  # as the replica does by itself every few seconds
            assert not words_found(first)
            assert not words_found(second)
            wanted.append(RARE.encode())
            assert tables_holding(url, wanted) == []
        assert holding(tmp_path, wanted) == []


def test_words_that_anybody_would_write_are_no_quote() -> None:
    quotes = Quoting([f"{ABOUT}{CANARY}."])
    assert quotes(f"“{CANARY.upper()}”?")
    assert quotes("found, that the QUILLHAVEN protocol leaves marigold evidence in")
    assert not quotes("What did inspectors find in the inspection report of March 2024?")
    assert not quotes("")
    assert not Quoting([])(CANARY)


def test_what_is_no_document_is_told_of(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", papers(tmp_path / "papers")
    with (
        closing(open_app(Settings(home=home), WordEmbedder())) as app,
        open_state(home / "state.sqlite") as state,
    ):
        app.index([folder])
        with pytest.raises(MendableError, match="No document has the id"):
            erase_document(app, state, "nothing", "cli:ada")
        assert len(app.documents()) == 2


def test_the_note_in_place_of_a_quote_says_what_happened() -> None:
    assert "erased" in TAKEN_OUT
