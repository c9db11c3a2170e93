"""What is searched: the lexical and the vector index, how they are built, what readers see."""
