"""The four services as the workplace sees them: one HTTP server that speaks their contracts from memory."""
