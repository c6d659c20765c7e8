"""Every query of learning, always for a client."""
