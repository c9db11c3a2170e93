"""Slack: questions in, verified answers out. `slack_bolt` and `slack_sdk` live here alone.

The way of a question: `listeners` take what Slack sends, `accepting` says whether it is a question,
the guards look it through, the inbox (`bot.state`) keeps it before Slack is told that it has
arrived, `fair_queue` says whose turn it is, `worker` answers with `replies`, `delivery` sends.
"""
