"""Documents: bytes to archive to text to report to rows. Knows neither the web nor people."""
