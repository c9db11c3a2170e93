"""What is shown in Slack: pure functions from values of the domain to messages and views.

What documents and people wrote is put into `rich_text` and `plain_text`, in which Slack parses
nothing: no mention, link or formatting can arise there, and quotes stay letter for letter.
`table` blocks are for registers alone, since Slack shows them below all else in a message.
"""
