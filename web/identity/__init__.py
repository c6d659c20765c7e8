"""Who may come in: users and their clients, sessions, invitations, and brakes on guessing passwords.

The only part of web that speaks to the database. Users belong to the agency and not to a client, so their
tables carry no client_id; `user_client`, which says whose messages a moderator may see, does.
"""
