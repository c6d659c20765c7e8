"""Where each client is present: the list over all clients, a new account, and the page of one."""
