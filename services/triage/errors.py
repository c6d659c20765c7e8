"""Errors of triage beside the common tree; each code has its sentence on screen.

Conflict
├── CannotDo                cannot_<kind>         the account's network does not offer what was decided
├── DecisionPending         decision_pending      the network has not answered the last decision yet
├── AlreadyHidden           already_hidden        it is hidden; it can be shown again, or deleted
├── NotHidden               not_hidden            it is neither hidden nor deleted; nothing is to be restored
├── NothingThere            item_deleted          the message was deleted
├── OwnMessage              own_message           the client itself wrote it
├── NothingToAnswer         nothing_to_answer     no message of the conversation stands there any more
├── NoOpinionModel          no_opinion_model      no model is configured that could be asked for an opinion
├── CharterChanged          charter_changed       somebody changed the charter meanwhile
├── ReplayRunning           replay_running        another replay of the client is under way
├── NothingToAdopt          nothing_to_adopt      the replay has no draft, or has not come to its end
├── NothingNew              nothing_new           too little was said since a layer was fitted or chosen
└── LayerRefused            layer_refused         the layer was not better and never stood
"""

from services.runtime.problems import Conflict


class CannotDo(Conflict):
    code = "cannot_do"

    def __init__(self, kind: str, network: str) -> None:
        super().__init__(
            f"{network} does not offer to {kind} other people's messages.", code=f"cannot_{kind}"
        )


class DecisionPending(Conflict):
    code = "decision_pending"

    def __init__(self) -> None:
        super().__init__("The network has not answered the last decision on this message yet.")


class AlreadyHidden(Conflict):
    code = "already_hidden"

    def __init__(self) -> None:
        super().__init__("This message is hidden already; it can be shown again, or deleted.")


class NotHidden(Conflict):
    code = "not_hidden"

    def __init__(self) -> None:
        super().__init__("This message is neither hidden nor deleted.")


class NothingThere(Conflict):
    code = "item_deleted"

    def __init__(self) -> None:
        super().__init__("This message was deleted.")


class OwnMessage(Conflict):
    code = "own_message"

    def __init__(self) -> None:
        super().__init__("The client itself wrote this message.")


class NothingToAnswer(Conflict):
    code = "nothing_to_answer"

    def __init__(self) -> None:
        super().__init__("No message of this conversation stands there any more.")


class NoOpinionModel(Conflict):
    code = "no_opinion_model"

    def __init__(self) -> None:
        super().__init__("No model is configured that could be asked for an opinion.")


class CharterChanged(Conflict):
    code = "charter_changed"

    def __init__(self) -> None:
        super().__init__("Somebody changed the charter since this was written.")


class ReplayRunning(Conflict):
    code = "replay_running"

    def __init__(self) -> None:
        super().__init__("Another replay of this client is under way.")


class NothingToAdopt(Conflict):
    code = "nothing_to_adopt"

    def __init__(self) -> None:
        super().__init__("This replay has no draft, or has not come to its end.")


class NothingNew(Conflict):
    code = "nothing_new"

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} more words on this client's messages are needed first.")


class LayerRefused(Conflict):
    code = "layer_refused"

    def __init__(self) -> None:
        super().__init__("This layer was not better than what stood and never stood itself.")
