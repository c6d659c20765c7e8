"""The page of a client's charter."""
