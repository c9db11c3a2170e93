"""A process that ends when the one that started it has ended, however that came about."""

import os
import threading
import time
from collections.abc import Callable

_LOOK_SECONDS = 0.2


def end_with(parent: int, end: Callable[[], None]) -> None:
    """Call `end` in a thread of its own once process `parent` is no longer our parent.

    Works where no signal does: a parent that was killed tells nobody, but its children are
    given another parent.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_SECONDS)
        end()

    threading.Thread(target=watch, daemon=True, name="watching the parent").start()
