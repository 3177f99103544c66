"""Word 6 to 2003 (.doc, .wps)."""
