"""OFD (GB/T 33190): pages of placed text, strokes and pictures."""
