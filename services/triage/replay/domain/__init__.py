"""Rules of replays: the days of a period, what changes about a message, and what all of it adds up to."""
