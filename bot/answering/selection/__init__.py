"""Which sentences of passages are told: cut out whole, scored, chosen."""
