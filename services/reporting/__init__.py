"""What happened, in figures.

Reporting owns one row per fact and the figures rolled up from them; it keeps no text. It follows ingest, triage
and reply; web and the clients' portals read from it.
"""
