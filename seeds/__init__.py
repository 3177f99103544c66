"""What the project starts from: schools, former names, known portals (data, no code)."""
