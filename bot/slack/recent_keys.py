"""The keys of what was taken in lately, so that most repetitions cost nothing."""

from collections import OrderedDict
from threading import Lock

_MOST = 10_000


class RecentKeys:
    """The last keys of this process. Threads share it.

    The inbox knows all keys, of all processes, and decides; this only spares it the asking.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._most = most
        self._turn = Lock()

    def __contains__(self, key: str) -> bool:
        with self._turn:
            return key in self._keys

    def add(self, key: str) -> None:
        """Note the key of what is in the inbox."""
        with self._turn:
            self._keys[key] = None
            if len(self._keys) > self._most:
                self._keys.popitem(last=False)
