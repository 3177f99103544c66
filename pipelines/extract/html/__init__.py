"""Web pages: the article out of the page around it, and what it carries."""
