"""Replay: what a period would have looked like with another charter or another model; it decides nothing."""
