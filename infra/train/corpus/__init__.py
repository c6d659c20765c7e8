"""Our own messages with their labels: how they are read, how they are split, and what keeps them from repeating
each other. docs/annotation.md says what the labels mean.
"""
