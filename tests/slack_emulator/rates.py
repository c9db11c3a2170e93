"""Slack's rate limits, when a test wants them: so many calls of a method a minute."""

from collections import defaultdict, deque

_PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
_TIERS = {
    "agents.sessions.rename": 3,
    "agents.sessions.setStatus": 3,
    "assistant.threads.setSuggestedPrompts": 4,
    "assistant.threads.setTitle": 4,
    "chat.appendStream": 4,
    "chat.delete": 3,
    "chat.postEphemeral": 4,
    "chat.startStream": 2,
    "chat.stopStream": 2,
    "chat.update": 3,
    "conversations.history": 3,
    "conversations.info": 3,
    "conversations.members": 4,
    "conversations.replies": 3,
    "files.completeUploadExternal": 4,
    "files.getUploadURLExternal": 4,
    "reactions.add": 3,
    "reactions.remove": 2,
    "usergroups.users.list": 2,
    "users.conversations": 3,
    "users.info": 4,
    "views.open": 4,
    "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}
# chat.postMessage: one a second in a channel, with short bursts.
_POSTS_A_MINUTE = 60


class Rates:
    """Counts calls; off until `on` is set. Times are seconds of one clock."""

    def __init__(self) -> None:
        self.on = False
        self._calls: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def wait_for(self, method: str, channel: str, now: float) -> int | None:
        """The seconds of `Retry-After`, or None when the call may go through."""
        if not self.on:
            return None
        if method == "chat.postMessage":
            key, most = (method, channel), _POSTS_A_MINUTE
        elif method in _TIERS:
            key, most = (method, ""), _PER_MINUTE[_TIERS[method]]
        else:
            return None
        calls = self._calls[key]
        while calls and now - calls[0] >= 60:
            calls.popleft()
        if len(calls) >= most:
            return max(1, int(60 - (now - calls[0])) + 1)
        calls.append(now)
        return None
