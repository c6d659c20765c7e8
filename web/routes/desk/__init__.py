"""The desk: the queue, one conversation, and what is done with it."""
