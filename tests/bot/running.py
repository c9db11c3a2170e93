"""Running the command line in this process, and the sample corpus indexed for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner, Result

from bot.cli.program import program
from corpus.catalogue.writer import writing
from corpus.sample import DOCUMENTS


@dataclass(frozen=True)
class Scrutineer:
    """The command line on a home folder of its own."""

    home: Path

    def run(self, *arguments: str, typed: str | None = None) -> Result:
        """What a command gives; whatever it does not handle is raised."""
        return CliRunner().invoke(
            program, [*arguments, "--home", str(self.home)], input=typed, catch_exceptions=False
        )

    def put_back(self, by: timedelta) -> None:
        """As if what has come into the index and gone had done so earlier."""
        with writing(self.home) as writer, writer.catalogue.store.transaction() as run:
            for name in ("came", "went"):
                rows = run.execute(f"SELECT DISTINCT {name} FROM history").fetchall()
                for (at,) in rows:
                    if at:
                        then = (datetime.fromisoformat(at) - by).isoformat(timespec="microseconds")
                        run.execute(f"UPDATE history SET {name} = ? WHERE {name} = ?", (then, at))


def index_sample(folder: Path) -> Scrutineer:
    """The sample corpus, read, cut and embedded as a user's would be."""
    scrutineer = Scrutineer(folder / "home")
    assert scrutineer.run("index", str(DOCUMENTS)).exit_code == 0
    return scrutineer
