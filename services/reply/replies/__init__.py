"""Replies from draft to publication: approval, undo window, sending at most once."""
