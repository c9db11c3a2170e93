"""Questions that must be stopped, or signposted, or declined, and look-alikes that must pass.

They are made here and nowhere else: no list is shared with what guards the program.
"""
