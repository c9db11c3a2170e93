"""Slack: what people see there, and how their questions get in and answers out."""
