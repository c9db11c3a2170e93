"""What goes wrong between the emulated Slack and the app."""

from tests.slack_emulator.records import Message
from tests.slack_emulator.server import Server


class Mishaps(Server):
    """A Slack whose connections, tokens and streams can be broken."""

    def stop_stream(self, message: Message) -> None:
        """Somebody presses the stop button of a message that streams."""
        with self.state.lock:
            if message.stream is None or message.stream.state != "streaming":
                raise LookupError("the message does not stream")
            message.stream.state = "stopped_by_user"
            self.state.tell_changed()

    def drop_connections(self) -> None:
        """Breaks every WebSocket off without a word."""
        self._loop.call_soon_threadsafe(self.courier.drop)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Sends `disconnect`: `refresh_requested`, `warning` or `link_disabled`."""
        self._in_loop(self.courier.disconnect(reason))

    def revoke(self, token: str | None = None, error: str = "invalid_auth") -> None:
        """Makes a token, without one the bot's, meet that error."""
        self.state.tokens.revoked[token or self.bot_token] = error

    def restore(self) -> None:
        self.state.tokens.revoked.clear()

    def expire_streams(self) -> None:
        with self.state.lock:
            self.state.expire_streams(all_of_them=True)
