"""PostgreSQL: one schema a service, units of work, and row-level security as the second wall."""
