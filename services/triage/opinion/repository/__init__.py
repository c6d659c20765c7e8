"""Every query on second opinions: of one message each, and of a client's setting and days."""
