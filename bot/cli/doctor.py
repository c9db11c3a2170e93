"""What is configured, what is there, what is missing, and how to mend it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.opening import majority
from bot.seeing import Sight
from bot.settings import EXTRACTIVE, Loaded, Settings, variable
from corpus.catalogue.catalogue import Catalogue, CatalogueError, Generation
from corpus.catalogue.soundness import examine as examine_catalogue
from corpus.readers.ocr import how_to_install, is_available
from corpus.workers.proving import not_held
from retrieval.errors import LexicalDamagedError
from retrieval.index.lexical import LexicalIndex

if TYPE_CHECKING:  # what it imports takes a while, and a run without a model does without
    from bot.models.asking import Model

_LEAST_FREE = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `fine`, worth a `note`, or `broken`; `mend` says how."""

    state: Literal["fine", "note", "broken"]
    topic: str
    text: str
    mend: str | None = None


def examine(loaded: Loaded) -> Iterator[Finding]:
    """Look at settings, home folder, embedder, models and index; changes nothing.

    A language model that is set is asked one short thing, which holds nothing of anybody's.
    """
    yield from _settings(loaded)
    yield from _home(loaded.settings.home)
    embedder, finding = _embedder(loaded.settings)
    yield finding
    yield from _models(loaded.settings)
    yield _scans()
    yield _readers()
    yield _state(loaded.settings)
    yield from _index(loaded.settings, embedder)
    yield from _slack(loaded.settings)
    yield from _web(loaded.settings)


def _settings(loaded: Loaded) -> Iterator[Finding]:
    for name, source in loaded.sources.items():
        value = getattr(loaded.settings, name)
        yield Finding("fine", variable(name), f"{'not set' if value is None else value} ({source})")
    for name in loaded.unknown:
        yield Finding(
            "note",
            "Unknown setting",
            name,
            "This version has no such setting; check its spelling in docs/settings.md.",
        )


def _scans() -> Finding:
    topic = "Scanned pages"
    if not is_available():
        missing = "not read: Tesseract with its English data is missing"
        return Finding("note", topic, missing, how_to_install())
    return Finding("fine", topic, "read by OCR with Tesseract")


def _readers() -> Finding:
    """Whether the processes that read files are held back, or could do what they should not."""
    topic = "Processes that read files"
    try:
        can = not_held()
    except OSError as error:
        return Finding("note", topic, f"it could not be tried what they can do: {error}")
    if not can:
        return Finding("fine", topic, "reach no network, write nowhere else, start no programs")
    return Finding(
        "note",
        topic,
        f"can {', '.join(can)}: Landlock or seccomp is missing here, or forbidden",
        "A file that is made to take such a process over could do the same. Use Linux 5.13 or "
        "newer (x86-64 or ARM), and a container that allows both; until then take files from whom "
        "you trust alone, or give the container no network. See docs/hostile-files.md.",
    )


def _home(home: Path) -> Iterator[Finding]:
    place = home.absolute()
    if place.exists() and not place.is_dir():
        yield Finding(
            "broken", "Home folder", f"{place} is not a folder", "Set SCRUTINEER_HOME to a folder."
        )
        return
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        yield Finding(
            "broken",
            "Home folder",
            f"{place} cannot be written to",
            "Change its permissions, or set SCRUTINEER_HOME to another folder.",
        )
        return
    free = shutil.disk_usage(existing).free
    text = f"{place}{'' if place.exists() else ' (made by the first index run)'}, "
    text += f"{free / 1e9:.1f} GB free"
    if free < _LEAST_FREE:
        yield Finding("note", "Home folder", text, "Make room on this disk before indexing.")
    else:
        yield Finding("fine", "Home folder", text)


def _embedder(settings: Settings) -> tuple[str | None, Finding]:
    from retrieval.embedding.embedders import EmbedderUnavailableError, embedder_named

    try:
        embedder = embedder_named(settings.embedder)
    except EmbedderUnavailableError as error:
        return None, Finding(
            "broken",
            "Embedder",
            str(error),
            "Until it is mended, only words are matched and nothing can be indexed.",
        )
    checked = ", its files verified by SHA-256" if settings.embedder == "default" else ""
    return embedder.name, Finding("fine", "Embedder", f"{embedder.name}{checked}")


