"""Word's XML formats (.docx, Word 2003 XML)."""
