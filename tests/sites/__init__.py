"""A server on this machine that plays the sites that documents are published on.

What it answers is written by us, after the shapes that public documentation and public programs
that read those sites tell of. It keeps what it was asked, and can be told to misbehave.
"""
