"""What stands in braces in a text and is filled when it is said, named when it is not known."""

import re
from collections.abc import Collection, Mapping

from web.rendering.languages import mark
from web.sentences import say

NAME = "{name}"
SIGNATURE = "{signature}"
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_UNKNOWN = mark("%(found)s stands for nothing here. In braces there can be: %(known)s.")


def unknown_placeholders(texts: Mapping[str, str], known: Collection[str], language: str) -> dict[str, str]:
    """Return a sentence for each field whose text holds a placeholder that is not known."""
    faults: dict[str, str] = {}
    for field, text in texts.items():
        found = dict.fromkeys(one for one in _BRACES.findall(text) if one not in known)
        if found:
            words = {"found": ", ".join(found), "known": ", ".join(known)}
            faults[field] = say(_UNKNOWN, language) % words
    return faults
