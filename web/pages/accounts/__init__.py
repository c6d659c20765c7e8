"""Where each client is present, and whether messages come in."""
