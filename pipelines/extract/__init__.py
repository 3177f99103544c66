"""Bytes to text: sniff what they are, read them, say how it went.

Importing this package loads no reader: each is imported when the first
document of its format comes, so that a crawler that only needs `decode`
starts fast.
"""

from pipelines.extract.reader import VERSION, extract
from pipelines.extract.text import Block, Text, Unreadable

__all__ = ["VERSION", "Block", "Text", "Unreadable", "extract"]
