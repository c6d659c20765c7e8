"""Plumbing without a product word: what every service and web stand on.

Nothing here knows a client's message, a reply or a queue of conversations; it knows transactions, events,
timers, operations, tokens, problems and processes.
"""
