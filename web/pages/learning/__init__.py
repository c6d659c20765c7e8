"""What a client's people taught the machine."""
