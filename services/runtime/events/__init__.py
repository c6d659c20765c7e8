"""The event log, the followers that read it, and the bell and sweeper that make them look."""
