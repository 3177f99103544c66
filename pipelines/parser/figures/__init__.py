"""Published quantities: numbers, what each counts, through which channel, up to when."""
