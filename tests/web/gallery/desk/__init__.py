"""A morning at the desk: Nadia moderates, Théo has answered, Martine waits."""

from tests.web.gallery.desk.conversation import BUBBLES, COMPOSER, CONVERSATION, DRAFT, HIDDEN
from tests.web.gallery.desk.morning import NOW, make_id
from tests.web.gallery.desk.queue import EMPTY_QUEUE, QUEUE
from tests.web.gallery.desk.trouble import CLOSED, TROUBLED
from web.pages.desk.context import Desk

__all__ = [
    "BUBBLES",
    "COMPOSER",
    "CONVERSATION",
    "DRAFT",
    "HIDDEN",
    "NOTHING_WAITS",
    "NOW",
    "OPENED",
    "QUEUE",
    "QUEUE_ALONE",
    "SHUT",
    "WITH_TROUBLE",
    "make_id",
]

QUEUE_ALONE = Desk(queue=QUEUE)
NOTHING_WAITS = Desk(queue=EMPTY_QUEUE)
OPENED = Desk(queue=QUEUE, conversation=CONVERSATION)
WITH_TROUBLE = Desk(queue=QUEUE, conversation=TROUBLED)
SHUT = Desk(queue=QUEUE, conversation=CLOSED)
