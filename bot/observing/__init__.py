"""What is seen of the program from outside: what happened, how long it took, what it logs.

`watch` is what the rest of the program calls; it does nothing until somebody watches.
"""
