"""How sources look in a terminal: what is followed, and what a sync brought."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console

from bot.cli.terminal import counted, show_line
from bot.syncing.as_json import counted as how_many
from bot.syncing.done import Checked, Synced
from sources.records import Item, SourceRecord
from sources.syncing import Looked


def show_sources(
    console: Console,
    found: Sequence[tuple[SourceRecord, Sequence[Item]]],
    *,
    listed: bool = False,
) -> None:
    """Two lines or three for each source; with `listed` a line for each of its documents."""
    if not found:
        show_line(console, "Nothing is followed. `scrutineer sources add --help` tells how.")
    for source, items in found:
        show_line(console, f"{source.number}  {source.kind}: {source.name}", hang=4)
        counts = how_many(items)
        facts = (
            None if source.kind == "watch" else counted(counts["kept"], "document"),
            f"{counts['wanted']} not fetched yet" if counts["wanted"] else None,
            f"{counts['gone']} no longer listed there" if counts["gone"] else None,
            f"looked at {_moment(source.looked_at)}" if source.looked_at else "not looked at yet",
            f"again {_moment(source.next_at)}" if source.next_at else None,
        )
        show_line(console, " · ".join(filter(None, facts)), indent=4, style="dim")
        if source.trouble:
            since = f" (last well {_moment(source.well_at)})" if source.well_at else ""
            show_line(console, f"{source.trouble}{since}", indent=4, style="yellow")
        for item in items:
            if listed or (item.trouble and item.gone_since is None):
                _show_item(console, item)


def show_synced(console: Console, done: Synced) -> None:
    """What a sync brought, source by source."""
    for look in done.looks:
        show_line(console, f"{look.source.number}  {look.source.kind}: {look.source.name}", hang=4)
        if look.trouble:
            show_line(console, look.trouble, indent=4, style="yellow")
        facts = _brought(look)
        if facts or not look.trouble:
            show_line(console, facts or "nothing new", indent=4, style="dim")
        for note in look.notes:
            show_line(console, f"Note: {note}", indent=4, style="yellow")
    if done.indexed is not None:
        documents = done.indexed.documents
        show_line(
            console,
            f"Indexed: {documents.added} added, {documents.updated} updated, "
            f"{documents.removed} removed, {documents.failed} failed.",
        )
        for failure in done.indexed.failures:
            show_line(console, f"{failure.path}: {failure.reason}", indent=4, style="yellow")


def show_checked(console: Console, found: Sequence[Checked]) -> None:
    """What each site lists."""
    for each in found:
        show_line(console, f"{each.source.number}  {each.source.kind}: {each.source.name}", hang=4)
        if each.trouble is not None:
            show_line(console, each.trouble, indent=4, style="yellow")
            continue
        fresh = len(each.fresh)
        show_line(console, f"{len(each.offers)} listed, {fresh} of them new", indent=4)
        for offer in each.offers:
            day = offer.published or offer.meeting
            mark = "new" if offer.key in each.fresh else "here"
            told = " · ".join(filter(None, (mark, offer.title, str(day) if day else None)))
            show_line(console, f"{told}  {offer.address}", indent=4, hang=8, style="dim")


def _brought(look: Looked) -> str:
    facts = (
        (look.new, "new"),
        (look.changed, "changed"),
        (look.moved, "moved"),
        (look.gone, "no longer listed"),
        (look.back, "listed again"),
        (look.failed, "failed"),
    )
    return " · ".join(f"{len(keys)} {words}" for keys, words in facts if keys)


def _show_item(console: Console, item: Item) -> None:
    show_line(console, f"{item.offer.title}  {item.offer.address}", indent=4, hang=8)
    facts = (
        f"published {item.offer.published}" if item.offer.published else None,
        f"meeting of {item.offer.meeting}" if item.offer.meeting else None,
        f"fetched {_moment(item.fetched_at)}" if item.fetched_at else None,
        f"no longer listed since {_moment(item.gone_since)}" if item.gone_since else None,
        "another address of a document that is here" if item.state == "same" else None,
    )
    if any(facts):
        show_line(console, " · ".join(filter(None, facts)), indent=8, style="dim")
    if item.trouble:
        again = f" Tried {item.tries} times; again {_moment(item.next_at)}." if item.next_at else ""
        show_line(console, f"{item.trouble}{again}", indent=8, style="yellow")


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at is not None else "–"
