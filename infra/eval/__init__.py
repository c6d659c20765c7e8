"""Measuring of the scorer as it is shipped, on rows that nobody who builds it has read."""
