"""Printed pages, whatever drew them: lines with their places to whole paragraphs and tables."""
