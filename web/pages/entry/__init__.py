"""Coming in: signing in, and taking up an invitation."""
