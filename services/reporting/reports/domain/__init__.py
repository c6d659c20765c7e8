"""What a report says of its figures, in French."""