# How a model failed, and what its owner can do; the names are those of `bot.models.faults`.
_FAILED = {
    "slow": (
        "gave no answer in time",
        "Use a faster model or machine, or raise SCRUTINEER_MODEL_TIMEOUT.",
    ),
    "down": (
        "could not be reached",
        "See that it runs and that nothing is in between, and check SCRUTINEER_MODEL_BASE_URL.",
    ),
    "limited": ("is asked too often", "Wait, or ask its provider for a higher limit."),
    "unpaid": ("is out of credit", "Settle its provider's account."),
    "refused": (
        "turned the request down",
        "Check its name and its key: docs/models.md says which variable holds the key.",
    ),
    "malformed": ("answers, but not in the form asked for", "Use a model that writes JSON well."),
    "empty": ("answers with nothing", "Use a model that writes JSON well."),
}


def _models(settings: Settings) -> Iterator[Finding]:
    if settings.model == EXTRACTIVE:
        yield Finding("fine", "Language model", "none: the documents' own sentences answer")
        if settings.judge is None:
            return
    from bot.models.parts import judging, writing

    yield from _model("Language model", lambda: writing(settings))
    yield from _model("Second judge", lambda: judging(settings))


def _model(topic: str, made: "Callable[[], Model | None]") -> Iterator[Finding]:
    """Asks a model one thing that gives nothing away."""
    from bot.models.faults import ModelFailedError, ModelSetupError
    from bot.models.judging import tried

    try:
        if (model := made()) is None:
            return
        try:
            tried(model)
        except ModelFailedError as failed:
            how, mend = _FAILED[failed.kind]
            mend += " Until then questions are answered without it."
            yield Finding("broken", topic, f"{model.name} {how}", mend)
        else:
            yield Finding("fine", topic, f"{model.name} answers")
    except ModelSetupError as error:
        yield Finding("broken", topic, str(error), "Until it is mended, no question is answered.")


def _state(settings: Settings) -> Finding:
    from bot.state.database import examined
    from bot.state.errors import StateError

    topic = "What is remembered"
    try:
        return Finding("fine", topic, examined(settings.state_place))
    except StateError as error:
        mend = "Until it is mended, neither Slack nor the web page is served; see docs/settings.md."
        return Finding("broken", topic, str(error), mend)


def _shared(settings: Settings) -> tuple[Finding, Path | None]:
    """How far replicas are, and the folder of the generation that is active, where it is here."""
    from bot.app import homes_of
    from bot.sharing.shared_home import SharedHome
    from bot.state.errors import StateError

    topic = "Shared index"
    with closing(homes_of(settings)) as home:
        assert isinstance(home, SharedHome)
        try:
            active, members = home.shared().active(), home.shared().members()
        except StateError as error:
            return Finding("broken", topic, str(error)), None
        folder = home.folder / str(active) if home.has(active) else None
    ready = [f"{member.name} is ready for {member.ready}" for member in members]
    told = "; ".join([f"generation {active}" if active else "nothing is shared yet", *ready])
    return Finding("fine", topic, told), folder


def _index(settings: Settings, embedder: str | None) -> Iterator[Finding]:
    home = settings.home
    if settings.shared_index:
        finding, folder = _shared(settings)
        yield finding
        if folder is None:
            return
        home = folder
    if not (home / "catalogue.sqlite").exists():
        yield _nothing()
        return
    try:
        with Catalogue(home) as catalogue:
            damage = examine_catalogue(catalogue)
            if damage:
                again = "Run on your documents again, which mends it: scrutineer index FOLDER"
                yield Finding("broken", "Index", f"The catalogue is damaged: {damage}", again)
            generation = catalogue.generation()
            if generation is None or generation.documents == 0:
                yield _nothing()
                return
            yield from _contents(catalogue, generation)
            yield _dense(catalogue, generation, embedder)
            yield _authority(catalogue, settings)
            yield from _sets(catalogue, settings)
    except CatalogueError as error:
        yield Finding("broken", "Index", str(error))


