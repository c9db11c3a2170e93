import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.catalogue.catalogue import (
    Catalogue,
    CatalogueBusyError,
)
from corpus.catalogue.rows import (
    Reading,
)
from corpus.catalogue.writer import writing
from tests.corpus.catalogue.cataloguing import HASHES, READER, TEXT, publish, record
from tests.fakes.reading import ingested


def test_two_processes_may_create_it_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from corpus.catalogue.catalogue import Catalogue; "
    )
    code += "Catalogue(Path(sys.argv[1])).documents()"
    children = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "home")]) for _ in range(4)
    ]
    assert [child.wait() for child in children] == [0] * 4


def test_a_second_writer_is_told_who_is_first(tmp_path: Path) -> None:
    with (
        writing(tmp_path),
        pytest.raises(CatalogueBusyError, match=f"under way \\(pid {os.getpid()}\\)"),
        writing(tmp_path),
    ):
        pass
    with writing(tmp_path) as writer:
        assert writer.catalogue.files() == []


def test_the_lock_goes_with_a_killed_writer(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from corpus.catalogue.writer import writing\n"
        "with writing(Path(sys.argv[1])): print('mine', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "mine\n"
    with pytest.raises(CatalogueBusyError, match=str(child.pid)), writing(tmp_path):
        pass
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with writing(tmp_path):
        pass


def test_generations_that_follow_at_once_came_one_after_the_other(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        for number in range(3):
            path = f"{number}.txt"
            text = TEXT.replace("long", f"{number} weeks")
            writer.stage([Reading(path, ingested(text, path), (HASHES,))], READER)
            publish(writer, *(record(f"{n}.txt", f"{n}.txt") for n in range(number + 1)))
        came = [stay.came for stay in writer.catalogue.history()]
    assert len(came) == 3
    assert sorted(set(came)) == came


def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", ingested(TEXT), (HASHES,))], READER)
        publish(writer, record("a"))
    # A limit on the size of files is the nearest thing to a full disk that needs no root.
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from corpus.catalogue.writer import writing\n"
        "import numpy as np\n"
        "with writing(Path(sys.argv[1])) as writer:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "    names = [f'{n:064}' for n in range(2000)]\n"
        "    writer.put_vectors('toy', names, np.ones((2000, 384), np.float32))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert "room" in ended.stderr.splitlines()[-1]
    with Catalogue(tmp_path) as catalogue:
        assert len(catalogue.documents()) == 1
        assert catalogue.vector_count("toy") == 0
