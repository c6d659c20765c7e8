"""What each client's agency knows: articles, searched in French with accents folded."""
