"""What a report says of itself: school, title, period, number, signature, contact, legal basis."""
