"""Everything that is sent to a network: once, and never silently lost."""
