"""Beside the crawl: the run ledger, and what people see while it runs."""
