"""Rules of the queue: where an item belongs, whether it waits, and where its exchange stands."""
