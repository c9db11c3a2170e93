"""What an answer must hold besides speaking of the matter."""
