"""`palabre run`: one parent imports what is common once and forks web, the services and their workers from it.

The parent stays synchronous and without threads, because only such a process forks safely. It binds the ports,
watches its children and the private engines, starts again what dies, and takes everything down with it.
"""
