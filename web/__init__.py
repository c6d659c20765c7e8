"""The workplace of the staff in the browser, and who may come in."""
