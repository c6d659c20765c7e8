"""Journeys over all processes, as strangers walk them."""
