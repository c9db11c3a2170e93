"""The methods of the Web API that are emulated, by name."""

from collections.abc import Callable

from tests.slack_emulator.checking import Json
from tests.slack_emulator.methods import agents, chat, conversations, files, streams, views
from tests.slack_emulator.state import State

Method = Callable[[State, Json], Json]

METHODS: dict[str, Method] = {
    **agents.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **streams.METHODS,
    **views.METHODS,
}
