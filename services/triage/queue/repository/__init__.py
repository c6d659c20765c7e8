"""Every query of the queue, always for a client or a set of them; sets of rows go in by unnest."""
