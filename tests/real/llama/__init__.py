"""A llama.cpp of a test's own: somebody else's server of the protocol, with a model so small that it is made here."""
