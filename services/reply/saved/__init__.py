"""What a client's agency says again and again: saved replies, one text for each form of address."""
