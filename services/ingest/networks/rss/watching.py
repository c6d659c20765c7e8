"""What makes feedparser's time grow with the square of a feed's size is refused before it reads a word.

It goes through all attributes of an element for each of them, and looks for a mail address in who signed an entry from
every character of a word on. What is not well-formed passes by here; the bounds of its process hold for all.
"""

import re
from xml.sax import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from services.ingest.networks.errors import Gone

# Some ten times as many as any vocabulary of feeds knows.
MOST_ATTRIBUTES = 500
# RFC 5321: an address has 254 characters at most.
LONGEST_WORD = 1_000
_SIGNING = frozenset(
    {"author", "creator", "managingeditor", "webmaster", "publisher", "owner", "name", "email"}
)
_WORD = re.compile(r"[A-Za-z0-9_.+-]+")


class Watch(ContentHandler):
    """Reads along and raises Gone for what no feed needs."""

    def __init__(self) -> None:
        super().__init__()
        self._signing = 0
        self._length = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name is the parser's
        if len(attrs) > MOST_ATTRIBUTES:
            raise Gone("dangerous_feed", f"refused to read: an element with {len(attrs)} attributes")
        if _is_signing(name):
            self._signing += 1
            self._length = 0

    def endElement(self, name: str) -> None:  # noqa: N802 - likewise
        if _is_signing(name):
            self._signing -= 1

    def characters(self, content: str) -> None:
        """Parts of one text come one by one, and other elements may stand between them."""
        if not self._signing:
            return
        at = 0
        for word in _WORD.finditer(content):
            self._length = word.end() - word.start() + (self._length if word.start() == 0 else 0)
            at = word.end()
            if self._length > LONGEST_WORD:
                raise Gone("dangerous_feed", "refused to read: signed with an endless word")
        if at < len(content):
            self._length = 0


def _is_signing(name: str) -> bool:
    return name.rpartition(":")[2].lower() in _SIGNING
