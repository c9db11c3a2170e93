"""Runs the emulator with its page, until it is ended.

python -m tests.slack_emulator --port 8099 --manifest manifest.json
"""

import argparse
import signal
import threading
from pathlib import Path

from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.page import Page


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.slack_emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--manifest", type=Path, help="the app's manifest: its scopes and events")
    parser.add_argument("--http", metavar="URL", help="post events there, not over Socket Mode")
    parser.add_argument("--shortcut", default="Check against reports", help="its name")
    given = parser.parse_args()
    emulator = SlackEmulator(given.manifest)
    emulator.extra_routes += Page(emulator, given.shortcut).routes()
    emulator.start(given.port)
    if given.http:
        emulator.use_http(given.http)
    print(f"A Slack that is not one: {emulator.url}\n\nThe bot finds it with:\n", flush=True)
    for name, value in emulator.environment.items():
        print(f"export {name}={value}", flush=True)
    ended = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: ended.set())
    ended.wait()
    emulator.close()


if __name__ == "__main__":
    main()
