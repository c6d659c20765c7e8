"""Who the clients are, where they are present, and which programs may speak in their name."""
