"""Every query of automation, always for a client or a set of them; see rules, acts and evidence."""
