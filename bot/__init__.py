"""How it is answered and shown: the composition root, the answerers, the verifier, the terminal."""
