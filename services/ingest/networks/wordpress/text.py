"""Text on its way to a site and back: WordPress takes HTML, and tidies what it is given."""

import html
import re
import unicodedata

_TAG = re.compile(r"<[^<>]*>")


def outgoing(text: str) -> str:
    """Return what staff wrote as HTML that shows just that; lines and addresses are made by the site's theme."""
    return html.escape(text, quote=False)


def comparable(stored: str) -> str:
    """Return the words of a stored comment: entities, markup that a filter added, spaces and composition aside."""
    words = html.unescape(_TAG.sub("", stored))
    return " ".join(unicodedata.normalize("NFC", words).split())
