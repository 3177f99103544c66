"""Pure functions, no I/O: a page in, judged links out."""
