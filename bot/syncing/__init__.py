"""Keeping the index current: sources are looked at, and what they brought is indexed."""

from bot.syncing.done import Synced
from bot.syncing.syncer import Syncer

__all__ = ["Synced", "Syncer"]
