"""A question becomes a query: whose findings, of when, what is asked for, and the words for it."""
