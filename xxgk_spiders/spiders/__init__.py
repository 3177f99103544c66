"""The spiders: `scrapy list`."""
