"""Every page with invented content, for tests and for looking at; nothing here is shipped."""
