"""What is read: files become pages, documents and passages, kept in the catalogue."""
