"""Use cases of replies: writing them, their undo window, and sending them."""

from services.reply.replies.service.sending import ask, begin_due, settle
from services.reply.replies.service.window import accept, recall, send_now
from services.reply.replies.service.writing import add, change, find_target, get, list_page, look_up

__all__ = [
    "accept",
    "add",
    "ask",
    "begin_due",
    "change",
    "find_target",
    "get",
    "list_page",
    "look_up",
    "recall",
    "send_now",
    "settle",
]
