"""Errors of reply that a program may want to tell apart; the rest of the tree is services/runtime/problems.py.

Conflict
├── NotADraft     not_a_draft      it was accepted, recalled or sent meanwhile
├── TextChanged   text_changed     the approval is of another text
├── NotAccepted   not_accepted     there is nothing to recall or to send
├── AlreadySent   already_sent     it left, or may have left, and cannot be recalled
├── BeingSent     being_sent       it is handed over at this very moment; try again
├── ItemChanged   item_changed     its author has changed what it answers
├── NoReplies     cannot_reply     the account's network takes no replies
└── ItemGone      item_deleted     what it answers was deleted
"""

from typing import ClassVar

from services.runtime.problems import Conflict


class NotADraft(Conflict):
    code, title = "not_a_draft", "This reply is no longer a draft"


class TextChanged(Conflict):
    code, title = "text_changed", "The text is not the one that was approved"


class NotAccepted(Conflict):
    code, title = "not_accepted", "This reply is not waiting to be sent"


class AlreadySent(Conflict):
    code, title = "already_sent", "This reply has already been sent"


class BeingSent(Conflict):
    code, title = "being_sent", "This reply is being handed over at this moment"
    retry: ClassVar[bool] = True


class NoReplies(Conflict):
    code, title = "cannot_reply", "This account takes no replies"


class ItemChanged(Conflict):
    code, title = "item_changed", "What this would answer was changed by its author"


class ItemGone(Conflict):
    code, title = "item_deleted", "What this would answer was deleted"
