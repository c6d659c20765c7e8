"""What needs a person: events set aside and outcomes that nobody knows."""
