"""The public site of the demo: a small newspaper with visitors' comments, as a network of its own.

It stands outside Palabre: own process, own SQLite file, no import from the services. Palabre reaches it over HTTP
only, through an API such as real networks have, with their pages, limits, missing idempotency and bad days.
`settings.sandbox_account` says where it is and with which token. Nobody but Palabre's runner and tests calls it.
"""
