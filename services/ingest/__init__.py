"""The edge to the networks: clients and accounts, items in, actions out.

Ingest owns the directory of clients, accounts and API keys, every item as its author wrote it, and whatever is
sent to a network. Schedulers push to it, its adapters pull and act; triage, reply and reporting follow its log
and ask it for items and actions.
"""
