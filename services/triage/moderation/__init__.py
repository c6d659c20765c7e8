"""Moderation: what people decided about a message, why, and whether the network has done it."""
