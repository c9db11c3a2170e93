"""The reading room: a document, open where it is cited."""
