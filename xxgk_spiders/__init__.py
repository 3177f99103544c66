"""The web: finds report pages. Knows `pipelines` only through its items."""
