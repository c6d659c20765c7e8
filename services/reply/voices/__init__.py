"""How each client speaks: tu or vous, greeting, signature, undo window."""
