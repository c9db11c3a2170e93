"""How it is found: a question becomes a query, the query becomes ranked passages."""
