"""The files that a brief becomes: the same content as Word, PDF, HTML and Markdown."""
