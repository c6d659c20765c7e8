"""Use cases of the queue, for its own routes and jobs and for the other rooms."""

from services.triage.queue.service.arrivals import Arrivals, note_answers, read_fresh, read_messages, take_in
from services.triage.queue.service.corrected import count_corrections
from services.triage.queue.service.marks import find_item, hold_queue, mark_items
from services.triage.queue.service.pages import count_queue, list_queue
from services.triage.queue.service.standings import AGEING, age
from services.triage.queue.service.threads import look_up_conversations, read_conversation, set_status

__all__ = [
    "AGEING",
    "Arrivals",
    "age",
    "count_corrections",
    "count_queue",
    "find_item",
    "hold_queue",
    "list_queue",
    "look_up_conversations",
    "mark_items",
    "note_answers",
    "read_conversation",
    "read_fresh",
    "read_messages",
    "set_status",
    "take_in",
]
