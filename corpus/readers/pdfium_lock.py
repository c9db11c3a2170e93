"""The lock of pdfium, which keeps global state: one thread of a process may be in it."""

import threading

one_at_a_time = threading.Lock()
