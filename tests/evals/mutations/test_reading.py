import json
from pathlib import Path

import pytest

from corpus.documents import INSPECTORS_KINDS
from corpus.sample import DOCUMENTS
from corpus.walking import MissingPathError
from evals.mutations.reading import documents_of
from tests.bot.running import Scrutineer


def test_inspectors_documents_alone_are_lent_a_councils_papers() -> None:
    given = DOCUMENTS / "thornbeck-inspection-2022.pdf"

    found = documents_of(given)

    ours = [each for each in found if each.document.path == str(given)]
    lent = [each for each in found if each.document.path != str(given)]
    assert ours
    assert lent
    assert all(each.document.kind not in INSPECTORS_KINDS for each in lent)


def test_a_councils_own_papers_are_enough() -> None:
    pack = DOCUMENTS / "aldermere-scrutiny-pack-2024-11.pdf"
    told: list[tuple[str, int, int]] = []

    found = documents_of(pack, lambda *each: told.append(each))

    assert {each.document.path for each in found} == {str(pack)}
    assert told == [("Reading", 0, 1), ("Reading", 1, 1)]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match="nowhere"):
        documents_of(tmp_path / "nowhere")


def test_an_index_is_read_as_it_is(sample: Scrutineer) -> None:
    told: list[object] = []

    found = documents_of(sample.home, lambda *each: told.append(each))

    listed = json.loads(sample.run("documents", "--json").stdout)
    assert {each.document.id for each in found} == {each["id"] for each in listed}
    assert all(
        passage.document_id == each.document.id for each in found for passage in each.passages
    )
    assert sum(len(each.passages) for each in found) == sum(each["passages"] for each in listed)
    assert told == []
