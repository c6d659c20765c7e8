"""What happened in a period, in counts."""
