"""The page of a client: what it is called, and what is kept for it."""
