"""Starting a fresh interpreter on the other end of a socket, for work that may kill it."""

import os
import subprocess
import sys
from multiprocessing.connection import Connection, Pipe


def start(
    module: str, function: str, *told: int | str
) -> tuple[subprocess.Popen[bytes], Connection]:
    """A new process that calls `function(descriptor, *told, parent)`, and our end of the socket.

    `descriptor` is that of its end; `parent` is the id of this process.
    """
    ours, theirs = Pipe()
    number = theirs.fileno()
    given = ", ".join(map(repr, (number, *told, os.getpid())))
    # -P: a folder named corpus where the user happens to stand must not be imported.
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", f"from {module} import {function}; {function}({given})"],
        pass_fds=[number],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(os.path.abspath(p) for p in sys.path)},
    )
    theirs.close()
    return process, ours
