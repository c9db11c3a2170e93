"""Evidence becomes a draft, and the verifier makes an answer of it."""
