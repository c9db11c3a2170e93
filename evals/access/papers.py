"""The corpora: the sample documents, which all may see, and papers that leaders alone may.

All of it is fiction. Among the hidden ones are a newer inspection of the home authority, which
would change most answers, the only report on another authority, a note, a copy
and a reprint of public files, a file that cannot be read, and one that was removed.
"""

import shutil
from pathlib import Path

from corpus.sample import DOCUMENTS, SCANNED, SOURCES
from corpus.sample.drawing import draw
from corpus.sample.markup import read_source

_ITEMS = """- The Lantern Desk, which leaves contacts from Drumlinfold without an answer for days.

- The waiting time for the Peppercorn Ladder, which 7,431 families were promised.
"""
_FINDINGS = """## The experiences and progress of children who need help and protection: inadequate

#. The Lantern Desk decides too late. Of the contacts from Drumlinfold that were sampled, 93.7 per
cent had waited for more than a working day, and Marrowfield Lodge turned children away at night.

#. The designated officer (LADO) has had no deputy since the spring. Inspectors were shown 31
allegations that nobody had looked at for a month, among them those from Thessalby House.

## The experiences and progress of care leavers: inadequate

#. Care leavers are told of the Peppercorn Ladder and are not helped to climb it. One in three who
left care this year has no health history, and no personal adviser in Sloane-Atkin ward.
"""
_INSPECTION = f"""title: Inspection of Aldermere local authority children's services
layout: report
running: Inspection of Aldermere local authority children’s services | 8 to 19 September 2025

# Inspection of Aldermere local authority children’s services

**Inspection dates:** 8 to 19 September 2025

**Lead inspector:** Ottoline Vexmoor, His Majesty’s Inspector

!table 50 50

| Judgement | Grade |
| The impact of leaders on social work practice with children and families | Inadequate |
| The experiences and progress of children who need help and protection | Inadequate |
| The experiences and progress of children in care | Requires improvement to be good |
| The experiences and progress of care leavers | Inadequate |
| Overall effectiveness | Inadequate |

Services in Aldermere have become worse since May 2024. Leaders did not know that the Lantern Desk
had stopped working, and Marrowfield Lodge was closed without a plan for those who lived there.

## What needs to improve?

{_ITEMS}
{_FINDINGS}
"""
_OTHER = f"""title: Inspection of Quellmarsh local authority children's services
layout: report
running: Inspection of Quellmarsh local authority children’s services | 8 to 19 September 2025

# Inspection of Quellmarsh local authority children’s services

**Inspection dates:** 8 to 19 September 2025

**Lead inspector:** Ottoline Vexmoor, His Majesty’s Inspector

!table 50 50

| Judgement | Grade |
| The impact of leaders on social work practice with children and families | Outstanding |
| The experiences and progress of children who need help and protection | Outstanding |
| The experiences and progress of children in care | Outstanding |
| Overall effectiveness | Outstanding |

Quellmarsh is the home of the Ostrowhistle service, which children trust.

## What needs to improve?

{_ITEMS}
{_FINDINGS.replace("inadequate", "outstanding")}
"""
_NOTE = """<!doctype html><html lang="en">
<head><title>Savings in Aldermere: note for leaders</title>
<meta name="date" content="2025-09-19"></head><body><h1>Savings in Aldermere: note for leaders</h1>
<p>Aldermere Council, 19 September 2025</p>
<h2>Early help and family hubs</h2>
<p>Closing Marrowfield Lodge saves £61,204 in the first year. The designated officer (LADO) would
then cover Drumlinfold and Thessalby House as well. Social workers' caseloads would rise to 27.</p>
<h2>Care leavers</h2>
<p>Care leavers in Sloane-Atkin ward would lose the Peppercorn Ladder. Councillor Wilhelmina
Ostrowhistle has not been told of it yet. Return conversations would be held by volunteers.</p>
</body></html>
"""
COPIED = "aldermere-inspection-2019.pdf"
PUBLIC = tuple(sorted(file.name for file in DOCUMENTS.iterdir() if file.name != SCANNED))
REPRINTED = "aldermere-focused-visit-2021.md"
REMOVED = "marrowfield-minutes.txt"
"""A hidden paper that its owner took out of the index again."""

PATTERN = "leaders"
"""The folder that the set of leaders means."""


def write(folder: Path, *, hidden: bool) -> Path:
    """Write the public papers into a folder; with `hidden` the leaders' as well."""
    folder.mkdir(parents=True)
    for name in PUBLIC:
        shutil.copyfile(DOCUMENTS / name, folder / name)
    if hidden:
        leaders = folder / PATTERN
        leaders.mkdir()
        for name, source in (("aldermere-september-2025", _INSPECTION), ("quellmarsh", _OTHER)):
            _draw(source, leaders / f"{name}.pdf")
        (leaders / "marrowfield-savings.html").write_text(_NOTE, "utf-8")
        shutil.copyfile(DOCUMENTS / COPIED, leaders / "drumlinfold-copy.pdf")
        again = (SOURCES / REPRINTED).read_text("utf-8").replace("running: ", "running: Draft. ")
        _draw(again, leaders / "drumlinfold-reprint.pdf")
        minutes = "Minutes of 19 September 2025\n\nThe Lantern Desk of Aldermere was discussed.\n"
        (leaders / REMOVED).write_text(minutes, "utf-8")
        (leaders / "thessalby-scan.pdf").write_bytes(b"%PDF-1.7 not one that can be read")
    return folder


def _draw(source: str, target: Path) -> None:
    written = target.with_suffix(".md")
    written.write_text(source, "utf-8")
    draw(read_source(written), target)
    written.unlink()
