"""The desk: the queue on the left, one conversation on the right."""
