"""What crosses a wire between the services, stated once.

One module per owner holds its models and its operations; an operation is data (method, path, scope,
request, answer), and both the server's route and the client's call are made from it. Standard library and
pydantic only.
"""
