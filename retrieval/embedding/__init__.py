"""Text becomes vectors: the embedders, and the default one's own graph."""
