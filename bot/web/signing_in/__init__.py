"""How it is known who looks at a page."""
