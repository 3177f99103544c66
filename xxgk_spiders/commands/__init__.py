"""Scrapy's own commands, where the contract asks for more than they do."""
