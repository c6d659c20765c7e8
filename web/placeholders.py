"""What is said of a form whose texts hold something in braces that nothing fills."""

from collections.abc import Collection, Mapping

from services.contracts.placeholders import unknown_placeholders
from web.rendering.languages import mark
from web.sentences import say

_UNKNOWN = mark("%(found)s stands for nothing here. In braces there can be: %(known)s.")


def say_unknown(texts: Mapping[str, str], known: Collection[str], language: str) -> dict[str, str]:
    """Return a sentence for each field whose text holds a placeholder that is not known."""
    found = {field: unknown_placeholders(text, known) for field, text in texts.items()}
    return {
        field: say(_UNKNOWN, language) % {"found": ", ".join(strange), "known": ", ".join(known)}
        for field, strange in found.items()
        if strange
    }
