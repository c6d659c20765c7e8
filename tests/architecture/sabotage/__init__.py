"""One foundation taken away at a time, to prove that a test notices: a green run then means something.

`registry` holds the switches, each beside the tests that must turn red; `plugin` throws one in a pytest of
its own. Nothing here is ever loaded by an ordinary run, whose own processes stay whole.
"""
