"""Every query on replays, always for a client."""
