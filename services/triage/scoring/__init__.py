"""Scoring: what a message is, how sure that is, and why. A text goes in, an `Assessment` comes out; the room
has no database, no network and no client, so the command line and the worker use it in the same way.
"""
