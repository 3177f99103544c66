"""Damaged files of every format through the real workers: `python -m tests.fuzz`."""
