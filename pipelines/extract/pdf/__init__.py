"""PDF: characters and rules by PDFium, pages that must be looked at, attached files."""
