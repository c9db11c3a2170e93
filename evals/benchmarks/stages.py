"""An index run that prints the seconds of its stages, which the command line does not.

python -m evals.benchmarks.stages FOLDER HOME
"""

import json
import sys
from pathlib import Path

from bot.app import open_app
from bot.settings import of_home


def main() -> None:
    """Index a folder as `scrutineer index` does."""
    app = open_app(of_home(Path(sys.argv[2])))
    report = app.index([Path(sys.argv[1])]).report
    app.close()
    figures = {"stages": dict(report.stages), "passages": report.passages, "read": report.read}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
