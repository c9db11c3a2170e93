"""Sources and syncs as JSON."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.state.syncs import Sync
from bot.syncing.done import Checked
from sources.records import Item, SourceRecord, offer_json
from sources.syncing import Looked

Json = dict[str, Any]


def source_json(source: SourceRecord, items: Sequence[Item], *, listed: bool = False) -> Json:
    """A source, how many of its documents are how; with `listed` each of them."""
    value: Json = {
        "number": source.number,
        "kind": source.kind,
        "name": source.name,
        "target": dict(source.target),
        "added_at": _at(source.added_at),
        "looked_at": _at(source.looked_at),
        "well_at": _at(source.well_at),
        "next_at": _at(source.next_at),
        "failures": source.failures,
        "trouble": source.trouble,
        "documents": counted(items),
    }
    if listed:
        value["items"] = [item_json(item) for item in items]
    return value


def item_json(item: Item) -> Json:
    """A document of a source."""
    offer = item.offer
    return {
        "key": item.key,
        "address": offer.address,
        "title": offer.title,
        "kind": offer.kind,
        "published": _at(offer.published),
        "meeting": _at(offer.meeting),
        "state": item.state,
        "sha256": item.sha256,
        "file": item.file,
        "first_seen": _at(item.first_seen),
        "last_seen": _at(item.last_seen),
        "fetched_at": _at(item.fetched_at),
        "gone_since": _at(item.gone_since),
        "tries": item.tries,
        "next_at": _at(item.next_at),
        "trouble": item.trouble,
    }


def counted(items: Sequence[Item]) -> Json:
    """How many of a source's documents are here, were not had yet, failed, and are gone there."""
    return {
        "kept": sum(item.sha256 is not None and item.state != "same" for item in items),
        "wanted": sum(item.state == "wanted" and item.gone_since is None for item in items),
        "failed": sum(item.trouble is not None and item.gone_since is None for item in items),
        "gone": sum(item.gone_since is not None for item in items),
    }


def looked_json(look: Looked) -> Json:
    """What a look at a source brought."""
    return {
        "number": look.source.number,
        "kind": look.source.kind,
        "name": look.source.name,
        "new": list(look.new),
        "changed": list(look.changed),
        "moved": list(look.moved),
        "gone": list(look.gone),
        "back": list(look.back),
        "failed": list(look.failed),
        "trouble": look.trouble,
        "notes": list(look.notes),
    }


def checked_json(checked: Checked) -> Json:
    """What a site lists."""
    return {
        "number": checked.source.number,
        "kind": checked.source.kind,
        "name": checked.source.name,
        "listed": [offer_json(offer) for offer in checked.offers],
        "new": list(checked.fresh),
        "trouble": checked.trouble,
    }


def sync_json(sync: Sync) -> Json:
    """A sync that was kept."""
    return {
        "number": sync.number,
        "began_at": _at(sync.began_at),
        "ended_at": _at(sync.ended_at),
        "before": sync.before,
        "after": sync.after,
        **(sync.report or {"sources": [], "index": None}),
        "reason": sync.reason,
    }


def _at(moment: datetime | date | None) -> str | None:
    return None if moment is None else moment.isoformat()
