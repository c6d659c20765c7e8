"""What the agency says: knowledge, voices, drafts, and replies from draft to publication.

Reply owns the undo window. It asks ingest for items and actions and follows it to learn what became of them;
web writes, sends and recalls replies through it.
"""