def _nothing() -> Finding:
    return Finding("note", "Index", "nothing is indexed yet", "Run: scrutineer index FOLDER")


def _contents(catalogue: Catalogue, generation: Generation) -> Iterator[Finding]:
    day = generation.created
    yield Finding(
        "fine",
        "Index",
        f"{generation.documents} documents, {generation.passages} passages "
        f"(generation {generation.number} of {day.day} {day:%B %Y, %H:%M} UTC)",
    )
    failed = [file for file in catalogue.files() if file.outcome == "failed"]
    if failed:
        yield Finding(
            "note",
            "Files not read",
            f"{len(failed)}: {'; '.join(f'{file.path}: {file.reason}' for file in failed[:5])}",
            "Mend or replace them and run: scrutineer index FOLDER",
        )
    try:
        LexicalIndex(catalogue.home / "lexical" / generation.lexical)
    except LexicalDamagedError as error:
        yield Finding("broken", "Search by words", str(error), "Run: scrutineer index FOLDER")
    else:
        yield Finding("fine", "Search by words", "complete")


def _dense(catalogue: Catalogue, generation: Generation, embedder: str | None) -> Finding:
    topic, again = "Search by meaning", "Run on your folders again: scrutineer index FOLDER"
    if embedder is not None and embedder in generation.dense:
        return Finding("fine", topic, f"complete, by {embedder}")
    if generation.dense:
        made = " and ".join(generation.dense)
        return Finding("note", topic, f"made by {made}, not by the embedder that is set", again)
    if embedder is None:
        return Finding("note", topic, "not complete", again)
    hashes = {content for _, content in catalogue.passage_ids_of(None, generation.number)}
    done = len(catalogue.embedded(embedder, list(hashes)))
    return Finding("note", topic, f"{done} of {len(hashes)} passages embedded", again)


def _sets(catalogue: Catalogue, settings: Settings) -> Iterator[Finding]:
    """How many documents each set holds: one that holds none may be misspelt, and hide nothing."""
    paths = [document.path for document in catalogue.documents()]
    for name, patterns in settings.document_sets.items():
        alone = Sight({"": patterns}, frozenset())
        held = sum(not alone.shows(path) for path in paths)
        if held:
            yield Finding("fine", "Document set", f"{name}: {held} of {len(paths)} documents")
        else:
            yield Finding(
                "note",
                "Document set",
                f"{name}: no document of the index, so it hides nothing",
                f"Look at its patterns under {variable('document_sets')} (docs/privacy.md), which "
                "are held against the paths that `scrutineer documents` shows.",
            )


def _authority(catalogue: Catalogue, settings: Settings) -> Finding:
    documents = catalogue.documents()
    topic = "Home authority"
    if settings.authority is not None:
        if any(document.authority == settings.authority for document in documents):
            return Finding("fine", topic, f"{settings.authority}, as set")
        return Finding(
            "note",
            topic,
            f"{settings.authority}, as set; no document of the index is about it",
            "Index documents about it, or change SCRUTINEER_AUTHORITY.",
        )
    most = majority(documents)
    if most is not None:
        return Finding("fine", topic, f"{most}, which most documents of the index are about")
    return Finding(
        "note",
        topic,
        "none: no authority has more than half of the documents, so a question that names none "
        "is asked of all",
        "Set SCRUTINEER_AUTHORITY to yours.",
    )


def _slack(settings: Settings) -> Iterator[Finding]:
    """Token, scopes, signing secret and Socket Mode, where Slack is set up at all."""
    tokens = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    if not any(tokens):
        yield Finding("fine", "Slack", "not set up (docs/slack.md says how)")
        return
    from bot.slack.checkup import checkup

    for check in checkup(settings):
        yield Finding(
            "fine" if check.mend is None else "broken" if check.needed else "note",
            check.topic,
            check.text,
            check.mend,
        )


def _web(settings: Settings) -> Iterator[Finding]:
    """How people sign in to the web pages, and who may do what there."""
    from bot.web.signing_in.checkup import checkup

    for check in checkup(settings):
        state: Literal["fine", "note", "broken"] = "broken" if check.needed else "note"
        yield Finding("fine" if check.mend is None else state, check.topic, check.text, check.mend)
