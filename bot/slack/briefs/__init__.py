"""Inspection briefs in Slack: asked for in a form, made beside the answers, put into a thread."""
