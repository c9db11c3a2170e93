"""A Slack on this machine that the real SDK talks to, and that refuses what Slack refuses.

    with slack(Path("manifest.json")) as emulator:      # without a manifest the app may do all
        emulator.state.timing.retries = (0.1, 0.2)      # Slack waits 0, 60, 300 s
        start_the_bot(emulator.environment)             # SCRUTINEER_SLACK_API_URL and so on
        emulator.wait_connected()                       # or emulator.use_http("http://…/slack/events")
        people = emulator.people
        asked = emulator.say(people.amira, people.inspections, f"{people.bot.mention} how is it?")
        answer = emulator.wait_for(lambda: emulator.replies(asked))[0]
        emulator.press(people.amira, answer, "show_passage").wait()
        modal = emulator.wait_for(lambda: emulator.modal(people.amira))
        emulator.submit(modal, {"reason": "out_of_date"}).wait()
        assert emulator.violations == []                # limits that the bot broke
        assert emulator.pings == []                     # nobody was called up by a document's text

What goes wrong with Slack is scripted: `emulator.faults.script("chat.update", ratelimited(2))`,
`drop_connections()`, `disconnect()`, `expire_streams()`, `revoke()`, `deliver_again(delivery)`.

`python -m tests.slack_emulator` runs it with a page where a person can type and click; `render`
makes pictures of messages. Nothing here knows the bot.
"""

from tests.slack_emulator.emulator import SlackEmulator, slack

__all__ = ["SlackEmulator", "slack"]
