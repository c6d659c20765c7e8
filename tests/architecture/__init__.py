"""The walls of the house, its sizes, and proof that the foundations are load-bearing."""
