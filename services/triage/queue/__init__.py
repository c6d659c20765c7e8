"""The queue: which conversations wait for somebody, which of them first, and why.

The room keeps a copy of every item that ingest announced, with its assessment, finds the exchange to which each
belongs, and keeps one row for each exchange that says how it stands.
"""
