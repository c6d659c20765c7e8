"""The one error of the runner: a sentence for the person who typed the command."""


class RunError(Exception):
    """Palabre cannot start; the text is one whole sentence that names the remedy."""
