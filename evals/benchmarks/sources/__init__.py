"""Whether sources keep an index current: on sites of this machine that play the real ones."""
