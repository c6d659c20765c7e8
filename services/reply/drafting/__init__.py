"""Drafts: proposals taken from a client's own knowledge, in its voice, within the network's limit."""
