"""Every query of moderation, always for a client or a set of them."""
