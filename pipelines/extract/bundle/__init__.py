"""Archives: the report among the members, the others listed."""
