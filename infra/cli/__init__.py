"""The command line `palabre`: what an operator does from a shell, one file for each noun.

It must answer within half a second, so every module here imports what is heavy only inside the command that needs it.
Exit codes: 0 done, 1 refused, 2 used wrongly, 3 a service or an engine does not answer.
"""
