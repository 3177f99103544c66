"""Character recognition: a picture of a page to its lines, tables and reading order."""
