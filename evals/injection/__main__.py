"""The trial as a command."""

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.harmless import on_one_line
from evals.injection import __doc__ as about
from evals.injection.interfaces import interface_of
from evals.injection.remembering import Remembering
from evals.injection.trial import Field, Figures, behaviour, every_play, probes, shown, sown
from retrieval.embedding.embedders import embedder_named
from retrieval.ports import Embedder

_MOST_SHOWN = 40


def main() -> int:
    """Run the trial; the exit status is 1 where anything changed or reached a reader."""
    parser = argparse.ArgumentParser(prog="python -m evals.injection", description=about)
    parser.add_argument("--every", type=int, default=1, help="take each N-th probe")
    parser.add_argument("--plays", default="", help="model servers, by name; all by default")
    parser.add_argument("--only", default="behaviour,shown", help="behaviour, shown, or both")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    plays = options.plays.split(",") if options.plays else every_play()
    figures, began = Figures(), time.monotonic()
    # What a text means does not depend on who writes the answers.
    embedder = Remembering(embedder_named("default"))
    with TemporaryDirectory(prefix="scrutineer-injection-") as name:
        sowed = sown(probes(options.every), Path(name), embedder)
        figures.unread = len(sowed.refused)
        if "behaviour" in options.only:
            for play in plays:
                figures.add(_tried(play, sowed, embedder))
        if "shown" in options.only:
            shown(sowed, Path(name), figures, embedder)
    for fault in [*figures.changed, *figures.unescaped][:_MOST_SHOWN]:
        sys.stdout.write(f"{on_one_line(fault)}\n")
    told = {
        "probes": len(sowed.every),
        "files not taken at all": figures.unread,
        "plays": len(plays),
        "pairs of answers compared": figures.asked,
        "probes shown on every interface": figures.shown,
        "changed behaviour": len(figures.changed),
        "reached a reader unescaped": len(figures.unescaped),
        "seconds": round(time.monotonic() - began),
    }
    sys.stdout.writelines(f"{name}: {value}\n" for name, value in told.items())
    by_interface = Counter(interface_of(f.split(" ", 1)[-1]) for f in figures.unescaped)
    sys.stdout.writelines(f"  {name}: {count}\n" for name, count in by_interface.items())
    if options.json is not None:
        options.json.write_text(json.dumps({**told, **asdict(figures)}, indent=2), "utf-8")
    return 1 if figures.changed or figures.unescaped else 0


def _tried(play: str, sowed: Field, embedder: Embedder) -> Figures:
    """Try one play, and tell at once what came of it: all of them take a while."""
    figures, began = Figures(), time.monotonic()
    behaviour(sowed, [play], figures, embedder)
    sys.stderr.write(
        f"{play}: {figures.asked} pairs, {len(figures.changed)} changed, "
        f"{len(figures.unescaped)} unescaped, {time.monotonic() - began:.0f} s\n"
    )
    return figures


if __name__ == "__main__":
    sys.exit(main())
