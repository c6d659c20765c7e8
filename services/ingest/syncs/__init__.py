"""Pulling accounts: on their interval or on request, each page stored together with its cursor."""
