"""Reads a page as a browser would, to ask it about elements and attributes."""

from html.parser import HTMLParser


class Checker(HTMLParser):
    """Collects what the policy and hostile text make important."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id" and value]


def check(html: str) -> Checker:
    checker = Checker()
    checker.feed(html)
    return checker
