"""What a client lets the machine do alone."""
