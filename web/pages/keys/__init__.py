"""The page of a client's API keys."""
