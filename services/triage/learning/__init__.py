"""Learning: each word of a person about a message, kept with who said it, when, and what the machine said then."""
