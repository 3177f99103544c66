"""Workbooks and tables kept as text: cells as shown."""
