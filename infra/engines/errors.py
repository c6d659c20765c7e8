"""The one error of the engines: a sentence for the person who typed the command."""


class EngineError(Exception):
    """An engine cannot run here; the text is one whole sentence that names the remedy."""
