"""What a client's agency says again and again."""
