"""What the desk's template is given; the same page with and without a conversation opened."""

from dataclasses import dataclass
from typing import ClassVar

from web.pages.desk.conversation import Conversation
from web.pages.desk.queue import Queue


@dataclass(frozen=True)
class Desk:
    """Blocks: `queue` is the whole list, `rows` one further page of it, `total` how many wait in all,
    `arrivals` the count of what is new, `pane` the conversation or its absence, `composer` the answer being written."""

    template: ClassVar[str] = "desk/page.html"
    blocks: ClassVar[tuple[str, ...]] = (
        "queue",
        "rows",
        "total",
        "arrivals",
        "pane",
        "thread",
        "author",
        "composer",
        "picker",
    )
    parts: ClassVar[frozenset[str]] = frozenset(blocks) - {"queue", "pane"}

    queue: Queue
    conversation: Conversation | None = None
