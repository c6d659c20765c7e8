"""A month of an invented agency, written by hand and played into the house with a moved clock."""
