"""Practices, problems and measures: the section on experience as a tree."""
