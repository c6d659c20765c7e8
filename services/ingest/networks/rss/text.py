"""From the HTML of an entry to the words that a reader would see."""

import re
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "iframe", "object"})
_LINES = frozenset({"br", "tr", "li", "dt", "dd", "hr"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "blockquote", "ul", "ol", "dl", "table", "pre", "figure", "figcaption"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "aside"}
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_LINES = re.compile(r" *\n *")
_MANY_LINES = re.compile(r"\n{3,}")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        if tag in _SILENT:
            self._silent += 1
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - likewise
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BLOCKS:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " "))

    def _break(self, tag: str) -> None:
        if tag in _LINES:
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")


def words_of(markup: str) -> str:
    """Return the text of a piece of HTML, a line for each line and a blank one between blocks."""
    reader = _Words()
    reader.feed(_whole(markup))
    reader.close()
    return tidy("".join(reader.parts))


def _whole(markup: str) -> str:
    """Leave out comments, and let no tag begin where none ends: for each, the parser would look to the very end."""
    bare = _COMMENT.sub("", markup)
    end = bare.rfind(">") + 1
    return bare[:end] + bare[end:].replace("<", "&lt;")


def tidy(text: str) -> str:
    """Return text with single blanks and at most one empty line in a row."""
    lines = _AROUND_LINES.sub("\n", _BLANKS.sub(" ", text))
    return _MANY_LINES.sub("\n\n", lines).strip()
