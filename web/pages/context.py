"""What every page's context states about itself, so that a route can name a template only through it."""

from typing import ClassVar, Protocol


class PageContext(Protocol):
    """`blocks` are the named blocks that a route may answer with instead of the whole page.

    A context may name `parts`, those of its blocks that come and go without the page becoming another.
    """

    template: ClassVar[str]
    blocks: ClassVar[tuple[str, ...]]
