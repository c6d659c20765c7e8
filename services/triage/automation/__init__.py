"""Automation: what a client lets the machine do alone, on which evidence, and what stops it."""
