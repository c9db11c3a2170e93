"""A Slack on this machine that the real SDK talks to, and that refuses what Slack refuses.

    with slack() as emulator:
        os.environ["SCRUTINEER_SLACK_API_URL"] = emulator.api_url
        ...
        emulator.say(emulator.people.amira, emulator.people.inspections, "<@U0SCRUTINEER> hello")
        emulator.wait_for(lambda: emulator.replies(...))
        assert emulator.violations == []

`python -m tests.slack_emulator` runs it with a page where a person can type and click.
"""

from tests.slack_emulator.emulator import SlackEmulator, slack

__all__ = ["SlackEmulator", "slack"]
