"""OpenDocument texts and workbooks."""
