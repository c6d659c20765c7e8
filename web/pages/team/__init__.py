"""Who works here, and who is asked to."""
